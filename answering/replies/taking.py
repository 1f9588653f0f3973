"""Reading the account of replies, and what each message does to its case."""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from traceback import format_tb
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from answering.cases import CaseError, Cases
from answering.cases.tokens import named, verify
from answering.models import Person
from answering.replies.believing import Believing, key_of
from answering.replies.effects import Effects, Round
from answering.replies.judging import LONGEST, Reason, Verdict
from config import ConfigError, Settings
from mail.imap import ImapError
from mail.replies import Incoming
from mail.replies.account import Account, Fetched
from mail.replies.instructions import instructions
from records import Absence, Case, CaseTable, HeldReply, OutboxTable, ReplyTable

_LOGGER = logging.getLogger(__name__)
# What lay in an account before Kilde first looked is mail of other people's.
_BEFORE = timedelta(days=7)
_WAIT_SECONDS = 30.0
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 600.0
_REASONS: dict[str, Reason] = {
    "closed": "closed",
    "empty": "long",
    "former": "former",
    "stranger": "stranger",
}


class Replies:
    """Replies of one installation. Several processes may read at once: one does it."""

    def __init__(self, settings: Callable[[], Settings], engine: Engine, cases: Cases) -> None:
        self._current = settings
        self._table = ReplyTable(engine)
        self._outbox = OutboxTable(engine)
        self._records = CaseTable(engine)
        self._cases = cases
        self._believing = Believing(settings, self._records)
        self._effects = Effects(settings, self._table, self._records, cases)

    @property
    def _settings(self) -> Settings:
        return self._current()

    def read(self) -> Round:
        """Read what is new, once. Raises ImapError, and ConfigError where nothing is to read."""
        account = self._account()
        with self._alone(fcntl.LOCK_EX):
            try:
                return self.refused() + self._read(account)
            finally:
                account.close()

    def refused(self) -> Round:
        """Letters that the company's own server would not take go to the next experts."""
        returned = 0
        for message_id, recipient in self._outbox.refused():
            token = verify(self._records.secret(), message_id, recipient)
            if token is not None and token.role == "expert":
                with suppress(CaseError):  # the case has been erased
                    returned += self._effects.came_back(
                        token.case, recipient.lower(), key_of(message_id, "")
                    )
        return Round(returned=returned)

    def follow(self, say: Callable[[str], None], stop: threading.Event) -> None:
        """Read whatever comes until `stop` is set; `say` is told once what goes wrong."""
        told, wait = "", _FIRST_WAIT
        account = self._account()
        while not stop.is_set():
            try:
                with self._alone() as alone:
                    if alone:
                        self._read(account)
                if alone:
                    account.wait(_WAIT_SECONDS, stop)
                else:
                    stop.wait(_WAIT_SECONDS)
                told, wait = "", _FIRST_WAIT
            except ImapError as error:
                account.close()
                if str(error) != told:
                    say(f"replies cannot be read: {error}")
                told = str(error)
                stop.wait(wait)
                wait = min(_LONGEST_WAIT, 2 * wait)
        account.close()

    def away(self) -> list[Absence]:
        """Who is away and until when, as far as their automatic replies said so."""
        name = self._settings.timezone
        return self._table.away(datetime.now(ZoneInfo(name) if name else None).date())

    def is_back(self, address: str) -> bool:
        """Somebody is there again; False where nothing else was known."""
        known = address.lower() in {one.address for one in self.away()}
        self._table.end_absence(address)
        return known

    # What waits for a person

    def held(self) -> list[HeldReply]:
        """What waits for a person, the newest first."""
        return self._table.held()

    def accept(self, number: int, case: int, by: Person) -> Case:
        """Somebody takes a held message for a case: it answers it in the name of its sender,
        published by nobody; where the sender asked, it is added to it. Raises CaseError."""
        held = self._held(number)
        text, key = instructions(held.text).text, key_of(held.message_id, held.sender)
        asker = self._effects.asker(case, held.sender)
        if asker is not None and not self._effects.is_expert(case, held.sender):
            self._cases.add(case, asker, text, key)
            # Nothing is noted: a note would name who may wish to stay unnamed.
            self._table.settle(number)
            return self._cases.get(case)
        self._cases.reply(case, Person(held.sender, held.name, held.sender), text, key=key)
        if self._table.settle(number):
            say = self._settings.texts(self._settings.language)
            self._cases.note(case, by, say("held.accepted_note", sender=held.sender))
        return self._cases.get(case)

    def discard(self, number: int) -> None:
        """Somebody throws a held message away. Raises CaseError where it has gone already."""
        self._held(number)
        self._table.settle(number)

    # Parts

    def _account(self) -> Account:
        if not self._settings.mail.replies:
            raise ConfigError(
                "mail.replies in kilde.toml is empty; name the account there in which replies "
                "arrive, such as imaps://kilde@mail.example.com/INBOX"
            )
        return Account(self._settings.mail, self._settings.base)

    def _read(self, account: Account) -> Round:
        validity = account.open()
        known = self._table.read_to(account.name)
        last = known[1] if known and known[0] == validity else 0
        begun = self._table.first_read() or datetime.now(UTC)
        since = int((begun - _BEFORE).timestamp() * 10**9)
        total = Round()
        for fetched in account.after(last):
            if 0 < fetched.arrived < since:
                self._table.done(account.name, validity, fetched.uid)
                continue
            total += self._take(account.name, validity, fetched)
        return total

    def _take(self, folder: str, validity: int, fetched: Fetched) -> Round:
        """Deal with a message, and note that it is read."""
        came = self._believing.opened(fetched)
        sender = came.sender.address if came is not None and came.sender else ""
        key = key_of(came.message_id if came else fetched.data.hex(), sender)
        if self._table.is_read(key):
            self._table.done(folder, validity, fetched.uid)
            return Round()
        try:
            verdict, round_ = self._done(came, fetched.whole, key)
        except (SQLAlchemyError, OSError):
            raise  # the database is busy or the disk is full: that passes
        except Exception as error:
            # It would fail again each time, and nothing that came later would ever be read.
            places = "".join(format_tb(error.__traceback__))
            _LOGGER.error("%s at a mail, which waits as unread:\n%s", type(error).__name__, places)
            verdict, round_ = Verdict("held", reason="unread"), Round()
        held = self._as_held(came, verdict) if verdict.does == "held" else None
        new = self._table.done(folder, validity, fetched.uid, key, held)
        return Round(held=1) if held and new else round_

    def _done(self, came: Incoming | None, whole: bool, key: str) -> tuple[Verdict, Round]:
        """Judge a message, and do what it asks for unless it is to be held."""
        verdict = self._believing.judged(came, whole)
        if came is None or verdict.does == "held":
            return verdict, Round()
        try:
            return verdict, self._effects.do(verdict, came, key)
        except CaseError as error:
            reason = _REASONS.get(error.kind, "gone")
            return replace(verdict, does="held", reason=reason), Round()

    def _as_held(self, came: Incoming | None, verdict: Verdict) -> HeldReply:
        now = datetime.now(UTC)
        reason = verdict.reason or "other"
        if came is None:
            return HeldReply(0, None, reason, "", "", "", "", now, "")
        case = verdict.case
        for mark in (*came.to_marks, *came.answered_marks):
            case = case or named(mark)
        return HeldReply(
            0, case, reason, came.sender.address if came.sender else "",
            came.sender.name if came.sender else "", came.subject, came.text[:LONGEST], now,
            came.message_id,
        )  # fmt: skip

    def _held(self, number: int) -> HeldReply:
        found = self._table.held(number)
        if not found:
            raise CaseError("unknown", "somebody has dealt with this mail already")
        return found[0]

    @contextmanager
    def _alone(self, how: int = fcntl.LOCK_EX | fcntl.LOCK_NB) -> Iterator[bool]:
        """Whether no other process reads for this data folder now, after waiting for it where
        `how` says so; the kernel frees the lock of one that died."""
        with open(self._settings.data_folder / "replies.lock", "w") as file:
            try:
                fcntl.flock(file, how)
            except BlockingIOError:
                yield False
                return
            yield True
