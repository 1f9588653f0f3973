"""How far an answer to a follow-up may be trusted: it must not be the earlier one again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answering.coverage import Terms
from answering.follow_ups.words import INTERROGATIVES, PRONOUNS
from answering.follow_ups.writing import FollowUp
from vectorstore.analysis import content_words, word_grams, word_stems

# At most so sure of what says again what was said already, and of what does not speak of
# what is new. Both below any sensible threshold.
_AGAIN = 0.4
_NOTHING_NEW = 0.35
# The share of a word's 5-grams by which another form or a compound of it is known.
_ALIKE = 0.55
_ASKING = (
    INTERROGATIVES
    | PRONOUNS
    | frozenset("long lenge lang lange often oft ofte much many mye mange viel viele".split())
)
_FIGURE = re.compile(
    r"\d|\b(?:en|én|ett|ei|to|tre|fire|fem|seks|sju|åtte|ni|ti|halv\w*|årlig|daglig|"
    r"ein\w*|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|jährlich|monatlich|täglich|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|once|twice|yearly|monthly|daily|half)\b",
    re.IGNORECASE,
)
_WANTS_FIGURE = re.compile(
    r"^(?:og |und |and )?(?:hvor (?:lenge|mye|mange|ofte|lang)|når|wie (?:lange|viele?|oft|hoch)"
    r"|wann|how (?:long|much|many|often)|when)\b",
    re.IGNORECASE,
)
_WANTS_REASON = re.compile(
    r"^(?:hvorfor|kvifor|why|how come|warum|wieso|weshalb|weswegen)\b", re.IGNORECASE
)
# "damit" is also "with it", "since 2020" a time, and "wegen" what somebody is asked about.
_REASON = re.compile(
    r"\b(?:fordi|ettersom|årsak(?:en|er)?|grunn(?:en|et|er|lag)?|derfor|slik at|dermed"
    r"|weil|denn|grund|gründe|deshalb|daher|sodass|so dass|nämlich|ursache"
    r"|because|so that|reason|therefore|due to|in order to)\b"
    r"|,\s(?:damit|ellers|sonst|otherwise)\b|(?:^|[.!?]\s)wegen\b"
    r"|\bsince\s(?!\d|(?:then|last|early|late|mid|the\s(?:beginning|start|end)"
    r"|(?-i:[A-Z])\w+day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|spring|summer|autumn|winter)\b)",
    re.IGNORECASE,
)
# What one who leads, leads.
_HEADS = (
    "(?:avdelings|team|gruppe|prosjekt|dag|drifts|lager|skift|butikk|salgs|verks"
    "|produksjons|område|seksjons|kontor|enhets|vakt|linje|mellom|personal|regnskaps|økonomi|hr|it"
    "|anleggs|bygge|verksted|abteilungs|projekt|schicht|werks|werk|betriebs|bereichs"
    "|gruppen|filial|standort|produktions|bau|geschäfts|niederlassungs|vertriebs)"
)
# Where the earlier answer named somebody, or a time, it answers "who?" or "when?" too.
_ANSWERED_BY = (
    (
        re.compile(r"^(?:hvem|kven|who|wer|wem|wen)\b", re.IGNORECASE),
        re.compile(
            # No Anleitung, Wasserleitung, "i kraft", nor German Leder.
            r"\b\w*(?:sjef|chef)(?:e?n|in)?\b"
            rf"|\b{_HEADS}-?(?:leder|leiter|leitung)(?:e?n|n?e|in)?\b"
            r"|(?-i:\bleder\b|^Leder\b)|\bleder(?:e?n|n?e)\b"
            r"|\b(?:leiter(?:in)?|leitung|(?:führungs|fach)kraft|vorgesetzte[rn]?|arbeitgebers?"
            r"|arbeidsgiver(?:en)?|verneombud(?:et)?|tillitsvalgte?|(?<!password )manager|director"
            r"|supervisor|boss|employer)\b"
            r"|\b(?:(?-i:HR|IT|NAV)|personal(?:abteilung|büro|stelle|wesen|avdeling(?:en)?)"
            r"|betriebsrat|lohnbüro)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"^(?:når|when|wann)\b", re.IGNORECASE),
        re.compile(
            r"\b(?:etter|før|innen|senest|nach|nachdem|bis|spätestens|after|before|until|within)\b"
            r"|\b\d{1,2}[.:]\d\d\b",
            re.IGNORECASE,
        ),
    ),
)


def trusted(
    confidence: float,
    follow_up: FollowUp,
    shown: Sequence[str],
    held: str,
    best: str,
    foreign: bool,
) -> float:
    """The confidence of an answer to a follow-up, at most `confidence`.

    `shown` are its quotes, `best` is the sentence of them that answers best, `held` is all that
    stands there: quotes with titles and headings. In another language than the question's
    (`foreign`) its words cannot be looked for, and only what says again what was said already is
    known.
    """
    terms = Terms.of(held)
    share = _share(follow_up.own, terms)
    if follow_up.own and not foreign:
        confidence *= _NOTHING_NEW + (1 - _NOTHING_NEW) * share
    if _WANTS_FIGURE.match(follow_up.asked) and not any(map(_FIGURE.search, shown)):
        confidence = min(confidence, _AGAIN)
    said = _said_already(follow_up, best)
    if _WANTS_REASON.match(follow_up.asked) and (said or not follow_up.own):
        # What was said already may hold the reason; what is near it and holds none does not.
        return confidence if _REASON.search(best) else min(confidence, _AGAIN)
    if said and (foreign or not share):
        told = [word for word in content_words(follow_up.asked) if word not in _ASKING]
        if (not told or _share(told, terms) < 0.5) and not _answers_too(follow_up, best):
            confidence = min(confidence, _AGAIN)
    return confidence


def _share(own: Sequence[str], terms: Terms) -> float:
    if not own:
        return 0.0
    return sum(_holds(terms, word) for word in own) / len(own)


def _holds(terms: Terms, word: str) -> bool:
    if not terms.stems.isdisjoint(word_stems(word)):
        return True
    grams = word_grams(word)
    return len(grams) > 2 and sum(gram in terms.grams for gram in grams) >= _ALIKE * len(grams)


def _said_already(follow_up: FollowUp, best: str) -> bool:
    """Whether the sentence that answers stood in the answer before, whatever is new around it."""
    said, told = _folded(follow_up.earlier.answer), _folded(best)
    return bool(told) and told in said


def _answers_too(follow_up: FollowUp, best: str) -> bool:
    return any(
        asked.match(follow_up.asked) and answer.search(best) for asked, answer in _ANSWERED_BY
    )


def _folded(text: str) -> str:
    return " ".join(text.split())
