"""PDF out: a document as a well-set treaty, with its own fonts, and readable in black and white."""
