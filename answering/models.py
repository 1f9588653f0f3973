"""What a question gets: an answer made of quotes, each with the passage behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from answering.signals import Signals

Status = Literal["answered", "unanswered", "escalated", "pending"]


@dataclass(frozen=True)
class Citation:
    """A passage and the quote in it that carries the answer.

    `n` is its number in the answer's text, from 1. `superseded_by` is the title of the document
    that has replaced it, where one has. `page` counts from 1 and is None where
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
    superseded_by: str | None = None


@dataclass(frozen=True)
class Reason:
    """Something that speaks for an answer or against it; `answering.reasons` says it in words.

    `kind` is one of its texts under `reason`, `values` what goes into that: words of the
    question, numbers, codes of languages; `words` is a tuple.
    """

    kind: str
    values: Mapping[str, str | int | tuple[str, ...]]


@dataclass(frozen=True)
class Basis:
    """What a confidence was estimated from, kept so that it can be fitted to how the answer
    turned out. `made_by` names the models and the reader that gave the signals."""

    signals: Signals
    made_by: str


@dataclass(frozen=True)
class Difference:
    """Two quotes that say the same with another value: `first` and `second` are the numbers
    of their citations, `values` what each says, `kind` what kind of value it is (see
    `answering.differences.Kind`). The first is of the higher authority, then the newer."""

    first: int
    second: int
    kind: str
    values: tuple[str, str]


@dataclass(frozen=True)
class VerifiedNote:
    """That an answer was given earlier by a person: its number, the question that it was given
    for, by whom (empty where names are not shown), the day it was last looked at (ISO 8601),
    and its language. `changed`: a document that it follows from has changed since; `overdue`:
    the day by which it should have been looked at again has passed."""

    id: int
    question: str
    by: str
    date: str
    language: str
    changed: bool = False
    overdue: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A document that the asker wanted no answer from, with its title as far as that is known."""

    space: str
    document: str
    title: str


@dataclass(frozen=True)
class Answer:
    """An answer as it is shown, and as `kilde ask --json` gives it.

    Below the threshold the status is "unanswered": `answer` keeps the best that was found,
    `citations` the nearest passages. `confidence` is the estimated probability that the
    answer is right, 0 to 1. Small talk is answered with no citations and confidence 1.
    `full_question` is what was searched for: the question, written out in full where it leaned
    on what was asked before. `reasons` say why Kilde is sure, or is not; `basis` is what
    the confidence was estimated from, None where there was more to it or nothing was found.
    `contradicted`: the question takes for granted what the quotes deny; it is then not
    answered, and they are shown as what the documents say. `found_in` are the languages of
    the quotes where none is in the question's own. `differences` are values in which current
    documents disagree. `verified` says where it
    comes from when a person gave it earlier. `without` are the documents that the asker left out.
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
    reasons: tuple[Reason, ...] = ()
    basis: Basis | None = None
    contradicted: bool = False
    found_in: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    verified: VerifiedNote | None = None
    without: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """A question of a conversation, as it was asked, and the answer that it got."""

    question: str
    answer: Answer


@dataclass(frozen=True)
class Person:
    """Somebody who asks or answers: an `id` of their own, and where known a name and a mail
    address. Without sign-in everybody is "local". `through` is the key that speaks for them."""

    id: str
    name: str = ""
    address: str = ""
    through: str = ""

    @property
    def called(self) -> str:
        """What they are called among people."""
        return self.name or self.address or self.id


LOCAL = Person("local")
