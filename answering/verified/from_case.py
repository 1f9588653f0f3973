"""From an expert's reply in a case to a verified answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import Connection

from answering.models import Person
from answering.verified.answers import Draft, VerifiedAnswers
from mail.replies import for_everyone
from records import Case, Turns

# A sentence of fewer characters may stand anywhere by chance.
_SHORTEST = 25
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


class Publisher:
    """Publishes what experts wrote in cases: by their own act, under their name."""

    def __init__(self, verified: VerifiedAnswers, turns: Turns) -> None:
        self._verified = verified
        self._turns = turns

    def prepare(
        self,
        case: Case,
        author: Person,
        text: str,
        question: str = "",
        review_on: date | None = None,
    ) -> Callable[[Connection], int]:
        """What keeps the reply in the transaction of the case; it returns the number.

        `question` is the case's in words for everyone, `review_on` the day to look at the
        answer again. Raises NotPublished where it may not be published.
        """
        by = author.address or author.id
        draft = Draft(
            space=case.space or "",
            question=question or case.question,
            # What everybody is to read greets nobody by name, and names nobody under it.
            answer=for_everyone(text, author.name),
            owner=by,
            name=author.name,
            documents=self._behind(case, text),
            review_on=review_on,
            case_id=case.id,
        )
        return self._verified.prepare(draft, by)

    def _behind(self, case: Case, text: str) -> tuple[tuple[str, str], ...]:
        """The documents that the reply quotes, of those that were shown to who asked."""
        turn = self._turns.get(case.turn_id) if case.turn_id else None
        if turn is None:
            return ()
        sentences = [_folded(one) for one in _SENTENCE.findall(text)]
        long = [one for one in sentences if len(one) >= _SHORTEST]
        return tuple(
            (shown["space"], shown["document"])
            for shown in json.loads(turn.citations)
            if _quoted(shown, long)
        )


def _quoted(shown: Mapping[str, str], sentences: list[str]) -> bool:
    passage = _folded(shown["quote"])
    return any(sentence.rstrip(".!?") in passage for sentence in sentences)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
