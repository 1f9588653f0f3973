"""The loop: runs what is due and what has changed, one at a time, and sends what is waiting.

What other rooms have to do regularly goes on beside it, as duties.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from ingest.behind import published, uploaded
from ingest.lock import lock_holder
from ingest.schedule.cron import Cron
from ingest.schedule.due import is_due
from ingest.schedule.launch import Launched, launch
from ingest.schedule.note import Note, sole_follower
from ingest.schedule.watching import Says, Watcher
from ingest.uploads import Uploads
from mail.outbox import Outbox
from records import Catalogue, Departures, Trigger

_TICK_SECONDS = 0.3
# Between two looks for what experts have published since the last run.
_PUBLISHED_SECONDS = 3.0
_MAIL_SECONDS = 2.0
_AGAIN_SECONDS = 5.0

Duty = Callable[[Says, threading.Event], None]
"""Goes on until the event is set, in a thread of its own; tells what an administrator should
know. Where the database or the disk fails it is begun again."""


def follow(
    settings: Settings,
    catalogue: Catalogue,
    say: Says,
    stop: threading.Event,
    duties: Sequence[Duty] = (),
) -> None:
    """Follow schedules and watched sources, and do the duties, until `stop` is set.

    Where another process follows in the same data folder, wait until it has ended. `say` is
    told what an administrator should know.
    """
    with sole_follower(settings.data_folder, stop) as note:
        if note is not None:
            _Follower(settings, catalogue, say, stop, note, duties).run()


class _Follower:
    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        say: Says,
        stop: threading.Event,
        note: Note,
        duties: Sequence[Duty],
    ) -> None:
        self._duties = duties
        self._settings = settings
        self._current = Departures(settings, catalogue.engine)
        self._catalogue = catalogue
        self._say = say
        self._stop = stop
        self._note = note
        self._said: list[str] = []
        self._lock = threading.Lock()
        self._schedules: dict[str, str] = {}
        self._crons: dict[str, Cron] = {}
        self._watchers: dict[tuple[str, str], Watcher] = {}
        # Looked at when the process starts, for what was missed, and when the time comes.
        self._look_at: dict[str, datetime] = {}
        # In the order in which it was noticed.
        self._changed: dict[str, None] = {}
        self._running: Launched | None = None
        self._published_looked = float("-inf")

    def run(self) -> None:
        threading.Thread(target=self._deliver, name="outbox", daemon=True).start()
        for duty in self._duties:
            threading.Thread(target=self._do, args=[duty], name="duty", daemon=True).start()
        while not self._stop.wait(_TICK_SECONDS):
            try:
                self._step()
            except (SQLAlchemyError, OSError) as error:
                # The database is busy or the disk is full: that passes, or is told elsewhere.
                self._tell(f"a run could not be started: {type(error).__name__}")
                self._stop.wait(5)
        for watcher in self._watchers.values():
            watcher.stop()

    def _step(self) -> None:
        if self._running is not None and not self._running.ended.is_set():
            return
        self._running = None
        wanted = self._wanted()
        if wanted is None or lock_holder(self._settings.data_folder):
            return
        space, trigger = wanted
        with self._lock:
            # What changes from now on may be missed by the run.
            self._changed.pop(space, None)
        self._running = launch(self._current(), self._catalogue.runs, space, trigger)

    def _wanted(self) -> tuple[str, Trigger] | None:
        now = datetime.now(UTC)
        self._keep_time()
        self._keep_watch()
        for name, cron in self._crons.items():
            if now < self._look_at[name]:
                continue
            if is_due(cron.previous(now), self._catalogue.runs.history(name, 10)):
                return name, "schedule"
            # Once a minute all the same: an interrupted run is due again, and clocks are set.
            self._look_at[name] = min(cron.next(now), now + timedelta(minutes=1))
        with self._lock:
            changed = next(iter(self._changed), None)
        # What people have published or uploaded is found as soon as it is read.
        changed = changed or self._published()
        return (changed, "watch") if changed else None

    def _published(self) -> str | None:
        if time.monotonic() - self._published_looked < _PUBLISHED_SECONDS:
            return None
        self._published_looked = time.monotonic()
        spaces = [space.name for space in self._current().space]
        return published(self._catalogue, spaces) or uploaded(
            self._catalogue, Uploads(self._settings.data_folder), spaces
        )

    def _keep_time(self) -> None:
        """Follow the schedules as they are now: an administrator may have changed one."""
        settings = self._current()
        schedules = {space.name: space.schedule for space in settings.space if space.schedule}
        for name in self._crons.keys() - schedules.keys():
            del self._crons[name]
        for name, schedule in schedules.items():
            if name not in self._crons or self._schedules[name] != schedule:
                self._crons[name] = Cron(schedule, settings.timezone)
                self._look_at[name] = datetime.min.replace(tzinfo=UTC)
        self._schedules = schedules

    def _keep_watch(self) -> None:
        """Watch the sources of the spaces there are now."""
        spaces = [space for space in self._current().space if space.watch]
        wanted = {(space.name, source.name): source for space in spaces for source in space.source}
        for gone in self._watchers.keys() - wanted.keys():
            self._watchers.pop(gone).stop()
        for key in wanted.keys() - self._watchers.keys():
            noticed = self._notice(key[0])
            self._watchers[key] = Watcher(self._settings, wanted[key], noticed, self._tell)
            self._watchers[key].start()
            noticed()  # what changed while nobody watched

    def _notice(self, space: str) -> Callable[[], None]:
        def noticed() -> None:
            with self._lock:
                self._changed.setdefault(space)

        return noticed

    def _tell(self, message: str) -> None:
        with self._lock:
            if message in self._said:
                return
            self._said.append(message)
            self._note.say(self._said)
        self._say(message)

    def _do(self, duty: Duty) -> None:
        while not self._stop.is_set():
            try:
                duty(self._tell, self._stop)
            except (SQLAlchemyError, OSError):
                self._stop.wait(_AGAIN_SECONDS)
            except Exception as error:
                # What it says may be what somebody wrote.
                self._tell(f"something went wrong and is tried again: {type(error).__name__}")
                self._stop.wait(_AGAIN_SECONDS)

    def _deliver(self) -> None:
        outbox = Outbox(self._settings, self._catalogue.outbox)
        told: str | None = None
        while not self._stop.wait(_MAIL_SECONDS):
            try:
                delivery = outbox.deliver()
            except (SQLAlchemyError, OSError):
                continue
            except Exception as error:
                self._tell(f"something went wrong and is tried again: {type(error).__name__}")
                continue
            if delivery.error and delivery.error != told:
                self._say(f"not everything could be sent: {delivery.error}")
            told = delivery.error or (None if delivery.sent else told)
