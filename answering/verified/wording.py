"""What must be the same in two wordings of one question, and can be read off the words.

Numbers, dates and codes exactly, whether it is denied, and which kind of answer is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from answering.verified.concepts import Concept, name_others, named
from answering.verified.opposites import asks_otherwise, counted_otherwise, kind_of, opposed
from vectorstore.analysis import STOP_WORDS, content_words, word_stems, words
from vectorstore.language import detect

_CARDINALS = {
    "nb": "null _ to tre fire fem seks sju åtte ni ti elleve tolv",
    "nn": "null _ to tre fire fem seks syv åtte ni ti elleve tolv",
    "de": "null _ zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "en": "zero _ two three four five six seven eight nine ten eleven twelve",
}
_ORDINALS = {
    "nb": "_ første _ tredje fjerde femte sjette sjuende åttende niende tiende",
    "en": "_ first second third fourth fifth sixth seventh eighth ninth tenth",
}
_GERMAN_ORDINALS = "_ erst zweit dritt viert fünft sechst siebt acht neunt zehnt".split()
_TENS = (
    "tjue tretti førti femti seksti sytti åtti nitti",
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "twenty thirty forty fifty sixty seventy eighty ninety",
)
_MONTHS = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "en": "january february march april _ june july august september october november december",
}
_WEEKDAYS = {
    "nb": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "en": "monday tuesday wednesday thursday friday saturday sunday",
}
_NEGATIONS = frozenset(
    """
    ikke ikkje ingen aldri verken niemand nicht kein keine keinen keiner keinem keines nie niemals
    weder not no never cannot dont doesnt isnt arent wont cant didnt neither nobody
    """.split()
)
# What does not work, and what somebody who asks cannot do: "virker ikke" is "kaputt", and "I
# can't remember my PIN" "jeg har glemt PIN-koden". Nothing that is asked for is denied by it,
# nor by "or not", and a "Not-Halt" is an emergency stop.
_FAULT = re.compile(
    r"""\b(?:virker|fungerer|funker|starter|stemmer|reagerer)\s+(?:\w+\s+)?ikk[j]?e\b
    |\b(?:funktioniert|geht|startet|stimmt|reagiert)\s+(?:\w+\s+){0,2}nicht\b
    |\b(?:wont|doesnt|isnt|not|dont)\s+(?:work|works|working|right)\b
    |\b(?:wont|doesnt)\s+(?:start|respond)\b
    |(?:^|[.,;:!?]\s*)(?:(?:hei|hallo|hi|hello|men|aber|but)\s+)?
     (?:i|we|jeg|eg|vi|ich|wir)\s+(?:\w+\s+){0,3}?
     (?:ikk[j]?e|nicht|keine?[nr]?|not|cannot|cant|dont|didnt|wont)\b
    |(?:^|[.,;:!?]\s*)(?:får|finner|husker|kommer|klarer)\s+(?:\w+\s+)?ikk[j]?e\b
    |\b(?:or|oder|eller)\s+(?:not|nicht|ikk[j]?e)\b|\byes\W+(?:or\W+)?no\b
    |\bnot-(?=[^\W\d_]{3})""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"\d+(?:[.,\s ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_FULL_HOUR = re.compile(r"(?<=\d)[:.]00\b")
_IN_MAY = re.compile(r"\b(?:in|of|by|until|since|before|after|\d{1,2}) may\b")
_CODE = re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[^\W_]+(?:-[^\W_]+)*\b")
_ORDINAL_SIGN = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b", re.IGNORECASE)
_APOSTROPHES = re.compile(r"(?<=\w)['’](?=\w)")
_CAPITAL = re.compile(r"(?<![.?!:]\s)(?<!^)\b[A-ZÆØÅÄÖÜ][\w-]+")
# Spelled alike so far that one can be a slip, an ending or another language's form.
_ALIKE = 0.7
# Of two words, a slip in one; and how long words are that may be parts of others.
_SLIP = 0.8
_LONG_ENOUGH = 4
# What a word is denied by; letters that two compounds share at one end, letters of the parts at the
# other end, and how alike those are at most.
_DENYING = ("u", "un", "in")
_SHARED, _PART, _OTHER_PART = 5, 4, 0.55
# Words that may differ in the same sentence about something else, and that must not.
_EXCHANGED, _KEPT_WORDS = 2, 3


@dataclass(frozen=True)
class Particulars:
    """What is read off one question: `numbers` as they count (dates' months and weekdays as
    m1…m12 and d1…d7), `negations`, words that `names` something by a capital, all words, and
    those of content."""

    numbers: frozenset[str]
    negations: int
    names: tuple[str, ...]
    words: tuple[str, ...]
    content: tuple[str, ...]
    language: str
    kind: str
    named: frozenset[Concept]


def particulars(question: str) -> Particulars:
    """The particulars of a question in nb, de or en."""
    text = unicodedata.normalize("NFC", question)
    text = _APOSTROPHES.sub("", _ORDINAL_SIGN.sub(r"\1", _FULL_HOUR.sub("", text)))
    found = words(text)
    numbers = {_plain(one) for one in _NUMBER.findall(text)}
    numbers |= {said for word in found for said in (_SAID.get(word),) if said}
    numbers |= {"m5"} if _IN_MAY.search(text.casefold()) else set()
    names = tuple(
        word.casefold()
        for word in _CAPITAL.findall(text)
        if word.casefold() not in STOP_WORDS and word.casefold() not in _SAID
    )
    return Particulars(
        frozenset(numbers),
        sum(word in _NEGATIONS for word in words(_FAULT.sub(" ", text.casefold()))),
        names,
        tuple(found),
        tuple(word for word in content_words(text) if not word.isdigit()),
        detect(text),
        kind_of(text),
        named(found),
    )


def unlike(one: Particulars, other: Particulars) -> tuple[float, ...]:
    """SIGNALS signals, each 0 where nothing differs: numbers that conflict, that only one has;
    whether just one denies; names that the other lacks (the larger and the smaller share of
    both directions); how unlike the lengths are; content words without a counterpart that is
    spelled alike (the larger and the smaller share, and number up to 4, of both directions);
    whether the languages differ, and whether each has just one such word in one language; and
    whether they are opposed, ask for another kind of answer, or name others of one kind."""
    only_one, only_other = one.numbers - other.numbers, other.numbers - one.numbers
    lacking = sorted((_lacking(one, other), _lacking(other, one)))
    longer, shorter = sorted((len(one.words), len(other.words)), reverse=True)
    alone = sorted((_alone(one, other), _alone(other, one)))
    shares = sorted(
        (
            _alone(one, other) / max(len(one.content), 1),
            _alone(other, one) / max(len(other.content), 1),
        )
    )
    abroad = one.language != other.language
    return (
        float(bool(only_one and only_other)),
        float(bool(only_one) != bool(only_other)),
        float((one.negations > 0) != (other.negations > 0)),
        lacking[1],
        lacking[0],
        1 - shorter / max(longer, 1),
        shares[1],
        shares[0],
        min(alone[1], 4) / 4,
        min(alone[0], 4) / 4,
        float(abroad),
        float(alone == [1, 1] and not abroad),
        float(opposed(one.words, other.words)),
        float(asks_otherwise(one.kind, other.kind)),
        float(name_others(one.named, other.named)),
    )


SIGNALS = 15


def apart(one: Particulars, other: Particulars) -> bool:
    """Whether they are two questions, however alike the rest is: by numbers, by what is counted
    by, by what is asked for, or because in one language all is the same but one word of each,
    what one denies, an opposite, or what is asked about."""
    return (
        bool(one.numbers - other.numbers and other.numbers - one.numbers)
        or asks_otherwise(one.kind, other.kind)
        or counted_otherwise(one.words, other.words)
        or _one_exchanged(one, other)
        or (_otherwise_alike(one, other) and _otherwise_meant(one, other))
    )


def _otherwise_alike(one: Particulars, other: Particulars) -> bool:
    """Whether no more than a word of content differs, or in two languages the same is asked for
    in about as many words: freely worded, "not allowed" and "forbidden" are the same."""
    if one.language == other.language:
        return max(_alone(one, other), _alone(other, one)) <= 1
    return one.kind == other.kind != "" and abs(len(one.content) - len(other.content)) <= 1


def _otherwise_meant(one: Particulars, other: Particulars) -> bool:
    return (
        bool(one.negations) != bool(other.negations)
        or opposed(one.words, other.words)
        or name_others(one.named, other.named)
    )


def _one_exchanged(one: Particulars, other: Particulars) -> bool:
    """Whether in one language the same sentence speaks of something else: but for a word or
    two of each, one of them of content, all words are the same."""
    if one.language != other.language:
        return False
    mine, theirs = Counter(one.words), Counter(other.words)
    if (mine & theirs).total() < _KEPT_WORDS:
        return False
    left, right = list((mine - theirs).elements()), list((theirs - mine).elements())
    if len(left) == len(right) == 1 and _of_other_parts(left[0], right[0]):
        return True
    return (
        max(len(left), len(right)) <= _EXCHANGED and _alone(one, other) == _alone(other, one) == 1
    )


def _of_other_parts(one: str, other: str) -> bool:
    """Whether two words that are spelled alike say different things: one denies the other, or
    they are compounds with one part in common ("Abwassergebühr", "Abfallgebühr")."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > _LONG_ENOUGH and longer in (deny + shorter for deny in _DENYING):
        return True
    for first, second in ((one, other), (one[::-1], other[::-1])):
        shared = sum(
            1 for _ in takewhile(lambda two: two[0] == two[1], zip(first, second, strict=False))
        )
        parts = first[shared:], second[shared:]
        if (
            shared >= _SHARED
            and min(map(len, parts)) >= _PART
            and SequenceMatcher(None, *parts).ratio() < _OTHER_PART
        ):
            return True
    return False


def _alone(one: Particulars, other: Particulars) -> int:
    """How many content words of `one` no word of `other` looks like."""
    return sum(not any(_spelled_alike(word, w) for w in other.words) for word in one.content)


@lru_cache(maxsize=100_000)
def _spelled_alike(one: str, other: str) -> bool:
    """The same stem, a slip, or the one within the other, as in compounds."""
    if one == other or set(word_stems(one)) & set(word_stems(other)):
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _LONG_ENOUGH and shorter in longer:
        return True
    if len(shorter) < _LONG_ENOUGH or len(longer) - len(shorter) > 2:
        return False
    matcher = SequenceMatcher(None, one, other)
    # The first is quicker to find out, and never less.
    return matcher.quick_ratio() >= _SLIP and matcher.ratio() >= _SLIP


def _lacking(one: Particulars, other: Particulars) -> float:
    """The share of the names of `one` that no word of `other` could be."""
    if not one.names:
        return 0.0
    missing = [name for name in one.names if not any(_alike(name, word) for word in other.words)]
    return len(missing) / len(one.names)


def _alike(name: str, word: str) -> bool:
    return name[:1] == word[:1] and SequenceMatcher(None, name, word).ratio() >= _ALIKE


def _plain(number: str) -> str:
    """A number without the marks of its thousands and the zeros behind its point."""
    grouped = re.fullmatch(r"\d{1,3}(?:[.,\s ]\d{3})+", number)
    plain = re.sub(r"\D", "", number) if grouped else number.replace(",", ".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _said() -> dict[str, str]:
    """How numbers, months and weekdays are written in words."""
    said: dict[str, str] = {}
    for names in (*_CARDINALS.values(), *_ORDINALS.values()):
        said.update({word: str(n) for n, word in enumerate(names.split()) if word != "_"})
    for number, stem in enumerate(_GERMAN_ORDINALS):
        if stem != "_":
            said.update({stem + end: str(number) for end in ("e", "en", "er", "es", "em")})
    for names in _TENS:
        said.update({word: str(10 * n) for n, word in enumerate(names.split(), 2)})
    for names in _MONTHS.values():
        said.update({word: f"m{n}" for n, word in enumerate(names.split(), 1) if word != "_"})
    for language, names in _WEEKDAYS.items():
        ends = {"nb": ("", "er", "en", "ene"), "de": ("", "s"), "en": ("", "s")}[language]
        for number, word in enumerate(names.split(), 1):
            said.update({word + end: f"d{number}" for end in ends})
    said["sonnabend"] = said["sonnabends"] = "d6"
    # Other words in English, where Norwegian cannot be told from it.
    for word in ("to", "fire"):
        said.pop(word, None)
    # "second" is a time, "erste Hilfe", "first aid" and "førstehjelp" count nothing.
    for word in ("second", "first", "første", "erste", "ersten", "erster", "erstes", "erstem"):
        said.pop(word, None)
    return said


_SAID = _said()
