"""Exchange: documents in and out. A document becomes a draft, a view becomes a document."""
