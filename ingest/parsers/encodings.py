"""Bytes to text, with the encoding found rather than assumed."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from ingest.parsers.sniff import HEAD, wide_encoding

_COMMON = frozenset("æøåäöüßéèêëàáâçñóòôíîïúùûÆØÅÄÖÜÉÈÀÁÂÇÑÓÔÍÚ")
_QUOTES = frozenset("“”‘’‚„«»‹›–—…€§°·•²³µ®©™£½¼¾±×´¨")
_CANDIDATES = ("cp1252", "cp850", "mac_roman")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_SAMPLE = 4000
_DOUBTFUL = 0.5


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in `data`. `declared` is the encoding that the file itself names.

    A byte order mark wins, then UTF-8 if the bytes are valid in it, which text in another
    encoding hardly ever is, then what was declared, then the encoding whose text looks most
    like European languages, else the best guess of charset-normalizer.
    """
    wide = wide_encoding(data[:HEAD])
    if wide:
        return data.decode(wide, errors="replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if declared and declared.lower().replace("_", "-") not in ("utf-8", "utf8"):
        try:
            # Browsers read Latin-1 as its superset, and so do those who declare it.
            name = "cp1252" if "8859-1" in declared.lower()[-6:] else declared
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    return _mixed(data) or _eight_bit(data)


def _mixed(data: bytes) -> str | None:
    """The text if most of it is UTF-8 and some lines are not, as after careless editing."""
    lenient = data.decode("utf-8", errors="replace")
    bad = lenient.count("\ufffd")
    good = sum(1 for _ in islice(_NOT_ASCII.finditer(lenient), bad * 6 + 1)) - bad
    if good < 4 * bad:
        return None
    made = []
    for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        try:
            made.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            made.append(line.decode("cp1252", errors="replace"))
    return "\n".join(made)


def _eight_bit(data: bytes) -> str:
    texts = {name: data.decode(name, errors="replace") for name in _CANDIDATES}
    scores = {name: _likeness(text) for name, text in texts.items()}
    best = max(_CANDIDATES, key=lambda name: scores[name])
    if scores[best] >= _DOUBTFUL:
        return texts[best]
    import charset_normalizer  # slow to load and to run, and seldom needed

    guess = charset_normalizer.from_bytes(data[: 64 * 1024]).best()
    if guess is None:
        return texts[best]
    return data.decode(guess.encoding, errors="replace")


def _likeness(text: str) -> float:
    """How much the characters beyond ASCII look like those of a European text: up to 1."""
    sample = text[: 8 * _SAMPLE]
    foreign = sum(character.isalpha() and character > "\x7f" for character in sample)
    if foreign > sum(character.isalpha() for character in sample) / 2:
        return -1.0
    total = count = 0.0
    for match in islice(_NOT_ASCII.finditer(text), _SAMPLE):
        at, character = match.start(), match.group()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        inside = before.isalpha() and after.isalpha()
        count += 1
        if character in _COMMON:
            mixed_case = character.isupper() and before.islower()
            total += -1 if mixed_case else 1
        elif character in _QUOTES:
            total += -1 if inside and character not in "’´–" else 0.8
        elif unicodedata.category(character)[0] == "L":
            total += 0.1
        else:
            total -= 1
    return total / count if count else 1.0
