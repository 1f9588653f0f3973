"""A partition's questions for people who are new: of its headings, those that it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from answering.models import Answer
from answering.starting.days import Embed, placed
from answering.starting.forms import headings_of, question, same
from answering.starting.newcomers import Section as Asked
from config import DAYS, forms
from records import MadeQuestion, Section

# Questions of a day, and how many are tried for them.
PER_DAY, _TRIED = 4, 10
# What is less like anything that newcomers ask is not asked by them.
# Measured by evaluation.starting.
LIKE = 0.87

Ask = Callable[[str], Answer]


@dataclass(frozen=True)
class Candidate:
    """A question, and the section whose heading it was made of."""

    question: str
    section: Section

    @property
    def heading(self) -> str:
        return " > ".join(self.section.headings)


def candidates(sections: Sequence[Section]) -> list[Candidate]:
    """The questions that the headings make, each once; of one heading in several documents
    that of the newest."""
    heading = headings_of(section.text for section in sections)
    found: list[Candidate] = []
    for section in sorted(sections, key=lambda one: one.date or "", reverse=True):
        form = forms(section.language)
        if form is None:
            continue
        made = question(heading(section.headings[-1], section.language), form)
        if made is not None and not same(made, [one.question for one in found]):
            found.append(Candidate(made, section))
    return found


def made(
    sections: Sequence[Section], asked: Mapping[Asked, int], embed: Embed, ask: Ask
) -> list[MadeQuestion]:
    """The best questions of each day and language that are answered by their own section.

    `asked` says how many newcomers asked about a section: those come first.
    """
    found: list[MadeQuestion] = []
    every = candidates(sections)
    for language in sorted({one.section.language for one in every}):
        form = forms(language)
        mine = [one for one in every if one.section.language == language]
        if form is None:
            continue
        ranked = sorted(
            zip(mine, placed([one.question for one in mine], form, embed), strict=True),
            key=lambda pair: (-_asked(pair[0], asked), -pair[1].likeness),
        )
        for day in DAYS:
            tried = [
                one
                for one, place in ranked
                if place.day == day and (place.likeness >= LIKE or _asked(one, asked))
            ]
            good = 0
            for one in tried[:_TRIED]:
                if good < PER_DAY and answers(ask(one.question), one):
                    good += 1
                    found.append(
                        MadeQuestion(
                            one.section.document_id,
                            language,
                            day,
                            one.heading,
                            one.question,
                            _asked(one, asked),
                        )
                    )
    return found


def answers(answer: Answer, candidate: Candidate) -> bool:
    """Whether an answer is given, and by the section that the question was made of."""
    if answer.status != "answered" or not answer.citations:
        return False
    first = answer.citations[0]
    # What stands further in belongs to the section.
    path = f"{first.heading} > ".startswith(f"{candidate.heading} > ")
    return (first.space, first.document) == (
        candidate.section.space,
        candidate.section.document,
    ) and path


def _asked(candidate: Candidate, asked: Mapping[Asked, int]) -> int:
    section = candidate.section
    return asked.get((section.space, section.document, candidate.heading), 0)
