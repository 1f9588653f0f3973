"""Serves the close reader, which reads a question and a passage together.

What it was trained as stands in `evaluation/reader/close/network.py`.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.embedding import open_session

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime

GRAPH = "close.onnx"


class CloseReader:
    """The close reader, ready to be asked. It loads at the first question; threads may share
    it."""

    def __init__(self, graph: Path) -> None:
        self._graph = graph
        self._loading = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None

    def tokens(self, question: np.ndarray, passage: np.ndarray) -> np.ndarray:
        """Logits [m, 3] of a passage's m tokens: that the answer is here, rather than nowhere,
        that it begins and that it ends here. Both texts are given as the states [n, dim] of
        their words."""
        import numpy as np

        second = np.repeat(np.array([0, 1], np.float32), [len(question), len(passage)])
        states = np.concatenate([question, passage])
        [found] = self._opened().run(None, {"states": states, "second": second})
        own: np.ndarray = found[len(question) :]
        return own

    def _opened(self) -> onnxruntime.InferenceSession:
        with self._loading:
            if self._session is None:
                self._session = open_session(self._graph, 1)
            return self._session
