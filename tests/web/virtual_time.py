"""An event loop whose waits are over at once: its clock leaps to the moment that it would have waited for."""

import asyncio
import selectors


class LeapingSelector(selectors.DefaultSelector):
    """A selector that waits for nobody and keeps account of how long it would have waited, in seconds."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready; the time that it would have taken has passed."""
        self.now += max(timeout or 0.0, 0.0)
        return super().select(0)


class LeapingLoop(asyncio.SelectorEventLoop):
    """A loop that begins at 0 s; what is due at a moment happens at that moment, however slow the machine is."""

    def __init__(self) -> None:
        self._leaping = LeapingSelector()
        super().__init__(self._leaping)

    def time(self) -> float:
        """The seconds that have passed."""
        return self._leaping.now
