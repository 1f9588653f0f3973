"""A verified answer as the answer to a question."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from answering.models import Answer, Citation, Reason, VerifiedNote
from answering.verified.answers import Matched, overdue
from records import VerifiedRecord
from vectorstore.language import told


def earlier_answer(matched: Matched, question: str, names: bool) -> Answer:
    """What was answered earlier, as it is shown: in its author's words and language, whole.

    `names`: it may be said who gave it.
    """
    record = matched.record
    day = record.changed.date().isoformat()
    citation = Citation(
        n=1,
        space=record.space,
        document=record.document,
        title=record.question,
        page=None,
        heading="",
        date=day,
        quote=record.answer,
        score=round(matched.confidence, 4),
        link=None,
        passage=0,
    )
    return Answer(
        id=uuid.uuid4().hex,
        status="answered",
        confidence=round(matched.confidence, 4),
        language=told(question) or record.language,
        answer=f"{record.answer} [1]",
        case=None,
        elapsed_ms=0,
        citations=(citation,),
        full_question=question,
        reasons=(Reason("verified", {}), *warnings([record])),
        verified=VerifiedNote(
            id=record.id,
            question=matched.question,
            by=_giver(record) if names else "",
            date=day,
            language=record.language,
            changed=record.flagged is not None,
            overdue=overdue(record),
        ),
    )


def _giver(record: VerifiedRecord) -> str:
    """What its owner is called, else the address; ids say nothing to people."""
    return record.name or (record.owner if "@" in record.owner else "")


def warnings(records: Sequence[VerifiedRecord]) -> tuple[Reason, ...]:
    """What speaks against what is quoted of some verified answers, each reason once."""
    reasons = []
    if any(record.flagged for record in records):
        reasons.append(Reason("verified_changed", {}))
    if any(overdue(record) for record in records):
        reasons.append(Reason("verified_overdue", {}))
    return tuple(reasons)
