"""Whether a record grew, asked often and cheaply, whichever process added to it."""

from onetext.record.record import Record


class Growth:
    """A number for each record that differs whenever acts were added: of a file, the row of its newest act."""

    def start(self) -> None:
        """Nothing to begin: files are asked."""

    def stop(self) -> None:
        """Nothing to end."""

    def of(self, record: Record) -> int:
        """The number of a record now."""
        return record.log.last_row()
