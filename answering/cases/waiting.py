"""What time does: experts are reminded of cases that wait, and the next one's turn comes."""

from __future__ import annotations

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from answering.cases.chain import working_days_later
from answering.cases.telling import Telling
from answering.models import Person
from config import Settings
from records import Case, CaseChanges, CaseKind, CaseState, CaseTable

_OPEN: tuple[CaseState] = ("open",)
# Somebody waits for these.
_WAITED_FOR: tuple[CaseKind, ...] = ("question", "approval")
# The longest wait between two reminders is so many times the first.
_RAREST = 2**5


class Waiting:
    """Looks after cases that wait."""

    def __init__(self, settings: Settings, table: CaseTable, telling: Telling) -> None:
        self._keys = settings.cases
        # Where no mail goes out nobody can be reminded, and all see what waits on their page.
        self._mails = bool(settings.mail.smtp)
        self._zone: tzinfo | None = ZoneInfo(settings.timezone) if settings.timezone else None
        self._table = table
        self._telling = telling

    def tick(self, now: datetime) -> None:
        """See `Cases.tick`."""
        if not self._keys.remind_days or not self._mails:
            return
        for waiting in self._table.list(states=_OPEN, kinds=_WAITED_FOR, limit=10_000):
            ahead = (waiting.reminded or waiting.opened) > now
            if not ahead and now < self.due(waiting):
                continue
            with self._table.changes() as change:
                change.now = now
                case = change.get(waiting.id)
                # Another process may have done it.
                if case is None or case.state != "open":
                    continue
                if (case.reminded or case.opened) > now:
                    # The clock was set back, and nobody is to wait until it is there again.
                    change.set(case.id, reminded=now, changed=case.changed)
                elif now >= self.due(case):
                    self._recall(change, case)

    def due(self, case: Case) -> datetime:
        """When the next thing is done about a case that waits."""
        days = min(1, self._keys.remind_days) if case.urgency else self._keys.remind_days
        # Where nobody comes after, it is recalled ever more rarely, and never forgotten.
        over = max(0, case.reminders - self._keys.remind_times)
        return working_days_later(
            case.reminded or case.opened, days * min(_RAREST, 2**over), self._zone
        )

    def _recall(self, change: CaseChanges, case: Case) -> None:
        following = self._telling.next_one(case.space, case.assignee)
        if following and (not case.assignee or case.reminders >= self._keys.remind_times):
            self._telling.hand_over(change, case, following, Person(""), "")
            return
        case = change.set(
            case.id, reminded=change.now, reminders=case.reminders + 1, changed=case.changed
        )
        if case.assignee:
            entry = change.enter(case.id, "reminder", text=case.assignee)
            first = next(iter(change.askers(case.id)), None)
            self._telling.assignee(
                change, case, "reminder", first, case.question, f"reminder-{entry}"
            )
