"""What all pages and the API of this process share: one Kilde, and one guard to draw pages."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from answering import Kilde
from chat_app.quiet import log_error
from chat_app.throttle import Throttle
from config import LANGUAGES, RateLimits
from ingest import Guard
from records import RecordsError
from vectorstore import ChromaError, ModelMissing

if TYPE_CHECKING:
    # Only companies that sign in pay for the import.
    from chat_app.signin import SignIn

# What stops Kilde from answering, and can be mended while it runs.
UNAVAILABLE = (ChromaError, ModelMissing, RecordsError)


class Answering:
    """How many people wait for an answer, as a context; others may stand back until nobody does."""

    def __init__(self) -> None:
        self._waiting = 0
        self._changed = threading.Condition()

    def __enter__(self) -> None:
        with self._changed:
            self._waiting += 1

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._waiting -= 1
            self._changed.notify_all()

    def quiet(self, seconds: float) -> bool:
        """Wait until nobody waits, at most so many seconds; whether nobody does."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting, seconds)


@dataclass(frozen=True)
class Shared:
    kilde: Kilde
    guard: Guard
    # None where nobody signs in: there is one local user.
    sign_in: SignIn | None = None
    throttle: Throttle = field(default_factory=lambda: Throttle(RateLimits()))
    warm: threading.Event = field(default_factory=threading.Event)
    answering: Answering = field(default_factory=Answering)

    def warm_up(self) -> None:
        """Load the models, connect to Chroma and find first questions, in the background.

        What goes wrong here goes wrong again with the first question, which then says so.
        """
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()

    def _warm_up(self) -> None:
        with suppress(*UNAVAILABLE):
            try:
                self.kilde.warm_up()
            finally:
                self.warm.set()
            try:
                for language in LANGUAGES:
                    self.kilde.reader(None).first_questions(language)
            except RuntimeError as error:
                # Told to end meanwhile: Python begins no more threads then.
                if "shutdown" not in str(error):
                    raise
                return
        self.kilde.starting.follow(log_error)


_shared: list[Shared] = []


def share(one: Shared) -> None:
    """Make `one` what this process's pages use."""
    _shared[:] = [one]


def shared() -> Shared:
    """What was shared last."""
    return _shared[0]
