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
INPUTS = "states", "second", "own"


class Together:
    """The network, ready to be asked. It loads at the first pair; threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._graph = folder / GRAPH
        self._loading = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None

    def logit(self, one: np.ndarray, other: np.ndarray) -> float:
        """The log odds that two questions are the same, before they are calibrated.

        Each is given as the states [n, dim] of its words, framed; the frame itself does not
        count. The order is that of training: none.
        """
        import numpy as np

        second = np.repeat(np.array([0, 1], np.float32), [len(one), len(other)])
        counted = np.ones(len(second), np.float32)
        counted[[0, len(one) - 1, len(one), -1]] = 0
        states = np.concatenate([one, other])
        given = dict(zip(INPUTS, (states, second, counted), strict=True))
        [found] = self._opened().run(None, given)
        return float(found)

    def _opened(self) -> onnxruntime.InferenceSession:
        with self._loading:
            if self._session is None:
                self._session = open_session(self._graph, 1)
            return self._session
