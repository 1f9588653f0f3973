"""What the reasons are read off: the question, what is shown for it, and what else was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from unicodedata import normalize

from answering.coverage import Terms
from answering.quoting import Quotation, Quote
from answering.signals import Signals, asked_in
from records import Passage
from vectorstore import Found
from vectorstore.analysis import STOP_WORDS, word_grams, word_stems, words

# Digits that belong together: 10 000, 10.000, 10,000 and 10'000 are one number.
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+(?!\d)")
_NUMBER = re.compile(r"\d+")
_WRITTEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Words of questions that name nothing: that a document lacks them says nothing about it.
EVERYDAY = frozenset(
    """
    lang lange lenge lengre lite mye mer mest flere fleste få helt hel hele alt dag dager gang
    ganger måte ting noe betyr gjelder gjør gjøre går gå kommer komme tar ta gir gi får blir
    heter finner finne trenger bruker bruke koster står ligger skjer sier si vet vite hjelp
    hei takk jobb jobben jobbe annen annet andre fikk akkurat setter egen eget egne ny nytt nye
    lang länger kurz mal tag tage tagen jahr jahre jahren letzte letzten nächste nächsten gar
    mehr meist passiert braucht brauche brauchen bekommt bekomme bekommen kommt kommen gilt
    gelten gehört gehören macht geht gehen gehe heißt steht liegt kostet nehmen nimmt weiß bitte
    hilfe hallo danke vorbei vorher etwas
    new old time times stand stands fit don doesn didn isn aren won let
    long longer short day days year years last next way thing things mean means happen happens
    need needs get gets got take takes give gives make makes go goes going come comes use used
    want wants know tell find cost costs apply applies please help hello thanks behind something
    anything everything
    """.split()
)
# A word of which so much stands in a text is there in another form: in a compound, or
# with a typing error.
_MOSTLY = 0.5


@dataclass(frozen=True)
class Asked:
    """A word of a question, as it is written, and its parts as they are compared: `MFA-App`
    has two. `capital`: it has one, and not because the question begins with it."""

    word: str
    parts: tuple[str, ...]
    capital: bool


@dataclass(frozen=True)
class Evidence:
    """One answer's. `shown` are the passages that are cited with it, the quoted ones first;
    `today` is what a document's age is counted from. `differing`: current documents were
    found to disagree in what is shown; `denied`: it denies what the question takes for granted;
    `lacking`: it has no number, and one is asked for.
    """

    found: Found
    quotation: Quotation
    shown: Sequence[Passage]
    today: date
    differing: bool = False
    denied: bool = False
    lacking: bool = False

    @property
    def signals(self) -> Signals:
        return self.quotation.signals

    @cached_property
    def best(self) -> Quote:
        """The quote that carries most."""
        return max(self.quotation.quotes, key=lambda part: part.score)

    @cached_property
    def passage(self) -> Passage:
        """The passage of the best quote."""
        return self.found.hits[self.best.hit].passage

    @cached_property
    def language(self) -> str:
        """The question's."""
        return asked_in(self.found)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """The words that say what the question is about, without numbers, everyday words, and
        what the glossary knows other words for. Of a German question its nouns, where they
        have capitals."""
        wordings = [set(words(wording)) for wording in self.found.wordings]
        found = {}
        for number, word in enumerate(_WRITTEN.findall(normalize("NFC", self.found.question))):
            parts = tuple(
                part
                for part in words(word)
                if len(part) > 1 and part.isalpha() and part not in STOP_WORDS | EVERYDAY
            )
            if parts and all(part in wording for part in parts for wording in wordings):
                found[word.casefold()] = Asked(word, parts, number > 0 and word[0].isupper())
        asked = tuple(found.values())
        if self.language == "de" and any(word.capital for word in asked):
            return tuple(word for word in asked if word.capital)
        return asked

    @cached_property
    def numbers(self) -> list[str]:
        """The numbers in the question that have two digits or more."""
        return [one for one in dict.fromkeys(_numbers(self.found.question)) if len(one) > 1]

    @cached_property
    def told(self) -> str:
        """All that is shown, with the titles, headings and dates above it."""
        return "\n".join(map(_whole, self.shown))

    @cached_property
    def told_terms(self) -> Terms:
        return Terms.of(self.told)

    @cached_property
    def told_numbers(self) -> set[str]:
        return {*_numbers(self.told), *_NUMBER.findall(self.told)}

    def stands_in(self, word: Asked, terms: Terms) -> bool:
        """Whether a word, or most of its letters in a row, is among the terms of a text."""
        return any(
            _stem_in(part, terms)
            or sum(gram in terms.grams for gram in word_grams(part))
            >= _MOSTLY * len(word_grams(part))
            for part in word.parts
        )

    def occurs(self, word: Asked) -> bool:
        """Whether a word, in any form, occurs in anything that may be read."""
        frequencies = self.found.stems.frequencies
        return any(frequencies.get(stem, 0) for part in word.parts for stem in word_stems(part))

    def rarity(self, word: Asked) -> float:
        """How rare a word is in what may be read, as its IDF."""
        idf = self.found.stems.idf
        return max(idf(stem) for part in word.parts for stem in word_stems(part))


def _stem_in(part: str, terms: Terms) -> bool:
    return not terms.stems.isdisjoint(word_stems(part))


def _whole(passage: Passage) -> str:
    above = [passage.title, *passage.headings, passage.date or ""]
    return "\n".join([*above, passage.text])


def _numbers(text: str) -> list[str]:
    """The numbers in a text, without what parts their thousands."""
    return _NUMBER.findall(_GROUPED.sub(lambda one: re.sub(r"\D", "", one[0]), text))
