"""Serves the network that reads two questions together.

What it was trained as stands in `evaluation/same_question/together.py`.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.embedding import open_session

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime

GRAPH = "together.onnx"


class Together:
    """The network, ready to be asked. It loads at the first pair; threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._graph = folder / GRAPH
        self._loading = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None

    def logit(self, one: np.ndarray, other: np.ndarray, signals: np.ndarray) -> float:
        """The log odds that two questions are the same, before they are calibrated.

        Each is [n, dim] float32 as the layers that read it alone leave it, framed; the frame
        itself does not count.
        """
        import numpy as np

        second = np.repeat(np.array([0, 1], np.float32), [len(one), len(other)])
        counted = np.ones(len(second), np.float32)
        counted[[0, len(one) - 1, len(one), -1]] = 0
        given = {
            "states": np.concatenate([one, other]),
            "own": counted,
            "second": second,
            "signals": signals,
        }
        [found] = self._opened().run(None, given)
        return float(found[0])

    def _opened(self) -> onnxruntime.InferenceSession:
        with self._loading:
            if self._session is None:
                self._session = open_session(self._graph, 1)
            return self._session
