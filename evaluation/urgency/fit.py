"""Linear models over the embeddings of example situations."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from answering.calibration.regression import logistic
from answering.urgency import REASONS
from answering.urgency.situations import FILE
from config import LANGUAGES
from vectorstore import Embedder

_FOLDER = Path(__file__).parent
EXAMPLES = _FOLDER / "examples"
_RIDGE = 2e-5


def fit(embedder: Embedder) -> None:
    """Write the weights for `embedder`, in half precision."""
    texts, kinds = _situations()
    vectors = embedder.queries(texts).astype(float)
    urgent = np.array([kind != "calm" for kind in kinds], float)
    reasons = [np.array([kind == reason for kind in kinds], float) for reason in REASONS]
    of_persons, general = _personal()
    both = embedder.queries(of_persons + general).astype(float)
    is_personal = np.repeat([1.0, 0.0], [len(of_persons), len(general)])
    np.savez(
        FILE,
        model=np.array(embedder.name),
        urgent=_weights(vectors, urgent),
        reasons=np.stack([_weights(vectors, one) for one in reasons]),
        personal=_weights(both, is_personal),
    )


def _weights(vectors: np.ndarray, targets: np.ndarray) -> np.ndarray:
    even = np.ones(len(targets))
    return logistic(vectors, targets, even, _RIDGE).astype(np.float16)


def _situations() -> tuple[list[str], list[str]]:
    texts: list[str] = []
    kinds: list[str] = []
    for language in LANGUAGES:
        for kind, examples in _read(f"{language}.toml").items():
            texts += examples
            kinds += [kind] * len(examples)
    # Checks that have been looked at are examples from then on.
    for name in ("second", "third"):
        for line in (_FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            judged = json.loads(line)
            texts.append(judged["text"])
            kinds.append(judged["reason"] or "calm")
    return texts, kinds


def _personal() -> tuple[list[str], list[str]]:
    examples = _read("personal.toml")
    return examples["personal"], examples["general"]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((EXAMPLES / name).read_text(encoding="utf-8"))
