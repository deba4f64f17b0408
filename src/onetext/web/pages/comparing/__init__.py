"""Texts beside each other: two, three with a common source, and a shorter one beside what it would replace."""
