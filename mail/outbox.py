"""The outbox: every message to the outside, delivered once however things go.

A message is put there in the transaction that makes the news (`records.put`), so it exists
exactly when its news does. It is then `waiting` until it is due, claimed as `sending`, and
ends as `sent` or, where the receiver will never take it, as `failed`. A process that dies
while it sends leaves `sending` behind; the next one sends the message again under the same
Message-ID, since to know that it arrived is not possible and to lose it is worse.
"""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from config import Settings
from mail import webhook
from mail.letters import is_address, message_of
from mail.smtp import Refused, SmtpServer, Unreachable, Unsent
from records import OutboxTable, Posted
from records.outbox import LONGEST_WAIT

# Tried again after 15 s, 30 s, 1 min, … at last every hour, for a week. Where Kilde was off
# for days, or the clock has jumped, the week alone says nothing: it must have been tried often.
_FIRST, _WEEK, _OFTEN = timedelta(seconds=15), timedelta(days=7), 50


@dataclass(frozen=True)
class Delivery:
    """What a round came to: how many went, how many wait, why the last one did not go."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    error: str | None = None


class Outbox:
    """Delivers what is due. Several processes may try at once: one does it."""

    def __init__(self, settings: Settings, table: OutboxTable) -> None:
        self._table = table
        self._smtp = settings.mail.smtp
        self._data = settings.data_folder

    def deliver(self) -> Delivery:
        """Send everything that is due now. Nothing that goes wrong raises."""
        if not self._table.is_due():
            return Delivery()
        with self._alone() as alone:
            return self._round() if alone else Delivery()

    def _round(self) -> Delivery:
        holder = f"{socket.gethostname()}:{self._data}"
        self._table.release_abandoned(holder)
        sent = waiting = failed = 0
        error: str | None = None
        with SmtpServer(self._smtp) as server:
            while posted := self._table.claim(holder):
                tried = posted.attempts + 1
                try:
                    self._send(posted, server)
                except Refused as reason:
                    failed, error = failed + 1, str(reason)
                    self._table.give_up(posted.id, tried, error)
                except Unsent as reason:
                    waiting, error = waiting + 1, str(reason)
                    self._wait(posted, tried, error)
                    if isinstance(reason, Unreachable):
                        break
                except Exception as reason:
                    # It may not hold up the others; what it says may be what somebody wrote.
                    waiting, error = waiting + 1, f"something went wrong: {type(reason).__name__}"
                    self._wait(posted, tried, error)
                else:
                    self._table.sent(posted.id)
                    sent += 1
        return Delivery(sent, waiting, failed, error)

    def _send(self, posted: Posted, server: SmtpServer) -> None:
        if posted.kind == "webhook":
            webhook.send(posted)
        elif not self._smtp:
            raise Unsent("mail.smtp in kilde.toml is empty; name the mail server there")
        elif not is_address(posted.recipient):
            raise Refused(f"{posted.recipient!r} is no mail address; correct it where it was given")
        else:
            server.send(message_of(posted), posted.recipient)

    def _wait(self, posted: Posted, tried: int, error: str) -> None:
        if tried >= _OFTEN and datetime.now(UTC) - posted.created > _WEEK:
            self._table.give_up(posted.id, tried, error)
            return
        wait = min(LONGEST_WAIT, _FIRST * 2 ** min(tried - 1, 12))
        self._table.later(posted.id, tried, wait, error)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether no other process delivers from this data folder; the kernel frees the lock
        of one that died."""
        with open(self._data / "outbox.lock", "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True
