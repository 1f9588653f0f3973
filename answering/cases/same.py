"""Whether a question is one that is waiting already."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from vectorstore import Embedder

# Of the embedding model's cosines; see docs/decisions.md.
_SAME = 0.95


def same_question(embedder: Embedder, question: str, others: Sequence[str]) -> int | None:
    """Which of the others asks the same in other words, None if none does.

    Questions with different figures in them are different questions.
    """
    alike = [i for i, other in enumerate(others) if _figures(other) == _figures(question)]
    if not alike:
        return None
    vectors = embedder.queries([question, *(others[i] for i in alike)])
    cosines = vectors[1:] @ vectors[0]
    best = int(np.argmax(cosines))
    return alike[best] if cosines[best] >= _SAME else None


def _figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))
