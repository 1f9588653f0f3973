"""What people found of answers: feedback, reviews by experts, and cases that a person answered."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select

from records.schema import case_entries, cases, feedback, reviews, turns


@dataclass(frozen=True)
class Judgement:
    """An answer that was given, and whether it was right.

    `more` is the JSON of the turn; `space` that of its case, else of its first citation, ""
    where there is none.
    """

    turn_id: str
    question: str
    more: str
    space: str
    right: bool


class Judgements:
    """Read only; what was erased is in none of the tables."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Judgement]:
        """One for each turn that was judged, the oldest first.

        What an expert found in a review goes first; then, who asked knows whether it helped; an
        answer after which a question went to a person, who answered it, was not enough. Where
        two who asked disagree, it is left out.
        """
        with self._engine.connect() as connection:
            answered = select(case_entries.c.case_id).where(case_entries.c.kind == "reply")
            asked_on = {
                turn: space or ""
                for turn, space in connection.execute(
                    select(turns.c.id, cases.c.space)
                    .join(cases, cases.c.id == turns.c.case_id)
                    .where(cases.c.kind == "question", cases.c.id.in_(answered))
                )
            }
            said: dict[str, set[bool]] = {}
            for turn, helpful in connection.execute(select(feedback.c.turn_id, feedback.c.helpful)):
                said.setdefault(turn, set()).add(bool(helpful))
            found_right = {
                turn: verdict == "right"
                for turn, verdict in connection.execute(
                    select(reviews.c.turn_id, reviews.c.verdict)
                )
            }
            rows = connection.execute(
                select(turns.c.id, turns.c.full_question, turns.c.more, turns.c.spaces)
                .where(~turns.c.small_talk, turns.c.verified_id.is_(None))
                .order_by(turns.c.asked, turns.c.id)
            ).all()
        found = []
        for turn, question, more, spaces in rows:
            verdicts = said.get(turn) or ({False} if turn in asked_on else set())
            if turn in found_right:
                verdicts = {found_right[turn]}
            if len(verdicts) == 1:
                space = asked_on.get(turn) or spaces.split("\n")[0]
                found.append(Judgement(turn, question, more, space, verdicts.pop()))
        return found
