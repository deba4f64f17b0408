"""The table: pages on which several delegations negotiate one text, live. One face of the same calls; no rules."""
