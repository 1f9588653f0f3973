"""What the matcher learns from: questions in their wordings, and others near them.

Written for it are subjects (`learnt_*.txt`) and families of near meanings (`families_*.txt`);
besides there are made-up ones (`made_up`), and those of the reader's training data, where
German and English questions are translations of each other.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from evaluation.reader.contexts import read
from evaluation.reader.noise import noisy
from evaluation.same_question.made_up import Cluster, Maker
from evaluation.same_question.pairs import FOLDER, families, subjects
from vectorstore.language import detect

MADE_UP = 1000
# Of the wordings of a written subject, so many are typed in a hurry too.
_HURRIED = 3
# Of the wordings of a family's meanings, this share.
_NOISY = 0.2
_NEAR = 4
# Characters; questions at work are shorter, and longer ones cost time.
_LONGEST = 100


def written(names: Sequence[str], seed: int) -> list[Cluster]:
    """The written subjects, some of their wordings with noise as well."""
    maker = Maker(seed)
    found = []
    for name in names:
        for subject in subjects(name):
            wordings = (subject.question, *subject.same)
            hurried = (maker.noisy(one, detect(one)) for one in wordings[:_HURRIED])
            near = ((one, maker.noisy(one, detect(one))) for one in subject.near)
            found.append(Cluster((*wordings, *hurried), tuple(near)))
    return found


def of_families(names: Sequence[str], seed: int) -> list[Cluster]:
    """The written families, some of their wordings with noise as well."""
    maker = Maker(seed)
    found = []
    for name in names:
        for family in families(name):
            first, *others = (
                (*own, *(maker.noisy(one, detect(one)) for one in own if maker.happens(_NOISY)))
                for own in family.meanings
            )
            found.append(Cluster(first, tuple(others)))
    return found


def made_up(count: int, seed: int) -> list[Cluster]:
    """So many made-up clusters."""
    maker = Maker(seed)
    return [maker.cluster() for _ in range(count)]


def parallel(file: Path, seed: int) -> list[Cluster]:
    """The questions of the reader's training data: a question in two languages, or with noise,
    and others of the same text."""
    by_subject: dict[str, dict[str, list[str]]] = {}
    for context in read(file):
        languages = by_subject.setdefault(context.subject, {})
        languages.setdefault(context.language, []).extend(q.question for q in context.asked)
    chance = random.Random(seed)
    found = []
    for languages in by_subject.values():
        german, english = languages.get("de", []), languages.get("en", [])
        if german and len(german) == len(english):
            pairs = list(zip(german, english, strict=True))
        else:
            pairs = [(q, noisy(q, chance)) for own in languages.values() for q in own]
        for number, (one, other) in enumerate(pairs):
            near = [
                pair
                for place, pair in enumerate(pairs)
                if place != number and max(map(len, pair)) <= _LONGEST
            ]
            if near and max(map(len, (one, other))) <= _LONGEST:
                hurried = noisy(chance.choice((one, other)), chance)
                some = chance.sample(near, min(_NEAR, len(near)))
                found.append(Cluster((one, other, hurried), tuple(some)))
    return found


def names_of(kind: str) -> list[str]:
    """The names of the written files of a kind: `learnt` subjects, `families`."""
    return sorted(file.stem for file in FOLDER.glob(f"{kind}_*.txt"))
