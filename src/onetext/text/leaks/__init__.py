"""Leaks: a found text, retyped or excerpted, matched against the versions of a record."""
