"""What is no question: small talk and nonsense never become a case.

Whoever asks in a single word is to be heard ("Ferie?", "wifi passord"), so only what is known to
say nothing is held back: words of talk and words that lean on others (`noise.toml`), signs and
figures by themselves, and letters that fingers found on the keys.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

from answering.small_talk import small_talk
from vectorstore.analysis import STOP_WORDS
from vectorstore.language import detect

# How likely a word's letters are, see `Embedder.likelihood`; None: not known.
Likelihood = Callable[[str], float | None]

# Words of nb, de and en lie above it by letter, names included, letters at random below.
_UNLIKELY = -5.0
# What is shorter may be an abbreviation, which no vocabulary knows.
_JUDGED = 5
_VOWELS = "aeiouyæøåäöüéèóá"
# Rows of keys, from left to right.
_ROWS = ("qwertyuiopå", "qwertzuiopü", "asdfghjkløæ", "asdfghjklöä", "zxcvbnm", "yxcvbnm")


def is_question(text: str, likelihood: Likelihood | None = None) -> bool:
    """Whether a message says anything that somebody could answer.

    Without `likelihood` fewer random letters are known for what they are.
    """
    folded = unicodedata.normalize("NFC", text).strip()
    if not folded or small_talk(folded, detect(folded)) is not None:
        return False
    words = re.findall(r"[^\W_]+(?:[-./][^\W_]+)*", folded)
    return any(_says_something(word, likelihood) for word in words)


def _says_something(word: str, likelihood: Likelihood | None) -> bool:
    lower = word.lower()
    if not any(letter.isalpha() for letter in lower) or len(lower) < 2:
        return False
    if {word, lower} & _things():
        return True
    if {lower, _shortened(lower)} & _silent():
        return False
    # What has a figure in it or is short and in capitals is a name: VPN, E-17, TD-40.
    if any(c.isdigit() for c in word) or (word.isupper() and len(word) <= _JUDGED):
        return True
    return not _is_mash(lower, likelihood)


def _shortened(word: str) -> str:
    """hmmmm as hm, njaaaa as nja, hahahaha as haha."""
    once = re.sub(r"(.)\1{2,}", r"\1", word)
    once = re.sub(r"^(..)\1{2,}.?$", r"\1\1", once)
    return re.sub(r"^(hm|eh|øh|æh|äh|uh|ah|oh|um)[hm]*$", r"\1", once)


def _is_mash(word: str, likelihood: Likelihood | None) -> bool:
    """Whether fingers rather than a mind put the letters in this order."""
    if re.search(r"(.)\1{3,}", word) or len(set(word)) == 1 or _repeats(word):
        return True
    if _along_the_keys(word) and (len(word) >= _JUDGED or not set(word) & set(_VOWELS)):
        return True
    if len(word) < _JUDGED:
        return False
    known = likelihood(word) if likelihood else None
    if known is not None:
        return known < _UNLIKELY
    return word.isascii() and not set(word) & set(_VOWELS)


def _along_the_keys(word: str) -> bool:
    """Whether nearly every letter lies beside the one before it."""
    steps = sum(_beside(a, b) for a, b in pairwise(word))
    return len(word) > 2 and steps >= len(word) - 1 - len(word) // 5


def _beside(a: str, b: str) -> bool:
    return any(a in row and b in row and abs(row.index(a) - row.index(b)) == 1 for row in _ROWS)


def _repeats(word: str) -> bool:
    """Whether it is the same two to four letters again and again."""
    return len(word) > 3 and any(
        len(word) >= 2 * size and (word[:size] * len(word))[: len(word)] == word
        for size in (2, 3, 4)
    )


@cache
def _silent() -> frozenset[str]:
    """Words that ask nothing by themselves, nor together."""
    lists = _lists()
    talk = (word for name in ("nb", "de", "en", "all") for word in lists[name])
    return STOP_WORDS | frozenset(talk)


@cache
def _things() -> frozenset[str]:
    return frozenset(_lists()["things"])


@cache
def _lists() -> dict[str, list[str]]:
    file = Path(__file__).parent / "noise.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
