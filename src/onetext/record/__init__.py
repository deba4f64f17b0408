"""The machinery of the record: acts, the log, the gate, the fold. It knows no kind of act."""
