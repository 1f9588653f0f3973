"""Keeps the process that follows the schedules running beside another one."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from types import TracebackType

from config import Settings
from ingest.schedule.attached import end, spawn

# One that has lived so long is started again at once, others after ever longer waits.
_SOUND_SECONDS = 60.0
_LONGEST_WAIT = 60.0
_LOOK_SECONDS = 0.5
_IDLE_SECONDS = 5.0


class Keeper:
    """`kilde follow` as a child, for as long as the context lasts.

    When it dies it is started again and `say` is told; the process it lies beside goes on.
    Nothing is started as long as there is nothing to follow and nothing to send.
    """

    def __init__(self, settings: Callable[[], Settings], say: Callable[[str], None]) -> None:
        self._current = settings
        self._say = say
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def __enter__(self) -> Keeper:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _needed(self) -> bool:
        settings = self._current()
        followed = any(one.schedule or one.watch or one.uploads for one in settings.space)
        mail = settings.mail
        return followed or bool(mail.smtp or mail.replies or settings.webhook)

    def _keep(self) -> None:
        wait = 1.0
        while not self._stop.is_set():
            if not self._needed():
                self._stop.wait(_IDLE_SECONDS)
                continue
            began = time.monotonic()
            try:
                code = self._watch(spawn(self._current().file, ["follow", "--attached"]))
            except OSError as error:
                self._say(f"the process for schedules cannot be started: {error.strerror}")
            else:
                if self._stop.is_set():
                    return
                self._say(f"the process for schedules has ended (exit {code}); it is started again")
            wait = (
                1.0 if time.monotonic() - began > _SOUND_SECONDS else min(_LONGEST_WAIT, 2 * wait)
            )
            self._stop.wait(wait)

    def _watch(self, process: subprocess.Popen[bytes]) -> int:
        """The code that it ended with, by itself or when this was told to stop."""
        while process.poll() is None and not self._stop.wait(_LOOK_SECONDS):
            pass
        end(process)
        return process.returncode
