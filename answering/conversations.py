"""Conversations: what was asked before is handed in, and every answer is recorded.

The pages, the API and `kilde ask --escalate` ask through here; whoever asks a Reader itself
leaves no trace.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Protocol, cast

from sqlalchemy import Engine

from answering.cases import CaseError, Cases
from answering.cases.proposing import Asks
from answering.models import (
    Answer,
    Citation,
    Difference,
    Exchange,
    Person,
    Reason,
    Status,
    VerifiedNote,
)
from records import Channel, TurnRecord, Turns

# So many turns of a conversation are handed in; older ones say nothing about the next.
_BEFORE = 10
# Columns of their own; what else an answer has is kept as JSON.
_COLUMNS = (
    "id", "status", "confidence", "language", "answer", "citations", "small_talk",
    "full_question", "case",
)  # fmt: skip
# What was left out names documents that the answer does not quote: an erasure would not look here.
_NOT_KEPT = ("without",)


class Answers(Asks, Protocol):
    """A Reader, as far as it is needed here."""

    def ask(
        self,
        question: str,
        progress: Callable[[str], None] | None = None,
        before: Sequence[Exchange] = (),
        without: Collection[tuple[str, str]] = (),
    ) -> Answer:
        """An answer, or the nearest passages."""


class Conversations:
    """What people asked, and what they got. Safe to share between threads."""

    def __init__(self, engine: Engine, cases: Cases) -> None:
        self.turns = Turns(engine)
        self._cases = cases

    def ask(
        self,
        reader: Answers,
        question: str,
        person: Person,
        conversation: str | None = None,
        channel: Channel = "page",
        progress: Callable[[str], None] | None = None,
        escalate: bool | None = False,
        without: Collection[tuple[str, str]] = (),
        show: Callable[[Answer], None] = lambda _: None,
        instead_of: str | None = None,
    ) -> Answer:
        """An answer as `reader.ask` gives it, recorded as a turn of `conversation` (None: one
        of its own). `instead_of` is the turn of it that the question was asked in before: this
        one takes its place, and leans on none but those before it. `show` is given it as soon
        as it is known that the asker may see it, before anything is recorded.

        Where there is no answer a case is opened if `escalate` says so, or the space that the
        question belongs to has `escalate = "auto"`: the answer then is "escalated" and has
        its number. With None none is opened, whatever the space has: the caller does it. Where
        the space's autonomy is "suggest" an answer is "pending" and shows nothing until an
        expert has approved it. Raises QuestionError for a question that cannot be asked.
        """
        conversation = conversation or uuid.uuid4().hex
        earlier = self.turns.conversation(conversation, person.id)
        ids = [turn.id for turn in earlier]
        instead_of = instead_of if instead_of in ids else None
        until = ids.index(instead_of) if instead_of else len(ids)
        before = tuple(Exchange(turn.question, seen(turn)) for turn in earlier[:until][-_BEFORE:])
        answer = reader.ask(question, progress, before, without)
        turn = _turn(answer, " ".join(question.split()), person, conversation, channel)
        turn = replace(turn, instead_of=instead_of)
        care = self._cases.care(answer)
        if care is not None and care.kind == "approval":
            self.turns.add(replace(turn, status="pending"), person.through)
            case = self._cases.submit(care.kind, turn, care.space, person)
            return _unseen(answer, case.id)
        show(answer)
        self.turns.add(turn, person.through)
        if care is not None:
            self._cases.submit(care.kind, turn, care.space, person)
        if answer.status != "unanswered" or escalate is None:
            return answer
        if not (escalate or self._cases.some_auto(reader)):
            return answer
        proposal = self._cases.propose(reader, turn.full_question, turn.language, turn)
        if proposal is None or not (escalate or proposal.auto):
            return answer
        try:
            case = self._cases.open(proposal, person, reader)
        except CaseError:
            if escalate:
                raise
            return answer  # nobody asked for a case: the answer stands without
        return replace(answer, status="escalated", case=case.id)

    def rate(
        self, turn_id: str, person: Person, helpful: bool, reason: str = "", kind: str = ""
    ) -> bool:
        """Keep what a person thought of an answer of theirs; False where it is none of theirs.

        `kind` is one of `records.FEEDBACK_KINDS`, or empty. A second time replaces the first.
        """
        turn = self.turns.get(turn_id)
        if turn is None or turn.person != person.id:
            return False
        self.turns.rate(turn_id, person.id, helpful, reason.strip(), kind)
        return True

    def unrate(self, turn_id: str, person: Person) -> None:
        """Take back what a person thought of an answer."""
        self.turns.unrate(turn_id, person.id)

    def turn(self, turn_id: str, person: Person) -> TurnRecord | None:
        """A turn of this person; None where it is not theirs or not there."""
        turn = self.turns.get(turn_id)
        return turn if turn is not None and turn.person == person.id else None


def _unseen(answer: Answer, case: int) -> Answer:
    """An answer that an expert looks at first, as its asker sees it: nothing of it."""
    return Answer(
        id=answer.id,
        status="pending",
        confidence=answer.confidence,
        language=answer.language,
        answer="",
        case=case,
        elapsed_ms=answer.elapsed_ms,
        citations=(),
        full_question=answer.full_question,
    )


def seen(turn: TurnRecord) -> Answer:
    """The answer that a turn got, as far as its asker has seen it."""
    answer = answer_of(turn)
    return _unseen(answer, turn.case_id or 0) if turn.status == "pending" else answer


def answer_of(turn: TurnRecord) -> Answer:
    """The answer that a turn got, as far as it is kept; what its confidence was estimated from
    is left out."""
    more = json.loads(turn.more)
    verified = more.get("verified")
    return Answer(
        id=turn.id,
        status=cast(Status, turn.status),
        confidence=turn.confidence,
        language=turn.language,
        answer=turn.answer,
        case=turn.case_id,
        elapsed_ms=more.get("elapsed_ms", 0),
        citations=tuple(Citation(**one) for one in json.loads(turn.citations)),
        small_talk=turn.small_talk,
        full_question=turn.full_question,
        reasons=tuple(Reason(**one) for one in more.get("reasons", ())),
        contradicted=more.get("contradicted", False),
        found_in=tuple(more.get("found_in", ())),
        differences=tuple(
            Difference(one["first"], one["second"], one["kind"], tuple(one["values"]))
            for one in more.get("differences", ())
        ),
        verified=VerifiedNote(**verified) if verified else None,
    )


def _turn(
    answer: Answer, question: str, person: Person, conversation: str, channel: Channel
) -> TurnRecord:
    everything = asdict(answer)
    more = {name: v for name, v in everything.items() if name not in (*_COLUMNS, *_NOT_KEPT)}
    return TurnRecord(
        id=answer.id,
        conversation=conversation,
        person=person.id,
        asked=datetime.now(UTC),
        channel=channel,
        question=question,
        full_question=answer.full_question or question,
        language=answer.language,
        status=answer.status,
        confidence=answer.confidence,
        answer=answer.answer,
        citations=json.dumps(everything["citations"], ensure_ascii=False),
        more=json.dumps(more, ensure_ascii=False),
        spaces=tuple(dict.fromkeys(citation.space for citation in answer.citations)),
        small_talk=answer.small_talk,
        verified_id=answer.verified.id if answer.verified else None,
    )
