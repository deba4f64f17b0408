"""Live: what one delegate does appears on the others' pages. A stream tells each that something changed for them.

`changes` says what changed for a viewer, `entrance` lets a browser in through the gate, `hub` keeps the streams.
"""
