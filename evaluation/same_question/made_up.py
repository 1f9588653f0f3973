"""Questions made up of a lexicon and frames: clusters of one meaning and its neighbours.

Nothing of the kind can be had that is free, in three languages, and about work. What is
learnt from them is which differences matter, not the words: those the embedding model knows.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answering.verified.concepts import concepts
from evaluation.reader.noise import bare, unmarked, with_slips
from evaluation.same_question.pairs import FOLDER
from vectorstore.analysis import STOP_WORDS

LANGUAGES = ("nb", "de", "en")
_QUALIFIERS = ("place_name", "time", "group")
# How often a question is asked of a place, a time or a group of people, of numbers or names.
_QUALIFIED = 0.5
_TOWNS = """
    Tromsø Trondheim Kristiansand Drammen Bodø Ålesund Haugesund Molde Hamar Larvik Bremen Köln
    Leipzig Dresden Stuttgart Kiel Rostock Nürnberg London Leeds Dublin Paris Madrid Wien Zürich
    Gdańsk Riga Oslo Bergen Hamburg Berlin Stavanger Fredrikstad Narvik Mainz Ulm
    """.split()
_PEOPLE = """
    Kari Ola Ingrid Jonas Amina Peter Siv Greta Tomasz Lars Nina Hans Anna Markus Emma David
    Fatima Erik Sabine Thomas Julia Henrik Marta Paul
    """.split()
_SURNAMES = "Lunde Nowak Solheim Brandt Yusuf Keller Aune Hoffmann Berg Smith Dahl Weber".split()
_CODES = "XR KT BSA M P A HX ZL".split()
_PHRASES: dict[str, tuple[str, ...]] = {
    "town": ("i {}", "in {}", "in {}"),
    "person": ("ifølge {}", "laut {}", "according to {}"),
    "with": ("sammen med {}", "zusammen mit {}", "together with {}"),
    "code": ("på {}", "an der {}", "on the {}"),
    "more": ("over {} kroner", "über {} Kronen", "above NOK {}"),
    "less": ("under {} kroner", "unter {} Kronen", "below NOK {}"),
    "year": ("i {}", "{}", "in {}"),
    "hall": ("i hall {}", "in Halle {}", "in hall {}"),
    "after": ("etter {} år", "nach {} Jahren", "after {} years"),
    "before": ("før {} år", "vor Ablauf von {} Jahren", "before {} years"),
    "without": ("uten avtale", "ohne Termin", "without an appointment"),
    "having": ("med avtale", "mit Termin", "with an appointment"),
    "customer": ("for kunden {}", "für den Kunden {}", "for the customer {}"),
}
_OPPOSITE = {
    "more": "less", "less": "more", "after": "before", "before": "after",
    "without": "having", "having": "without",
}  # fmt: skip
_BEFORE = {
    "nb": ("Hei! ", "Hei, ", "God morgen, ", "Jeg lurer på: ", "Kan noen si meg: "),
    "de": ("Hallo, ", "Guten Tag, ", "Kurze Frage: ", "Können Sie mir sagen: ", "Moin! "),
    "en": ("Hi! ", "Hello, ", "Quick question: ", "Could you tell me: ", "I was wondering: "),
}  # fmt: skip
_AFTER = {
    "nb": (" Takk!", " Takk på forhånd.", " Mvh", " Hilsen Eva"),
    "de": (" Danke!", " Vielen Dank im Voraus.", " Viele Grüße", " Gruß, Uwe"),
    "en": (" Thanks!", " Thank you in advance.", " Best regards", " Cheers, Tom"),
}
_NUMBER_FORMS = {"nb": " ", "de": ".", "en": ","}
_ASKING = frozenset(
    """
    hva hvem hvor når hvordan hvorfor hvilken hvilke hvilket mange mye ofte lenge må kan skal
    was wer wem wo wann wie warum welche welcher welches viele viel wohin bis muss darf
    what who when where how why which many much often long must may can before after
    før etter vor nach ikke nicht not no uten ohne without
    """.split()
)


@dataclass(frozen=True)
class Meaning:
    """What is asked: the number of a frame, of a thing in its class, and of a qualifier."""

    frame: int
    kind: str
    thing: int
    qualifier: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Cluster:
    """The wordings of one meaning, and those of meanings near it, a tuple each."""

    same: tuple[str, ...]
    near: tuple[tuple[str, ...], ...]


Names = list[dict[str, tuple[str, ...]]]


class Maker:
    """Makes clusters, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._lexicon = _lexicon()
        self._frames = _frames()

    def cluster(self, wordings: int = 5, neighbours: int = 4) -> Cluster:
        """A meaning in so many wordings, and as many neighbours in two wordings each."""
        chance = self._chance
        frame = chance.randrange(len(self._frames))
        kind = chance.choice(self._frames[frame][0])
        meaning = Meaning(
            frame, kind, chance.randrange(len(self._lexicon[kind])), self._qualifier()
        )
        near: set[Meaning] = set()
        while len(near) < neighbours:
            near.add(self._near(meaning))
        near -= {meaning}
        forms = [self._form() for _ in range(wordings)]
        return Cluster(
            tuple(self._wording(meaning, form) for form in forms),
            tuple(
                # As one of the wordings, so that what differs is all that differs.
                (self._wording(other, chance.choice(forms)), self._wording(other, self._form()))
                for other in sorted(near, key=repr)
            ),
        )

    def _form(self) -> tuple[str, int]:
        """A language, and which of a frame's ways to ask."""
        return self._chance.choice(LANGUAGES), self._chance.randrange(12)

    def _qualifier(self) -> tuple[str, str]:
        chance = self._chance
        if chance.random() > _QUALIFIED:
            return "", ""
        if chance.random() < 0.4:
            kind = chance.choice(_QUALIFIERS)
            return kind, str(chance.randrange(len(self._lexicon[kind])))
        kind = chance.choice(tuple(_PHRASES))
        return kind, self._filling(kind)

    def _filling(self, kind: str) -> str:
        chance = self._chance
        if kind == "town":
            return chance.choice(_TOWNS)
        if kind in ("person", "with", "customer"):
            return f"{chance.choice(_PEOPLE)} {chance.choice(_SURNAMES)}"
        if kind == "code":
            return f"{chance.choice(_CODES)}-{chance.choice((20, 40, 120, 200, 280, 300, 500))}"
        if kind in ("more", "less"):
            return str(chance.choice((500, 1000, 5000, 10000, 20000, 50000, 100000, 500000)))
        if kind == "year":
            return str(chance.randint(2019, 2027))
        if kind in ("without", "having"):
            return ""
        return str(chance.randint(2, 12))

    def _near(self, meaning: Meaning) -> Meaning:
        chance = self._chance
        draw = chance.random()
        if draw < 0.4:
            other = chance.randrange(len(self._lexicon[meaning.kind]))
            return replace(meaning, thing=other)
        if draw < 0.75 or not meaning.qualifier[0]:
            frames = [n for n, (kinds, _) in enumerate(self._frames) if meaning.kind in kinds]
            # Frames stand beside their opposites.
            if chance.random() < 0.4:
                frames = [n for n in frames if abs(n - meaning.frame) <= 2]
            return replace(meaning, frame=chance.choice(frames))
        kind, value = meaning.qualifier
        if kind in _OPPOSITE and chance.random() < 0.5:
            return replace(meaning, qualifier=(_OPPOSITE[kind], value))
        if kind in ("without", "having"):
            return replace(meaning, qualifier=(_OPPOSITE[kind], value))
        if chance.random() < 0.2:
            return replace(meaning, qualifier=("", ""))
        if kind in _QUALIFIERS:
            return replace(
                meaning, qualifier=(kind, str(chance.randrange(len(self._lexicon[kind]))))
            )
        return replace(meaning, qualifier=(kind, self._filling(kind)))

    def _wording(self, meaning: Meaning, how: tuple[str, int]) -> str:
        chance = self._chance
        language, number = how
        forms = self._frames[meaning.frame][1][language]
        form = forms[number % len(forms)]
        thing = chance.choice(self._lexicon[meaning.kind][meaning.thing][language])
        if chance.random() < 0.3:
            thing = re.sub(r"^(der|die|das|the)\s", "", thing)
        text = form.replace("{x}", thing)
        qualifier = self._said(meaning.qualifier, language)
        if qualifier:
            text = text.rstrip("?") + f" {qualifier}?"
        text = text[:1].upper() + text[1:]
        return self.noisy(text, language)

    def _said(self, qualifier: tuple[str, str], language: str) -> str:
        kind, value = qualifier
        if not kind:
            return ""
        if kind in _QUALIFIERS:
            return self._chance.choice(self._lexicon[kind][int(value)][language])
        if kind in ("more", "less") and len(value) > 3 and self._chance.random() < 0.7:
            value = f"{value[:-3]}{_NUMBER_FORMS[language]}{value[-3:]}"
        return _PHRASES[kind][LANGUAGES.index(language)].format(value)

    def happens(self, share: float) -> bool:
        """Whether it happens, in this share of times."""
        return self._chance.random() < share

    def noisy(self, text: str, language: str) -> str:
        """A question as people type it: in a hurry, in keywords, with slips, with a greeting."""
        chance = self._chance
        draw = chance.random()
        if draw < 0.5:
            pass
        elif draw < 0.6:
            text = unmarked(text)
        elif draw < 0.72:
            kept = [
                w
                for w in text.rstrip("?").split()
                if w.lower() in _ASKING or w.lower() not in STOP_WORDS
            ]
            text = " ".join(kept).lower()
        elif draw < 0.9:
            text = with_slips(text, chance)
            text = unmarked(text) if chance.random() < 0.5 else text
        else:
            text = bare(unmarked(text))
        if chance.random() < 0.15:
            text = chance.choice(_BEFORE.get(language, _BEFORE["nb"])) + text
        if chance.random() < 0.1:
            text += chance.choice(_AFTER.get(language, _AFTER["nb"]))
        return text


def _lexicon() -> dict[str, Names]:
    return {
        kind: [dict(zip(LANGUAGES, names, strict=True)) for names in lines]
        for kind, lines in concepts().items()
        if not kind.startswith("=")
    }


def _frames() -> Sequence[tuple[tuple[str, ...], dict[str, tuple[str, ...]]]]:
    text = (FOLDER / "frames.txt").read_text(encoding="utf-8")
    found = []
    for block in text.strip().split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if not lines:
            continue
        kinds = tuple(lines[0].strip("[]").split())
        wordings = {
            line[:2]: tuple(one.strip() for one in line[3:].split(" / ")) for line in lines[1:]
        }
        found.append((kinds, wordings))
    return found
