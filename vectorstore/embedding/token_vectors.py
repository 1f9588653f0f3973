"""What a built model makes of each token of a text, for the reader that stands on it.

The graph that embeds is cut off before its pooling. The weights are the same file, mapped:
what stands on it needs no model of its own, in the project or in memory.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.embedding.card import Card
from vectorstore.embedding.embedder import GRAPH, open_session
from vectorstore.embedding.tokens import Tokens, open_tokens

if TYPE_CHECKING:
    import numpy as np
    import onnx
    import onnxruntime

# The layers whose outputs are taken, of twelve, from 1: words in their context still, and
# what the sentence is about.
LAYERS = (8, 12)
TOKENS_GRAPH = "tokens.onnx"
# What stands below the layers, for what has layers of its own.
WORDS_GRAPH = "words.onnx"


class TokenVectors:
    """The cut graph, ready to be asked; threads may share it."""

    def __init__(self, card: Card, folder: Path) -> None:
        self.card = card
        self._folder = folder
        self._loading = threading.Lock()
        self._sessions: dict[str, onnxruntime.InferenceSession] = {}
        self._opened: Tokens | None = None

    def tokens(self) -> Tokens:
        """The model's tokenizer."""
        with self._loading:
            if self._opened is None:
                self._opened = open_tokens(self._folder)
            return self._opened

    def vectors(self, numbers: Sequence[int]) -> np.ndarray:
        """float32 [n, layers * dim] of n token numbers, on one core."""
        import numpy as np

        return np.concatenate(self._run(TOKENS_GRAPH, numbers), axis=1)

    def words(self, numbers: Sequence[int]) -> np.ndarray:
        """float32 [n, dim]: the words of n token numbers at their places, before any layer."""
        [found] = self._run(WORDS_GRAPH, numbers)
        return found

    def _run(self, graph: str, numbers: Sequence[int]) -> list[np.ndarray]:
        import numpy as np

        with self._loading:
            if graph not in self._sessions:
                self._sessions[graph] = open_session(self._folder / graph, 1)
            session = self._sessions[graph]
        return [one[0] for one in session.run(None, {"tokens": np.array([numbers], np.int64)})]


def is_cut(folder: Path) -> bool:
    """Whether both graphs stand beside the whole one."""
    return all((folder / graph).exists() for graph in (TOKENS_GRAPH, WORDS_GRAPH))


def is_outdated(folder: Path) -> bool:
    """Whether it was cut when less was cut out of it."""
    return (folder / TOKENS_GRAPH).exists() and not is_cut(folder)


def cut(folder: Path, layers: Sequence[int] = LAYERS) -> None:
    """Writes the graph that ends at the outputs of `layers` beside the whole one, and that
    which ends below all layers.

    Needs the library onnx. Raises ValueError where the model lacks such a layer.
    """
    import onnx
    from onnx.utils import Extractor

    whole = onnx.load(folder / GRAPH, load_external_data=False)
    ends = [
        end
        for layer in layers
        for end in _outputs(whole.graph, rf"\.layer\.{layer - 1}\.output\.LayerNorm\.weight$")
    ]
    words = _outputs(whole.graph, r"\.embeddings\.LayerNorm\.weight$")
    if len(ends) != len(layers) or len(words) != 1:
        raise ValueError(f"{folder.name}: it has no layers {layers} that can be told apart")
    for name, outputs in ((TOKENS_GRAPH, ends), (WORDS_GRAPH, words)):
        part = Extractor(whole).extract_model(["tokens"], outputs)
        (folder / name).write_bytes(part.SerializeToString())


def _outputs(graph: onnx.GraphProto, weight: str) -> list[str]:
    last = re.compile(weight)
    return [
        node.output[0]
        for node in graph.node
        if node.op_type == "LayerNormalization" and last.search(node.input[1])
    ]
