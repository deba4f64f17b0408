"""The map: dated areas and lines, and how they are drawn."""
