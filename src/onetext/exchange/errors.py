"""What can go wrong with a document that is brought in."""

from onetext.record.errors import RecordError


class UnreadableDocument(RecordError):
    """A document could not be read; the message is one sentence that says why, and the way out."""
