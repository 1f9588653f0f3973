"""What experts found of answers: right, wrong, or corrected."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, Engine, delete, func, insert, select

from records.database import in_utc
from records.schema import feedback, reviews, turns

Verdict = Literal["right", "wrong", "corrected"]


@dataclass(frozen=True)
class Reviewed:
    """An answer that an expert looked at: its confidence, its spaces, and what was found."""

    turn_id: str
    verdict: Verdict
    confidence: float
    spaces: tuple[str, ...]
    at: datetime

    @property
    def wrong(self) -> bool:
        return self.verdict != "right"


@dataclass(frozen=True)
class Asked:
    """How many answers were given from a space or prepared, how many of those were rated, and
    how many did not help."""

    answered: int
    rated: int
    unhelpful: int


def put_review(
    connection: Connection, turn_id: str, case_id: int | None, reviewer: str, verdict: Verdict
) -> None:
    """Keep a verdict within a transaction, in place of an earlier one on the same answer."""
    connection.execute(delete(reviews).where(reviews.c.turn_id == turn_id))
    connection.execute(
        insert(reviews).values(
            turn_id=turn_id,
            case_id=case_id,
            reviewer=reviewer,
            verdict=verdict,
            at=datetime.now(UTC),
        )
    )


class Reviews:
    """Reads what experts found, and what people thought."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_space(self, space: str, since: datetime) -> list[Reviewed]:
        """What was found of answers that quoted `space`, the oldest first."""
        query = (
            select(
                reviews.c.turn_id, reviews.c.verdict, turns.c.confidence, turns.c.spaces,
                reviews.c.at,
            )
            .join(turns, turns.c.id == reviews.c.turn_id)
            .where(reviews.c.at >= since)
            .order_by(reviews.c.id)
        )  # fmt: skip
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        found = [
            Reviewed(**{**row, "spaces": _lines(row["spaces"]), "at": in_utc(row["at"])})
            for row in rows
        ]
        return [one for one in found if space in one.spaces]

    def asked(
        self, space: str, since: datetime, statuses: Collection[str] = ("answered", "pending")
    ) -> Asked:
        """What people asked of `space` and had an answer made to, whatever an expert found of
        it, and what they thought of it. Verified answers apart: nobody looks at those."""
        looked_at = select(reviews.c.turn_id).where(reviews.c.turn_id == turns.c.id).exists()
        mine = (
            (turns.c.asked >= since)
            & (turns.c.status.in_(statuses) | looked_at)
            & turns.c.verified_id.is_(None)
            & ("\n" + turns.c.spaces + "\n").contains(f"\n{space}\n", autoescape=True)
        )
        rated = select(turns.c.id).join(feedback, feedback.c.turn_id == turns.c.id).where(mine)
        with self._engine.connect() as connection:
            return Asked(
                connection.execute(
                    select(func.count()).select_from(turns).where(mine)
                ).scalar_one(),
                connection.execute(
                    select(func.count()).select_from(rated.distinct().subquery())
                ).scalar_one(),
                connection.execute(
                    select(func.count()).select_from(
                        rated.where(~feedback.c.helpful).distinct().subquery()
                    )
                ).scalar_one(),
            )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("\n")))
