"""Reading the account of replies, and what each message does to its case."""

from __future__ import annotations

import fcntl
import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from functools import partial

from sqlalchemy import Engine

from answering.cases import CaseError, Cases
from answering.cases.tokens import named, verify
from answering.models import Person
from answering.replies.judging import LONGEST, Reason, Verdict, judge
from config import ConfigError, Settings, texts
from mail.imap import ImapError
from mail.replies import Incoming, incoming
from mail.replies.account import Account, Fetched
from mail.replies.instructions import instructions
from records import Case, CaseState, CaseTable, HeldReply, OutboxTable, ReplyTable

# What lay in an account before Kilde first looked is mail of other people's.
_BEFORE = timedelta(days=7)
_WAIT_SECONDS = 30.0
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 600.0
# Two programs that answer each other write faster than people do.
_MOST_REPLIES, _WITHIN = 6, timedelta(hours=1)
_PREFIX = "mail-"
_REASONS: dict[str, Reason] = {"closed": "closed", "empty": "long", "stranger": "stranger"}


@dataclass(frozen=True)
class Round:
    """What a reading came to: replies and additions taken, experts found away, letters that
    came back, and messages that now wait for a person."""

    taken: int = 0
    away: int = 0
    returned: int = 0
    held: int = 0

    def __add__(self, other: Round) -> Round:
        return Round(
            self.taken + other.taken,
            self.away + other.away,
            self.returned + other.returned,
            self.held + other.held,
        )


