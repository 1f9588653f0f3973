"""Doubts that no signal tells of: each lowers the confidence to the most that it leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from answering.amounts import NO_AMOUNT, lacks_amount
from answering.models import Citation
from answering.premises import CONTRADICTED
from answering.signals import across_languages
from answering.things import ANOTHER, names_another
from answering.years import ANOTHER_YEAR, another_year
from records import Passage
from vectorstore import Found

# The most that an answer is trusted to a question that asks for nothing: "a", "?", "1 2".
ASKS_NOTHING = 0.05
# Two letters beside each other, or a designation such as M5 or 5S.
_WORD = re.compile(r"[^\W_]*(?:[^\W\d_]{2}|[^\W\d_]\d|\d[^\W\d_])")


@dataclass(frozen=True)
class Shown:
    """A question with what is shown for it: the citations and, in the same order, the passages
    that they quote. `denied`: a quote denies what the question takes for granted."""

    question: str
    language: str
    found: Found
    citations: Sequence[Citation]
    quoted: Sequence[Passage]
    denied: bool

    @property
    def quotes(self) -> list[str]:
        return [citation.quote for citation in self.citations]

    @property
    def with_headings(self) -> list[str]:
        return [f"{c.title}\n{c.heading}\n{c.quote}" for c in self.citations]

    @property
    def told(self) -> str:
        """All that is read with the quotes."""
        return "\n".join(map(_whole, self.quoted))


@dataclass(frozen=True)
class Doubt:
    """A reason not to trust an answer, and the most that it may then be trusted, 0 to 1."""

    name: str
    most: float
    holds: Callable[[Shown], bool]


DOUBTS = (
    Doubt("contradicted", CONTRADICTED, lambda shown: shown.denied),
    Doubt(
        "another",
        ANOTHER,
        lambda shown: names_another(
            shown.question,
            shown.with_headings,
            shown.told,
            shown.language,
            across_languages(shown.found),
        ),
    ),
    Doubt(
        "elsewhen",
        ANOTHER_YEAR,
        lambda shown: (
            another_year(shown.question, shown.with_headings, shown.quoted, date.today())
            is not None
        ),
    ),
    Doubt("lacking", NO_AMOUNT, lambda shown: lacks_amount(shown.question, shown.quotes)),
    Doubt("wordless", ASKS_NOTHING, lambda shown: not _WORD.search(shown.question)),
)


def doubts(shown: Shown) -> tuple[Doubt, ...]:
    """Those that there are about what is shown."""
    return tuple(doubt for doubt in DOUBTS if doubt.holds(shown))


def _whole(passage: Passage) -> str:
    return "\n".join([passage.title, *passage.headings, passage.date or "", passage.text])
