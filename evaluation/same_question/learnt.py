"""What the matcher learns from: questions in their wordings, and others near them.

Written for it are subjects (`learnt_*.txt`) and families of near meanings (`families_*.txt`);
besides there are made-up ones (`made_up`), and those of the reader's training data, where
German and English questions are translations of each other.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from zlib import crc32

from evaluation.reader.contexts import read
from evaluation.reader.noise import noisy
from evaluation.same_question.made_up import Cluster, Maker
from evaluation.same_question.pairs import FOLDER, Family, families, subjects
from vectorstore.analysis import STOP_WORDS
from vectorstore.language import detect

# Of the wordings of a written subject, so many are typed in a hurry too.
_HURRIED = 3
# Of the wordings of a family's meanings, this share.
_NOISY = 0.12
_NEAR = 4
# Words that can be exchanged have so many letters, of which so many are the same at the end.
_LONG, _ENDS = 4, (2, 5)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
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


def of_families(names: Sequence[str]) -> list[Cluster]:
    """The written families that are learnt from, some of their wordings with noise as well."""
    found = []
    for name in names:
        maker = Maker(crc32(name.encode()))
        for number, family in enumerate(families(name)):
            first, *others = (
                (*own, *(maker.noisy(one, detect(one)) for one in own if maker.happens(_NOISY)))
                for own in family.meanings
            )
            if not _chosen_on(number):
                found.append(Cluster(first, tuple(others)))
    return found


def exchanged(names: Sequence[str], count: int, seed: int) -> list[Cluster]:
    """So many wordings with one word exchanged, each beside its own and another wording of the
    same meaning: the same sentence, in its language or another, about something else.

    The word that comes instead is of another question in the same language, and ends alike, as
    forms and compounds do.
    """
    chance = random.Random(seed)
    meanings = [
        own
        for name in names
        for number, family in enumerate(families(name))
        for own in family.meanings
        if not _chosen_on(number) and len(own) > 1
    ]
    words = _Words(one for own in meanings for one in own)
    found: list[Cluster] = []
    while len(found) < count:
        wording, other = chance.sample(chance.choice(meanings), 2)
        old = [word for word in _WORD.findall(wording) if words.knows(word, detect(wording))]
        if not old:
            continue
        word = chance.choice(old)
        end = _ENDS[chance.random() < 0.5]
        new = chance.choice(words.ending(word[-end:], detect(wording)))
        if new[:2] != word[:2] and new.casefold() not in wording.casefold():
            instead = re.sub(rf"\b{re.escape(word)}\b", new, wording)
            found.append(Cluster((wording, other), ((instead,),)))
    return found


class _Words:
    """Words that say what questions are about, long ones, of German the nouns, by how they end."""

    def __init__(self, questions: Iterable[str]) -> None:
        self._words: dict[tuple[str, str], dict[str, None]] = {}
        for question in questions:
            language = detect(question)
            # The first word has a capital whatever it is.
            for word in _WORD.findall(question)[1:]:
                about = word[0].isupper() if language == "de" else word.islower()
                if len(word) >= _LONG and about and word.casefold() not in STOP_WORDS:
                    for end in (0, *_ENDS):
                        found = self._words.setdefault((language, word[-end:] if end else ""), {})
                        found[word] = None
        self._lists = {key: list(found) for key, found in self._words.items()}

    def knows(self, word: str, language: str) -> bool:
        return word in self._words.get((language, ""), {})

    def ending(self, end: str, language: str) -> list[str]:
        return self._lists[(language, end)]


def to_choose_on(names: Sequence[str]) -> list[Family]:
    """The written families that are not learnt from: the least chance is chosen on them."""
    return [
        family
        for name in names
        for number, family in enumerate(families(name))
        if _chosen_on(number)
    ]


def _chosen_on(number: int) -> bool:
    return number % 12 == 5


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
