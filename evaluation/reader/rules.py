"""Rules as companies write them, made up: sentences, lists and tables in three languages.

The data has news and encyclopaedias, no Norwegian that is translated, and no tables. These
have all three, and passages that say the same of something else, or something else of the
same thing.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.reader.candidates import Cut
from evaluation.reader.groups import Group
from evaluation.reader.noise import noisy

FILE = Path(__file__).with_name("rules.toml")
LANGUAGES = ("nb", "de", "en")
# Passages that are made up are of no context.
NO_CONTEXT = -1
# Of questions on passages in the question's own language.
_OWN_LANGUAGE = 0.45
_TITLES = {
    "nb": ("Personalhåndbok", "Rutiner", "Driftshåndbok", "Praktisk informasjon", "Retningslinjer"),
    "de": ("Mitarbeiterhandbuch", "Abläufe", "Betriebshandbuch", "Praktisches", "Richtlinien"),
    "en": ("Staff handbook", "Procedures", "Operating manual", "Practical information", "Policies"),
}
_YEARS = ("2023", "2024", "2025", "2026", "")


@dataclass(frozen=True)
class Fact:
    """What is said of thing `thing` of kind `kind`: value number `value`, with its numbers."""

    kind: int
    thing: int
    value: int
    numbers: tuple[int, int, int]


def made_up(count: int, wordings: int, first: int, seed: int) -> tuple[list[Cut], list[Group]]:
    """So many groups, and their passages, which are numbered from `first` on."""
    kinds = tomllib.loads(FILE.read_text(encoding="utf-8"))["kind"]
    chance = random.Random(seed)
    cuts: list[Cut] = []
    made: list[Group] = []
    for _ in range(count):
        asked = chance.choice(LANGUAGES)
        own = chance.random() < _OWN_LANGUAGE
        written = asked if own else chance.choice([one for one in LANGUAGES if one != asked])
        fact = _fact(kinds, chance)
        numbers = []
        # The one that answers; the same things said of others; other things said of the same.
        near = [_other(kinds, fact, chance, "thing") for _ in range(8)]
        far = [_other(kinds, fact, chance, "kind") for _ in range(4)]
        for facts in ([fact, *near[:3], *far[:2]], near, [*near[4:], *far], far):
            chosen = list({(one.kind, one.thing): one for one in facts}.values())
            chance.shuffle(chosen)
            numbers.append(first + len(cuts))
            cut, place = _passage(kinds, chosen, written, chance, fact)
            cuts.append(cut)
            if len(numbers) == 1:
                assert place is not None
                gold = (numbers[0], *place)
        question = chance.choice(kinds[fact.kind][asked]["ask"])
        question = question.format(e=_thing(kinds, fact, asked))
        words = (question, *(noisy(question, chance) for _ in range(wordings)))
        made.append(Group(words, (gold,), tuple(numbers[1:]), asked))
    return cuts, made


def _fact(kinds: list[dict[str, Any]], chance: random.Random) -> Fact:
    kind = chance.randrange(len(kinds))
    own = kinds[kind]["nb"]
    numbers = chance.randint(2, 9), chance.randint(10, 48), chance.randrange(100, 990, 5)
    return Fact(
        kind, chance.randrange(len(own["things"])), chance.randrange(len(own["values"])), numbers
    )


def _other(kinds: list[dict[str, Any]], fact: Fact, chance: random.Random, differs: str) -> Fact:
    """The same kind of fact about another thing, or one of another kind."""
    while True:
        other = _fact(kinds, chance)
        if differs == "kind" and other.kind != fact.kind:
            return other
        if differs == "thing":
            other = Fact(fact.kind, other.thing, other.value, other.numbers)
            things = kinds[fact.kind]["nb"]["things"]
            value = other.value % len(kinds[fact.kind]["nb"]["values"])
            if other.thing < len(things) and other.thing != fact.thing:
                return Fact(fact.kind, other.thing, value, other.numbers)


def _thing(kinds: list[dict[str, Any]], fact: Fact, language: str) -> str:
    thing: str = kinds[fact.kind][language]["things"][fact.thing]
    # Codes have a digit of their own, the same wherever the thing is spoken of.
    return thing.replace("N", str(fact.thing + 2)) if re.search(r"\d|-N", thing) else thing


def _value(kinds: list[dict[str, Any]], fact: Fact, language: str) -> str:
    value: str = kinds[fact.kind][language]["values"][fact.value]
    for letter, number in zip("NMP", fact.numbers, strict=True):
        value = re.sub(rf"(?<![^\W\d]){letter}(?![^\W\d])", str(number), value)
    return value


def _passage(
    kinds: list[dict[str, Any]],
    facts: list[Fact],
    language: str,
    chance: random.Random,
    wanted: Fact,
) -> tuple[Cut, tuple[int, int] | None]:
    """The facts as sentences, as a list or as tables, and where the wanted one's value is."""
    form = chance.choice(("sentences", "list", "table"))
    if form == "table":
        facts = sorted(facts, key=lambda fact: fact.kind)
    text, place, last = "", None, -1
    for fact in facts:
        own = kinds[fact.kind][language]
        thing, value = _thing(kinds, fact, language), _value(kinds, fact, language)
        capital = thing[:1].upper() + thing[1:]
        if form == "table":
            if fact.kind != last:
                text += own["header"] + "\n"
            line = f"{capital} | {value}"
        else:
            line = own["tell"].format(e=thing, E=capital, v=value)
            line = f"- {line}" if form == "list" else line
        if fact == wanted:
            start = len(text) + line.rindex(value)
            place = start, start + len(value)
        text += line + (" " if form == "sentences" and chance.random() < 0.7 else "\n")
        last = fact.kind
    title = f"{chance.choice(_TITLES[language])} {chance.choice(_YEARS)}".strip()
    return Cut(NO_CONTEXT, language, (title,), text.rstrip()), place