class Replies:
    """Replies of one installation. Several processes may read at once: one does it."""

    def __init__(self, settings: Callable[[], Settings], engine: Engine, cases: Cases) -> None:
        self._current = settings
        self._table = ReplyTable(engine)
        self._outbox = OutboxTable(engine)
        self._records = CaseTable(engine)
        self._cases = cases

    @property
    def _settings(self) -> Settings:
        return self._current()

    def read(self) -> Round:
        """Read what is new, once. Raises ImapError, and ConfigError where nothing is to read."""
        account = self._account()
        with self._alone() as alone:
            if not alone:
                return Round()
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
                    returned += self._came_back(token.case, recipient.lower(), _key(message_id, ""))
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

    # What waits for a person

    def held(self) -> list[HeldReply]:
        """What waits for a person, the newest first."""
        return self._table.held()

    def accept(self, number: int, case: int, by: Person) -> Case:
        """Somebody takes a held message for a reply to a case: it answers it in the name of its
        sender, published by nobody. Raises CaseError."""
        held = self._held(number)
        author = Person(held.sender, held.name, held.sender)
        text = instructions(held.text).text
        self._cases.reply(case, author, text, key=_key(held.message_id, held.sender))
        if self._table.settle(number):
            self._cases.note(case, by, self._say("held.accepted_note", sender=held.sender))
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
        since = None if known else int((datetime.now(UTC) - _BEFORE).timestamp() * 10**9)
        total = Round()
        for fetched in account.after(last):
            if since and 0 < fetched.arrived < since:
                self._table.done(account.name, validity, fetched.uid)
                continue
            total += self._take(account.name, validity, fetched)
        return total

    def _take(self, folder: str, validity: int, fetched: Fetched) -> Round:
        """Deal with a message, and note that it is read."""
        came = _parsed(fetched, self._settings.mail.authserv)
        sender = came.sender.address if came is not None and came.sender else ""
        key = _key(came.message_id if came else fetched.data.hex(), sender)
        if self._table.is_read(key):
            self._table.done(folder, validity, fetched.uid)
            return Round()
        verdict = self._judged(came, fetched.whole)
        round_ = Round()
        if came is not None and verdict.does != "held":
            try:
                round_ = self._do(verdict, came, key)
            except CaseError as error:
                verdict = replace(verdict, does="held", reason=_REASONS.get(error.kind, "gone"))
        held = self._as_held(came, verdict) if verdict.does == "held" else None
        new = self._table.done(folder, validity, fetched.uid, key, held)
        return Round(held=1) if held and new else round_

    def _judged(self, came: Incoming | None, whole: bool) -> Verdict:
        if came is None:
            return Verdict("held", reason="unread")
        mail = self._settings.mail
        own = {mail.reply_address.lower(), parseaddr(mail.from_)[1].lower()}
        if came.sender is not None and _bare(came.sender.address) in own:
            return Verdict("held", reason="own")
        if not whole:
            return Verdict("held", reason="large")
        verdict = judge(came, partial(verify, self._records.secret()))
        if verdict.does in ("reply", "addition"):
            if self._has_letter(came):
                return replace(verdict, does="held", reason="quoted")
            if self._too_many(verdict):
                return replace(verdict, does="held", reason="many")
        return verdict

    def _has_letter(self, came: Incoming) -> bool:
        """Is the letter that it answers still in its text, quoted in a way that is not known?
        Then a line of the question could pass for the expert's own word."""
        address = self._settings.public_address
        return any(f"{address}/{page}?case=" in came.text for page in ("inbox", ""))

    def _too_many(self, verdict: Verdict) -> bool:
        """Has so much come for the case within the hour that two programs must be talking?"""
        since = datetime.now(UTC) - _WITHIN
        recent = [
            entry
            for entry in self._records.entries(verdict.case or 0)
            if entry.at >= since and (entry.key or "").startswith(_PREFIX)
        ]
        return len(recent) >= _MOST_REPLIES

    def _do(self, verdict: Verdict, came: Incoming, key: str) -> Round:
        """What the message does to its case. Raises CaseError."""
        number = verdict.case or 0
        if verdict.does == "reply":
            self._reply(number, came, key)
            return Round(taken=1)
        if verdict.does == "addition":
            self._add(number, verdict.person, came, key)
            return Round(taken=1)
        if verdict.does == "away":
            self._is_away(number, verdict.person, came.back)
            return Round(away=1)
        if verdict.does == "returned":
            return Round(returned=self._came_back(number, verdict.person, key))
        return Round()

    def _reply(self, number: int, came: Incoming, key: str) -> None:
        assert came.sender is not None
        asked, address = came.instructions, came.sender.address
        expert = Person(address, came.sender.name, address)
        self._table.end_absence(address)
        if asked.pass_to:
            if asked.pass_to not in self._known_experts():
                raise CaseError("stranger", f"{asked.pass_to} is nobody's expert")
            if (self._cases.get(number).assignee or "").lower() != asked.pass_to:
                self._cases.pass_on(number, expert, asked.pass_to, text=asked.text)
            return
        try:
            self._cases.reply(number, expert, asked.text, publish=asked.publish, key=key)
        except CaseError as error:
            if not asked.publish or error.kind == "closed":
                raise
            # The answer is for who asked, whatever keeps it from being published.
            self._cases.reply(number, expert, asked.text, key=key)
            self._note(number, f"{key}-p", "held.unpublished_note", why=str(error))
        if came.attachments:
            names = ", ".join(came.attachments)
            self._note(number, f"{key}-a", "held.attachments_note", names=names)

    def _add(self, number: int, address: str, came: Incoming, key: str) -> None:
        if self._records.entry_with(key) is not None:
            return
        for asker in self._records.askers(number):
            if asker.address.lower() == address:
                person = Person(asker.person, asker.name, asker.address)
                self._cases.add(number, person, came.instructions.text, key)
                return
        raise CaseError("unknown", f"{address} has not asked in case {number}")

    def _is_away(self, number: int, address: str, back: date | None) -> None:
        numbers = [number]
        waiting: tuple[CaseState, ...] = ("open",)
        if back is not None:
            self._table.note_absence(address, back)
            # A program says so once, however many cases wait.
            numbers += [
                case.id
                for case in self._cases.list(states=waiting)
                if (case.assignee or "").lower() == address and case.id != number
            ]
        for one in numbers:
            self._cases.away(one, address)

    def _came_back(self, number: int, address: str, key: str) -> int:
        """How many letters came back: none where this one is known."""
        if self._records.entry_with(key) is not None:
            return 0
        # The next one's turn first: what is done twice after a crash is done by nobody twice.
        self._cases.away(number, address)
        self._note(number, key, "held.returned_note", to=address)
        return 1

    def _note(self, number: int, key: str, text: str, **values: str) -> None:
        if self._records.entry_with(key) is None:
            self._cases.note(number, Person(""), self._say(text, **values), key)

    def _known_experts(self) -> set[str]:
        spaces = self._settings.space
        known = [a for space in spaces for a in (*space.experts, *space.urgent)]
        return {address.lower() for address in (*known, *self._settings.fallback)}

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

    def _say(self, key: str, **values: str) -> str:
        return texts(self._settings.language)(key, **values)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether no other process reads for this data folder; the kernel frees the lock of
        one that died."""
        with open(self._settings.data_folder / "replies.lock", "w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True


def _parsed(fetched: Fetched, server: str) -> Incoming | None:
    """None for what cannot be read at all, be it made to break what reads it."""
    try:
        return incoming(fetched.data, datetime.now(UTC), server)
    except (ValueError, LookupError, TypeError, RecursionError, MemoryError, OverflowError):
        return None


def _bare(address: str) -> str:
    """An address without what stands after a plus."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _key(message_id: str, sender: str) -> str:
    """By which a message is known, wherever it lies: others cannot take somebody's name."""
    return _PREFIX + hashlib.sha256(f"{message_id}\n{sender}".encode()).hexdigest()
