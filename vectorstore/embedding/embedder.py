"""Serves a built model: texts in, vectors of length one out."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.embedding.card import Card

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime
    import tokenizers

TOKENS_A_BATCH = 4096


class Embedder:
    """A model ready to be asked. Loads itself at the first text; safe between threads."""

    def __init__(self, card: Card, folder: Path) -> None:
        self.name = card.name
        self.fingerprint = card.fingerprint
        self.dim = card.dim
        self._card = card
        self._folder = folder
        self._lock = threading.Lock()
        self._loaded: tuple[onnxruntime.InferenceSession, tokenizers.Tokenizer] | None = None

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        """float32 [n, dim], rows of length one, in the order of `texts`."""
        return self._embed(self._card.query_prefix, texts, None)

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> np.ndarray:
        """As `queries`; `progress` is told after each batch how many texts it held."""
        return self._embed(self._card.passage_prefix, texts, progress)

    def _load(self) -> tuple[onnxruntime.InferenceSession, tokenizers.Tokenizer]:
        with self._lock:
            if self._loaded is None:
                import onnxruntime
                import tokenizers

                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = len(os.sched_getaffinity(0))
                session = onnxruntime.InferenceSession(
                    str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
                )
                tokenizer = tokenizers.Tokenizer.from_file(str(self._folder / "tokenizer.json"))
                tokenizer.enable_truncation(self._card.max_tokens)
                self._loaded = session, tokenizer
            return self._loaded

    def _embed(
        self, prefix: str, texts: Sequence[str], progress: Callable[[int], None] | None
    ) -> np.ndarray:
        import numpy as np

        vectors = np.zeros((len(texts), self.dim), np.float32)
        if not texts:
            return vectors
        session, tokenizer = self._load()
        tokens = [found.ids for found in tokenizer.encode_batch([prefix + t for t in texts])]
        order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
        for batch in _batches(order, [len(ids) for ids in tokens]):
            width = max(len(tokens[index]) for index in batch)
            ids = np.full((len(batch), width), self._card.pad, np.int64)
            mask = np.zeros_like(ids)
            for row, index in enumerate(batch):
                ids[row, : len(tokens[index])] = tokens[index]
                mask[row, : len(tokens[index])] = 1
            vectors[batch] = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
            if progress is not None:
                progress(len(batch))
        return vectors


def _batches(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    batches: list[list[int]] = []
    for index in order:
        if batches and (len(batches[-1]) + 1) * lengths[index] <= TOKENS_A_BATCH:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches
