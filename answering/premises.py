"""Questions that take something for granted, and passages that say otherwise.

"Why did we stop paying for the canteen?" is not confirmed by a passage that says that the
canteen is paid. Only questions that presuppose are looked at (why, since when, when did …
end); whether something is so at all is asked plainly, and answered either way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answering.coverage import Terms
from vectorstore.analysis import STOP_WORDS, word_grams, word_stems, words
from vectorstore.sentences import spans

# At most so sure of an answer to a question whose premise the documents deny: less than any
# sensible threshold.
CONTRADICTED = 0.3

_PRESUPPOSES = re.compile(
    r"^(?:og |und |and |men |but |aber )?(?:"
    r"hvorfor|kvifor|korfor|hvordan kan det ha seg|siden når|når (?:ble|slutta|sluttet|begynte)|"
    r"warum|weshalb|wieso|seit wann|wann (?:wurden?|hat|haben)|wie kommt es|"
    r"why|how come|since when|when (?:did|was|were)|for what reason"
    r")\b|^(?:siden|ettersom|fordi|nå som|da|weil|nachdem|seit|since|as|because|now that)\b[^?]*,",
    re.IGNORECASE,
)
# Something that was and is no more; said of something it denies it.
_ENDED = re.compile(
    r"\b(?:slutt(?:et|a|er)?|opphør\w*|avskaff\w*|avvikl\w*|fjern(?:et|a)|kutt(?:et|a)|"
    r"tatt (?:bort|ut|ned)|nedlagt|stans(?:et|a)|stopp(?:et|a)|droppe[tr]?|"
    r"abgeschafft|gestrichen|eingestellt|aufgehört|abgestellt|beendet|weggefallen|entfallen|"
    r"stop(?:ped)?|abolish(?:ed)?|cancel(?:l?ed)?|remov(?:ed?|ing)|end(?:ed)?|drop(?:ped)?|"
    r"discontinued?|scrap(?:ped)?|switched off|withdr[ae]wn?|got rid)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:ikke|ikkje|ingen|inga|intet|ingenting|aldri|uten|forbudt|ulovlig|ikke lenger|"
    r"nicht|kein\w*|nie|niemals|niemand\w*|nichts|verboten|untersagt|unzulässig|ohne|"
    r"not|no|never|nobody|none|nothing|cannot|without|forbidden|prohibited|banned|neither|nor"
    r")\b|n['’]t\b",
    re.IGNORECASE,
)
# What must be against what need not be.
_MUST = re.compile(
    r"\b(?:må|skal betale|plikt\w*|obligatorisk\w*|påbudt|muss|müssen|pflicht\w*|verpflicht\w*|"
    r"obligatorisch|must|mandatory|compulsory|have to|has to|need|needs|required|obliged)\b",
    re.IGNORECASE,
)
_FREE_TO = re.compile(
    r"\b(?:frivillig\w*|gratis|valgfri\w*|freiwillig\w*|kostenlos|kostenfrei|optional\w*|"
    r"voluntary|voluntarily|free)\b",
    re.IGNORECASE,
)
# Said of anything, and no part of what is taken for granted.
_OF_ANYTHING = frozenset(
    "mer mehr more lenger longer fortsatt noch still nå jetzt now firma firmaet firmaets "
    "bedriften selskapet company unternehmen".split()
)
_ALIKE = 0.6
# A sentence speaks of a premise when it holds so much of it.
_OF_THE_SAME = 0.5


@dataclass(frozen=True)
class Premise:
    """What a question takes for granted: the words that say what of, and how.

    `denied` where it says that something is not so, `ended` that it is so no more, `must`
    that it has to be.
    """

    about: tuple[str, ...]
    denied: bool
    ended: bool
    must: bool


def premise(question: str) -> Premise | None:
    """What the question takes for granted; None where it presupposes nothing."""
    opening = _PRESUPPOSES.search(question)
    if not opening:
        return None
    rest = question if "," in opening[0] else question[opening.end() :]
    ended = bool(_ENDED.search(question))
    # Without a denial or an end, "when did it begin" presupposes no more than its subject.
    about = tuple(
        word
        for word in dict.fromkeys(words(_ENDED.sub(" ", _DENIED.sub(" ", rest))))
        if word not in STOP_WORDS and word not in _OF_ANYTHING and len(word) > 2
    )
    return Premise(about, bool(_DENIED.search(rest)), ended, bool(_MUST.search(rest)))


def contradicting(taken: Premise, quotes: Sequence[str], foreign: bool = False) -> int | None:
    """The number of the quote that says otherwise than the premise, None where none does.

    Judged by the sentence that holds most of what the premise is about; in another language
    than the question's (`foreign`), where words cannot be looked for, by the first quote's
    first sentence.
    """
    best: tuple[float, int, str] | None = None
    for number, quote in enumerate(quotes):
        for start, end in spans(quote):
            text = quote[start:end]
            held = _held(taken.about, text)
            if best is None or held > best[0]:
                best = (held, number, text)
            if foreign:
                break
        if foreign:
            break
    if best is None or (not foreign and best[0] < _OF_THE_SAME):
        return None
    return best[1] if _says_otherwise(taken, best[2]) else None


def _says_otherwise(taken: Premise, text: str) -> bool:
    denies = bool(_DENIED.search(text))
    if taken.ended or taken.denied:
        return not (denies or _ENDED.search(text))
    if taken.must and _FREE_TO.search(text):
        return True
    return denies or bool(_ENDED.search(text))


def _held(about: Sequence[str], text: str) -> float:
    terms = Terms.of(text)
    return sum(_holds(terms, word) for word in about) / len(about) if about else 0.0


def _holds(terms: Terms, word: str) -> bool:
    if not terms.stems.isdisjoint(word_stems(word)):
        return True
    grams = word_grams(word)
    return len(grams) > 2 and sum(gram in terms.grams for gram in grams) >= _ALIKE * len(grams)
