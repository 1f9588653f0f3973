"""Texts to token numbers, the way the model's own tokenizer does it.

A Unigram vocabulary, which most multilingual models have, takes the tokenizers library
0.7 s and 280 MB to load. So where it gives the same tokens, the vocabulary is kept as
two flat arrays that load in a tenth of that, and the words are split here.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import tokenizers

WHOLE = "tokenizer.json"
FLAT = "unigram.npz"
_SEPARATOR = "\0"
# What SentencePiece charges for a character that no piece covers, beneath the least likely piece.
_UNKNOWN_PENALTY = 10.0
_WORDS_KEPT = 50_000
_LONGEST_KEPT = 40


class Tokens(Protocol):
    """A tokenizer of either kind."""

    def encode(self, text: str, limit: int) -> list[int]:
        """The numbers of `text`, framed, at most `limit` of them."""
        ...

    def pieces(self, text: str) -> list[int]:
        """The numbers of `text` alone, without the frame, all of them."""
        ...

    def likelihood(self, word: str) -> float | None:
        """The log of a word's likelihood by its letters, as far as the vocabulary knows one:
        about -3 for words of its languages, -6 for letters at random."""
        ...


class WholeTokens:
    """The tokenizers library does it all."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._before, self._after = _frame(self._tokenizer)

    def encode(self, text: str, limit: int) -> list[int]:
        return _framed(self._before, self.pieces(text), self._after, limit)

    def pieces(self, text: str) -> list[int]:
        found: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return found

    def likelihood(self, word: str) -> float | None:
        return None


class FlatTokens:
    """A Unigram vocabulary of flat arrays; the library normalises and finds the words."""

    def __init__(self, path: Path) -> None:
        import numpy as np
        from tokenizers import Tokenizer

        with np.load(path) as stored:
            pieces = stored["pieces"].tobytes().decode().split(_SEPARATOR)
            self._scores = array("d", stored["scores"].tobytes())
            rest = json.loads(stored["rest"].tobytes())
        tokenizer = Tokenizer.from_str(json.dumps(rest["tokenizer"]))
        self._normalizer = tokenizer.normalizer
        self._words = tokenizer.pre_tokenizer
        self._before, self._after = rest["before"], rest["after"]
        self._unknown: int = rest["unknown"]
        self._numbers = dict(zip(pieces, range(len(pieces)), strict=True))
        self._longest: int = rest["longest"]
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY
        self._kept = lru_cache(_WORDS_KEPT)(self._split)

    def encode(self, text: str, limit: int) -> list[int]:
        return _framed(self._before, self._inner(text, limit), self._after, limit)

    def pieces(self, text: str) -> list[int]:
        return self._inner(text, None)

    def likelihood(self, word: str) -> float | None:
        known = [self._score(number) for number in self._inner(word, None)]
        return sum(known) / len(word) if word else None

    def _score(self, number: int) -> float:
        return self._unknown_score if number == self._unknown else float(self._scores[number])

    def _inner(self, text: str, limit: int | None) -> list[int]:
        normal = self._normalizer.normalize_str(text)
        inner: list[int] = []
        for word, _ in self._words.pre_tokenize_str(normal):
            inner.extend((self._kept if len(word) <= _LONGEST_KEPT else self._split)(word))
            if limit is not None and len(inner) >= limit:
                break
        return inner

    def _split(self, word: str) -> tuple[int, ...]:
        """The likeliest pieces of `word` (Viterbi; Kudo 2018, arXiv:1804.10959, section 3.2)."""
        numbers, scores, unknown = self._numbers, self._scores, self._unknown
        best = [0.0] * (len(word) + 1)
        origin: list[tuple[int, int]] = [(0, 0)] * (len(word) + 1)
        for end in range(1, len(word) + 1):
            top = float("-inf")
            for start in range(max(0, end - self._longest), end):
                number = numbers.get(word[start:end])
                if number is not None and best[start] + scores[number] > top:
                    top = best[start] + scores[number]
                    origin[end] = start, number
            if word[end - 1] not in numbers and best[end - 1] + self._unknown_score > top:
                top = best[end - 1] + self._unknown_score
                origin[end] = end - 1, unknown
            best[end] = top
        found: list[int] = []
        at = len(word)
        while at:
            at, number = origin[at]
            # A run of unknown characters is one unknown token.
            if number != unknown or not found or found[-1] != unknown:
                found.append(number)
        return tuple(reversed(found))


def open_tokens(folder: Path) -> Tokens:
    """The tokenizer that `save_tokens` left in `folder`."""
    flat = folder / FLAT
    return FlatTokens(flat) if flat.exists() else WholeTokens(folder / WHOLE)


def save_tokens(tokenizer: tokenizers.Tokenizer, folder: Path, samples: Sequence[str]) -> None:
    """Writes `tokenizer` into `folder`, flat too if that gives the same tokens for `samples`."""
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(folder / WHOLE), pretty=False)
    content = json.loads(tokenizer.to_str())
    model = content["model"]
    if model["type"] != "Unigram" or None in (tokenizer.normalizer, tokenizer.pre_tokenizer):
        return
    _save_flat(content, _frame(tokenizer), folder / FLAT)
    whole, flat, limit = WholeTokens(folder / WHOLE), FlatTokens(folder / FLAT), 10_000
    if any(whole.encode(text, limit) != flat.encode(text, limit) for text in samples):
        (folder / FLAT).unlink()


def _save_flat(content: dict[str, Any], frame: tuple[list[int], list[int]], path: Path) -> None:
    import numpy as np

    vocabulary: list[tuple[str, float]] = content["model"]["vocab"]
    unknown = content["model"]["unk_id"]
    stripped = content | {
        "model": {"type": "Unigram", "vocab": [["", 0.0]], "unk_id": 0},
        "added_tokens": [],
        "post_processor": None,
    }
    rest = {
        "tokenizer": stripped,
        "before": frame[0],
        "after": frame[1],
        "unknown": unknown,
        "longest": max(len(piece) for piece, _ in vocabulary),
    }
    np.savez(
        path,
        pieces=np.frombuffer(_SEPARATOR.join(p for p, _ in vocabulary).encode(), np.uint8),
        scores=np.array([score for _, score in vocabulary], np.float64),
        rest=np.frombuffer(json.dumps(rest).encode(), np.uint8),
    )


def _frame(tokenizer: tokenizers.Tokenizer) -> tuple[list[int], list[int]]:
    """The special tokens that the tokenizer puts before and after a text."""
    bare = tokenizer.encode("a", add_special_tokens=False).ids
    framed = tokenizer.encode("a").ids
    before = next(n for n in range(len(framed)) if framed[n : n + len(bare)] == bare)
    return framed[:before], framed[before + len(bare) :]


def _framed(before: list[int], inner: list[int], after: list[int], limit: int) -> list[int]:
    return before + inner[: limit - len(before) - len(after)] + after
