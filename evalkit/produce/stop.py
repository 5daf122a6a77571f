"""How a run is told to stop."""

from __future__ import annotations

import signal


class Interrupted(BaseException):
    """A signal told the run to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def exit_code_of_signal(number: int) -> int:
    """Exit code of a run that a signal ended, as shells give it: 130, 143."""
    return 128 + signal.Signals(number).value
