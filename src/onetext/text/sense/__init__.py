"""Sense: what English words promise: quantities, modality, limbs, slots, recognition."""
