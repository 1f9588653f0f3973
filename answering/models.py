"""What a question gets: an answer made of quotes, each with the passage behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["answered", "unanswered", "escalated", "pending"]


@dataclass(frozen=True)
class Citation:
    """A passage and the quote in it that carries the answer.

    `n` is its number in the answer's text, from 1. `page` counts from 1 and is None where
    the document has no pages. `heading` is the heading path, `A > B`. `date` is ISO 8601.
    `link` opens the original where the source has one. `passage` is its id.
    """

    n: int
    space: str
    document: str
    title: str
    page: int | None
    heading: str
    date: str | None
    quote: str
    score: float
    link: str | None
    passage: int


@dataclass(frozen=True)
class Answer:
    """An answer as it is shown, and as `kilde ask --json` gives it.

    Below the threshold the status is "unanswered": `answer` keeps the best that was found,
    `citations` the nearest passages. `confidence` is the estimated probability that the
    answer is right, 0 to 1. Small talk is answered with no citations and confidence 1.
    `full_question` is what was searched for: the question, written out in full where it leaned
    on what was asked before.
    """

    id: str
    status: Status
    confidence: float
    language: str
    answer: str
    case: int | None
    elapsed_ms: int
    citations: tuple[Citation, ...]
    small_talk: bool = False
    full_question: str = ""


@dataclass(frozen=True)
class Exchange:
    """A question of a conversation, as it was asked, and the answer that it got."""

    question: str
    answer: Answer


@dataclass(frozen=True)
class Person:
    """Somebody who asks or answers: an `id` of their own, and where known a name and a mail
    address. Without sign-in everybody is "local"."""

    id: str
    name: str = ""
    address: str = ""

    @property
    def called(self) -> str:
        """What they are called among people."""
        return self.name or self.address or self.id


LOCAL = Person("local")
