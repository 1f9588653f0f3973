"""Words as the lexical index sees them: stems of three languages, and 5-grams.

A word is indexed under its Norwegian, German and English Snowball stem, whatever its
language is, so that nothing has to be known of a passage or a question. 5-grams run within
a word, its ends marked, and find compounds: `ferieoverføring` for `overføring av ferie`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import Stemmer

GRAM = 5
_WORD = re.compile(r"[^\W_]+")
_STEMMERS = tuple(Stemmer.Stemmer(name) for name in ("norwegian", "german", "english"))

# The words that hold sentences together and say nothing of their subject. A question is
# full of them, and in a small knowledge base they can be rare enough to look important.
FUNCTION_WORDS = {
    "nb": frozenset(
        """
        og i jeg det at en et den til er som på de med han av ikke der så var meg seg men ett
        har om vi min mitt ha hadde hun nå over da ved fra du ut sin dem oss opp man kan hans
        hvor eller hva skal selv sjøl her alle vil bli ble blei blitt kunne inn når være kom
        noen noe ville dere deres kun ja etter ned skulle denne for deg si sine sitt mot å
        meget hvorfor dette disse uten hvordan ingen din ditt blir samme hvilken hvilke
        hvilket hvem hvis mens sånn siden få får mange må vår våre vårt også enn bare eg ikkje
        korleis kva kven kvifor nokon noko dei ho mi mykje
        ifølge omtrent finnes mellom under kvar
        """.split()
    ),
    "de": frozenset(
        """
        aber als also am an ander auch auf aus bei beim bin bis bist da dann das dass daß dein
        deine dem den der des dessen die dies diese diesem diesen dieser dieses dir doch dort
        du durch ein eine einem einen einer eines er es etwas euch euer für gegen gibt habe
        haben hat hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ist ja
        jede jedem jeden jeder jedes jetzt kann kein keine keinen können könnte machen man
        mein meine meinen meiner mich mir mit muss musste müssen nach nicht nichts noch nun
        nur ob oder ohne sehr sein seine seinem seinen seiner selbst sich sie sind so soll
        sollte sondern über um und uns unser unsere unter viel viele vom von vor wann war
        waren warum was weil welche welchem welchen welcher welches wenn wer werde werden wem
        wen wie wieder wieviel will wir wird wo woher wohin wollen würde würden wurde wurden
        wodurch womit worden zu zum zur zwischen darf dürfen
        """.split()
    ),
    "en": frozenset(
        """
        a about after all also am an and any are as at be because been before being between
        both but by can could did do does doing during each few for from further had has have
        having he her here hers him his how i if in into is it its itself just many may me
        might more most much must my no nor not of on only or other our out over own same
        shall she should so some such than that the their them then there these they this
        those through to too under until up very was we were what when where which while who
        whom whose why will with would you your
        """.split()
    ),
}
STOP_WORDS = frozenset().union(*FUNCTION_WORDS.values())


def words(text: str) -> list[str]:
    """The words of a text in order, case folded, composed."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text as it stands begin and end."""
    return [match.span() for match in _WORD.finditer(text)]


def content_words(text: str) -> list[str]:
    """The distinct words of a question that say what it is about; all, if none does."""
    distinct = list(dict.fromkeys(words(text)))
    return [word for word in distinct if word not in STOP_WORDS] or distinct


@lru_cache(maxsize=100_000)
def word_stems(word: str) -> tuple[str, ...]:
    """The distinct stems of one word, one to three."""
    return tuple(dict.fromkeys(stemmer.stemWord(word) for stemmer in _STEMMERS))


@lru_cache(maxsize=100_000)
def word_grams(word: str) -> tuple[str, ...]:
    """The 5-grams of one word with its ends marked; the whole where it is shorter."""
    marked = f"_{word}_"
    if len(marked) <= GRAM:
        return (marked,)
    return tuple(marked[start : start + GRAM] for start in range(len(marked) - GRAM + 1))


def stems(text: str) -> list[str]:
    return [stem for word in words(text) for stem in word_stems(word)]


def grams(text: str) -> list[str]:
    return [gram for word in words(text) for gram in word_grams(word)]


@lru_cache(maxsize=1)
def _of_function_words() -> frozenset[str]:
    return frozenset(term for word in STOP_WORDS for term in (*word_stems(word), *word_grams(word)))


def is_of_function_word(term: str) -> bool:
    """Whether a stem or a 5-gram is one that function words have."""
    return term in _of_function_words()
