"""Accounts: who may sign in, and as whom they sit at which negotiation. Nothing of a negotiation is kept here."""
