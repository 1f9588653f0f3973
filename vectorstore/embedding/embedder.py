"""Serves a built model: texts in, vectors of length one out."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.embedding import languages
from vectorstore.embedding.card import Card
from vectorstore.embedding.tokens import Tokens, open_tokens

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime

GRAPH = "model.onnx"
# More than four cores on one question cost more in waiting than they save.
_CORES_A_TEXT = 4


class Embedder:
    """A model ready to be asked. It loads at the first text; threads may share it.

    Each text runs through the graph by itself: int8 inputs are scaled over all that runs
    together, so in a batch a text's vector would depend on its neighbours. Many texts run
    side by side, a core each, which is faster than a batch over all cores.
    """

    def __init__(self, card: Card, folder: Path) -> None:
        self.name = card.name
        self.fingerprint = card.fingerprint
        self.dim = card.dim
        self.unrelated = card.unrelated
        self._card = card
        self._folder = folder
        self._loading = threading.Lock()
        self._opened: Tokens | None = None
        self._taken_out: np.ndarray | None = None
        self._sessions: dict[int, onnxruntime.InferenceSession] = {}

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        """float32 [n, dim], rows of length one, in the order of `texts`."""
        return self._vectors(self._card.query_prefix, texts, None)

    def likelihood(self, word: str) -> float | None:
        """How likely a word's letters are, a logarithm by letter, about -3 for words and -6 for
        letters at random; None where the model's vocabulary does not know."""
        return self._tokens().likelihood(word)

    def passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> np.ndarray:
        """As `queries`, for texts to be found; what is beyond the model's longest is cut off.

        `progress` is called in this thread with the number of texts done since it was
        last called.
        """
        return self._vectors(self._card.passage_prefix, texts, progress)

    def pieces(self, word: str) -> int:
        """Into how many pieces the model cuts a word: one, if it is a common one."""
        return len(self._tokens().pieces(word))

    def _vectors(
        self, prefix: str, texts: Sequence[str], progress: Callable[[int], None] | None
    ) -> np.ndarray:
        import numpy as np

        vectors = np.empty((len(texts), self.dim), np.float32)
        for index, vector in enumerate(self._each([prefix + text for text in texts])):
            vectors[index] = vector
            if progress is not None:
                progress(1)
        taken_out = self._languages()
        return vectors if taken_out is None else languages.neutral(vectors, taken_out)

    def _each(self, texts: Sequence[str]) -> Iterator[np.ndarray]:
        cores = available_cores()
        if len(texts) < 2 or cores < 2:
            session = self._session(min(cores, _CORES_A_TEXT))
            yield from (self._vector(session, text) for text in texts)
            return
        session = self._session(1)
        pool = ThreadPoolExecutor(min(cores, len(texts)))
        try:
            yield from pool.map(lambda text: self._vector(session, text), texts)
        finally:
            pool.shutdown(cancel_futures=True)

    def _vector(self, session: onnxruntime.InferenceSession, text: str) -> np.ndarray:
        import numpy as np

        # Half of a surrogate pair, which some parsers leave behind, is no text to a tokenizer.
        whole = text.encode("utf-8", "replace").decode("utf-8")
        numbers = self._tokens().encode(whole, self._card.max_tokens)
        found: np.ndarray = session.run(None, {"tokens": np.array([numbers], np.int64)})[0][0]
        return found

    def _languages(self) -> np.ndarray | None:
        """What is taken out of every vector; None where nothing is."""
        import numpy as np

        with self._loading:
            if self._taken_out is None:
                file = self._folder / languages.FILE
                self._taken_out = np.load(file) if file.exists() else np.zeros((0, self.dim))
            return self._taken_out if len(self._taken_out) else None

    def _tokens(self) -> Tokens:
        with self._loading:
            if self._opened is None:
                self._opened = open_tokens(self._folder)
            return self._opened

    def _session(self, threads: int) -> onnxruntime.InferenceSession:
        """The graph run by so many threads; its weights are mapped, so a second costs little."""
        with self._loading:
            if threads not in self._sessions:
                self._sessions[threads] = open_session(self._folder / GRAPH, threads)
            return self._sessions[threads]


def open_session(graph: Path, threads: int) -> onnxruntime.InferenceSession:
    """A graph ready to run, as it was arranged when it was built, by so many threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # All that these would do was done when the graph was built; patterns of memory are
    # kept per length of text, which is rarely the same twice.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.enable_mem_pattern = False
    # Threads that spin for work steal the cores from whatever else the machine does.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def available_cores() -> int:
    """How many cores this process may use: its affinity and its container's quota."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return max(1, min(cores, round(int(quota) / int(period))))
    except (OSError, ValueError):
        return cores
