"""From a heading to the question that somebody new would ask about it, in its language.

A heading is put into a question only where its form says how: most labels ("Rates", "Contact")
make none by themselves, and no question is better than an odd one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from config import Forms
from vectorstore.analysis import FUNCTION_WORDS, content_words, words

# Of a question that is to be read at a glance.
LONGEST = 80
_NUMBER = re.compile(r"^(?:§\s*)?(?:\d+(?:[.)]|(?:\.\d+)+)?|[A-Za-z][.)])\s+")
_TAIL = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
# What labels rather than speaks: shouted words, figures, marks of addresses and dates.
_LABEL = re.compile(r"\b[A-ZÆØÅÄÖÜ]{4}|[()\d/:→|@,;]|\s[–-]\s|\.\s")
# What points to something else that only the document knows of.
_POINTING = re.compile(
    r"\b(?:it|this|that|these|those|they|them|then|there|here|we|us|our|dette|disse|den|denne|de|"
    r"da|vi|oss|våre?|vårt|es|dies\w*|dann|wir|uns|unsere?\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """A heading and how its company writes: `small` are the words that occur in small letters,
    `names` those that occur with a capital within a sentence."""

    text: str
    language: str
    small: Collection[str] = frozenset()
    names: Collection[str] = frozenset()

    def is_name(self, word: str) -> bool:
        """Whether a word keeps its capital within a sentence."""
        return word[1:] != word[1:].lower() or (
            word in self.names and word.lower() not in self.small
        )


def headings_of(texts: Iterable[str]) -> Callable[[str, str], Heading]:
    """Makes headings, (text, language) each, of a company that writes as in `texts`."""
    written = " ".join(texts)
    small = frozenset(re.findall(r"(?<!\w)[a-zæøåäöüß]\w*", written))
    names = frozenset(re.findall(r"(?<=[a-zæøåäöüß,] )[A-ZÆØÅÄÖÜ]\w*", written))
    return lambda text, language: Heading(text, language, small, names)


def cleaned(heading: str) -> str:
    """The heading without its number and what stands in brackets after it."""
    return _TAIL.sub("", _NUMBER.sub("", heading.strip())).strip(" .–-")


def question(heading: Heading, forms: Forms) -> str | None:
    """The question, None where the heading makes none."""
    text = cleaned(heading.text)
    pointing = _POINTING.search(text)
    if not text or (
        pointing and not (pointing.group().lower() == "de" and heading.language == "de")
    ):
        return None
    if _LABEL.search(text) or not content_words(text) or len(text) > LONGEST:
        return None
    made = _asked(text, heading.language, forms) or _spoken(heading, text, forms)
    if made is None:
        return None
    made = made[0].upper() + made[1:]
    return made if len(made) <= LONGEST else None


def _asked(text: str, language: str, forms: Forms) -> str | None:
    """Of a heading that is a question already, whoever it is put to."""
    if not text.endswith("?") or _weight(text, language) < 2:
        return None
    if not text.split(" ")[0].lower().startswith(forms.asks):
        return None
    mine = _mine(text, forms)
    if language == "nb" and (
        said := re.match(r"(Blir|Er|Mangler|Mister|Trenger) du (.+)\?$", text)
    ):
        return forms.if_.format(thing=f"jeg {said[1].lower()} {_mine(said[2], forms)}")
    return mine


def _spoken(heading: Heading, text: str, forms: Forms) -> str | None:
    """Of a heading that says something, or names it."""
    if text.endswith("?"):
        return None
    made = _BY_LANGUAGE[heading.language](text, forms)
    if made is not None:
        # "How do I connect?" asks nothing without what it stands under.
        least = 2 if heading.language == "en" else 1
        return made if _weight(text, heading.language) >= least else None
    return _named(heading, text, forms)


def _norwegian(text: str, forms: Forms) -> str | None:
    first, _, rest = text.partition(" ")
    if said := re.match(r"Slik (\w+) du (.+)$", text):
        return f"hvordan {said[1]} jeg {_mine(said[2], forms)}?"
    if first in ("Hvis", "Når") and rest:
        return forms.do.format(thing=_mine(text[0].lower() + text[1:], forms))
    if first in ("Hvem", "Hva", "Hvor", "Hvordan", "Hvorfor") and _weight(rest, "nb") >= 2:
        return f"{_mine(text, forms)}?"
    if first == "Jeg" and rest:
        return forms.if_.format(thing="jeg " + _behind(rest))
    if first.lower() in forms.verbs and rest and not rest.startswith(("av ", "og ", "i ")):
        return forms.how.format(thing=_mine(text[0].lower() + text[1:], forms))
    subject, _, rest = text.partition(" ")
    verb = rest.split(" ")[0] if rest else ""
    if verb in forms.happened and rest != verb and subject[0].isupper():
        return forms.if_.format(thing=f"{subject[0].lower()}{subject[1:]} {_behind(rest)}")
    if len(words(text)) > 3 and (verbs := [w for w in words(text)[1:4] if w in forms.happened]):
        head, _, tail = text.partition(f" {verbs[0]} ")
        return forms.if_.format(
            thing=f"{head[0].lower()}{head[1:]} {_behind(f'{verbs[0]} {tail}')}"
        )
    return None


def _behind(rest: str) -> str:
    """What follows the subject of a clause that hangs on another: "ikke" before the verb."""
    verb, _, after = rest.partition(" ")
    return f"ikke {verb}{after.removeprefix('ikke')}" if after.split(" ")[0] == "ikke" else rest


def _german(text: str, forms: Forms) -> str | None:
    if said := re.match(r"So (\w+) man(.*)$", text):
        return f"wie {said[1]} man{said[2]}?"
    if said := re.match(r"So (\w{3,})en Sie( .+)$", text):
        mine = re.sub(r"\bIhre?([nmrs]?)\b", r"meine\1", said[2].replace(" sich", " mich", 1))
        return f"wie {said[1]}e ich{mine}?"
    if re.match(r"(?:Was|Wer|Wo|Wie|Wann) (?:tun|zu tun|wird|ist|sind|gilt|hilft)\b", text):
        return f"{text}?"
    parts = text.split(" ")
    # "Einen neuen Drucker einrichten": the infinitive comes last and is written small.
    if len(parts) > 1 and re.fullmatch(r"(?!ge)[a-zäöüß]{4,}(?:en|rn|ln)", parts[-1]):
        if parts[0].lower() in ("einen", "eine", "ein", "den", "die", "das"):
            return forms.how.format(thing=text[0].lower() + text[1:])
        if len(parts) == 2 and re.fullmatch(r"[A-ZÄÖÜ]\w+en", parts[0]):
            return forms.how.format(thing=text)
    return None


def _english(text: str, forms: Forms) -> str | None:
    first, _, rest = text.partition(" ")
    if said := re.match(r"(How|What|When|Where|Who) to (.+)$", text):
        do = "do" if said[1] == "How" else "should"
        return f"{said[1]} {do} I {_mine(said[2], forms)}?"
    if first in ("If", "When") and rest:
        return forms.do.format(thing=_mine(text[0].lower() + text[1:], forms))
    if first == "I" and rest:
        return forms.if_.format(thing=f"I {rest}")
    if first.lower() in forms.verbs and rest and not rest.startswith(("and ", "or ")):
        return forms.how.format(thing=_mine(text[0].lower() + text[1:], forms))
    return None


_BY_LANGUAGE: dict[str, Callable[[str, Forms], str | None]] = {
    "nb": _norwegian,
    "de": _german,
    "en": _english,
}


def _named(heading: Heading, text: str, forms: Forms) -> str | None:
    """Of a heading that is the name of a thing, as it is written within a sentence."""
    language = heading.language
    first, space, rest = text.partition(" ")
    low = first.lower()
    if low in forms.openers or (low in FUNCTION_WORDS[language] and low not in forms.self_):
        return None
    if _weight(text, language) < 2 or " ".join(words(text)) in forms.labels:
        return None
    if language == "de":
        thing = _german_name(heading, text)
        return forms.about.format(thing=thing) if thing else None
    if heading.is_name(first):
        return forms.about.format(thing=_mine(text, forms)) if rest else None
    thing = _mine(f"{low}{space}{rest}", forms)
    if language == "en" and thing.split(" ")[0] not in forms.self_.values() and not _mass(thing):
        thing = f"the {thing}"
    return forms.about.format(thing=thing)


_ADJECTIVE = re.compile(r"(?:ige|liche|ische|same|bare|mäße|ende|tige|hafte|lose|tionale|elle)$")


def _german_name(heading: Heading, text: str) -> str | None:
    """A noun, which is written with a capital and never without, with what belongs to it."""
    first, _, rest = text.partition(" ")
    if not text.split(" ")[-1][:1].isupper():
        return None
    beside = rest[:1].isupper()
    if beside and (first.lower() in heading.small or _ADJECTIVE.search(first)):
        return f"{first.lower()} {rest}"
    # Two nouns side by side are a title.
    return None if beside or first.lower() in heading.small else text


_MASS = re.compile(
    r"(?:ing|tion|ment|ness|ance|ence|ity|ware|ship|work|ure|[^s]s|use|pay|leave|support|help|"
    r"access|time|service|health|safety|insurance|equipment|freight)$"
)


def _mass(thing: str) -> bool:
    """Whether a thing goes without an article in English: many of it, or no number of it."""
    head = re.split(r" (?:in|on|at|of|for|from|to|with|under|during|by|you) ", thing)[0]
    # What somebody does has its own object: "changing my password".
    return " and " in thing or bool(_MASS.search(head) or re.match(r"\w{3,}ing\b", thing))


def _weight(text: str, language: str) -> int:
    """How much a heading says by itself: its content words, a compound counting for two."""
    function = FUNCTION_WORDS.get(language, frozenset())
    long = {"nb": 9, "de": 11}.get(language, 99)
    said = [word for word in words(text) if word not in function]
    return sum(2 if len(word) >= long else 1 for word in said)


def _mine(text: str, forms: Forms) -> str:
    """What is said to the reader, as the reader says it."""

    def turned(match: re.Match[str]) -> str:
        word = match.group()
        mine = forms.self_.get(word.lower(), word)
        return mine[0].upper() + mine[1:] if word[0].isupper() and mine[0].islower() else mine

    return re.sub(r"\w+", turned, text)


def same(question: str, others: Collection[str]) -> bool:
    """Whether a question stands among others, but for its letters' case and its marks."""
    return tuple(words(question)) in {tuple(words(other)) for other in others}
