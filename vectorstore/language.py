"""Which language a text is written in: function words first, a statistical model after."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from vectorstore.analysis import FUNCTION_WORDS, words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Enough to tell, and quick on a text of any length.
_WORDS = 400
# A text with fewer words is a question; with fewer still, keywords, at which the model's
# guess is worth less than a hint.
_SHORT = 12
_SENTENCE = 5
# What the model may answer: the languages of Europe, and those of most speakers elsewhere.
_LANGUAGES = """
ar bg bs ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka ko lt lv mk
mt nl nn no pl pt ro ru sk sl sq sr sv th tr uk ur vi zh
""".split()
_NAMES = {"no": "nb", "nn": "nb"}
# These count twice where a text begins with them.
_ASKING = {
    "nb": frozenset(
        """
        hva hvem hvor hvordan hvorfor hvilken hvilket hvilke når hvis kva kven korleis kvifor
        kvar korfor dekker betaler får gjelder finnes trenger koster gir går tar jobber hører
        holder brukes regnes
        """.split()
    ),
    "de": frozenset(
        """
        was wer wen wem wessen wie wo woher wohin wann warum weshalb wieso welche welcher
        welches welchem welchen wieviel wogegen worauf wodurch womit wofür woran worüber
        gibt gilt zahlt bezahlt deckt darf muss müssen bekomme bekommen braucht übernimmt zählt
        """.split()
    ),
    "en": frozenset(
        "what who whom whose which when where why how does did can may must should".split()
    ),
}
# Words that a neighbour has and the language beside it has not: they share the rest.
_NEIGHBOURS = {
    "sv": frozenset("och att är inte från hur vad vem jag mycket också några".split()),
    "da": frozenset("af hvad hvornår efter blev mig dig nogle".split()),
    "nl": frozenset("een zijn niet voor hoe wordt naar ook worden hij zij bij".split()),
}
# Groups of letters for keywords such as "Krankmeldung" or "vacation days". One alone is no
# more than a hint: most Norwegian words that have one ("legen", "parkering") have a neighbour's.
_LETTERS = {
    "nb": re.compile(
        r"skj|[kght]j|eise|rbeid|sgiver(?:en|e|ne|s)?\b|sjon|elsen\b|heten|veien|(?:else|ning|het|dager|ene|ert|mt|aet|iet|tid|ften|lønn)\b"
    ),
    "de": re.compile(r"sch|cht|pf|tz|ei|(?:ung|ungen|keit|heit|lich|en)\b"),
    "en": re.compile(r"th|wh|gh|ph|[aeo]y|ea|oo|ck|ly\b|tion|ing\b|[a-z]y\b|ve\b|que"),
}
# Letters of their own tell a language by themselves.
_OWN_LETTERS = {"nb": re.compile("[æøå]"), "de": re.compile("[äöüß]")}
_TELLING = 2
_FOREIGN = re.compile(r"[àâçèêëîïôùûñãõąćęłńśźżčďěřšťůžőű¿¡œ]|[^\x00-\u024f\u2000-\u20ff]")


def detect(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of a text's language; Norwegian is `nb` in both its forms.

    Where `told` knows none, as of a keyword, the letters are a guess; `default` is given for a
    text that has not even such a hint.
    """
    return told(text) or _by_letters(text, 1) or default


def told(text: str) -> str | None:
    """The language of a text as `detect` gives it; None where its words do not tell, so that
    what is known besides may: a keyword is most often in its documents' language.

    Norwegian, German and English are told by the words that hold sentences together, in
    microseconds; only where those do not decide is the model asked, which takes a second
    to load.
    """
    found = words(text[:8000])[:_WORDS]
    if not found:
        return None
    for language, own in _NEIGHBOURS.items():
        if sum(word in own for word in found) > 0.05 * len(found):
            return language
    best, lead, share = _by_function_words(found)
    enough = 0.1 if found[0] in _ASKING[best] else 0.2
    if _FOREIGN.search(text.casefold()):
        enough = 0.3
    if lead > 0 and share >= enough:
        return best
    if len(found) >= _SENTENCE:
        code = str(_model().classify(text[:4000])[0])
        # Danish and Norwegian look the same in a few words.
        return "nb" if code == "da" and len(found) < _SHORT else _NAMES.get(code, code)
    return _by_letters(text, _TELLING) or (best if lead > 0 else None)


def _by_function_words(found: Sequence[str]) -> tuple[str, float, float]:
    """The likeliest of nb, de and en, its lead over the next, and its words' share."""
    counts = dict.fromkeys(FUNCTION_WORDS, 0.0)
    for position, word in enumerate(found):
        known = [language for language, own in FUNCTION_WORDS.items() if word in own]
        asking = [language for language, own in _ASKING.items() if word in own]
        for language in known:
            counts[language] += 1.0 if len(known) == 1 else 0.5
        for language in asking:
            counts[language] += 1.0 if position == 0 else 0.5
    ranked = sorted(counts, key=lambda language: -counts[language])
    best = ranked[0]
    return best, counts[best] - counts[ranked[1]], counts[best] / len(found)


def _by_letters(text: str, least: int) -> str | None:
    """The language that has most groups of letters in a text, ahead by `least` of them."""
    folded = text.casefold()
    counts = {language: len(hint.findall(folded)) for language, hint in _LETTERS.items()}
    for language, own in _OWN_LETTERS.items():
        counts[language] += _TELLING * len(own.findall(folded))
    ranked = sorted(counts, key=lambda language: -counts[language])
    return ranked[0] if counts[ranked[0]] - counts[ranked[1]] >= least else None


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(_LANGUAGES)
    return model
