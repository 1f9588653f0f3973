"""A trained network -> what `answering.reader` serves, and how far the two agree."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from answering.reader import TrainedReader, Unread
from answering.reader.served import GRAPH, Facts, reading
from answering.reader.text import encode, own_tokens, question_numbers
from evaluation.reader.network import Network
from vectorstore.embedding import TokenVectors


class _Served(torch.nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """One question with one passage."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, question: torch.Tensor, passage: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        near, tokens, mix = self.network(question[None], passage[None])
        return near[0], tokens[0], mix


def export(network: Network, vectors: TokenVectors, folder: Path) -> None:
    """Writes the network into `folder`, and the embedding model that it stands on.

    That runs in int8, which the network was trained on; the network itself is small.
    """
    network.eval()
    size = network.centres.shape[1] * network.centres.shape[2]
    folder.mkdir(parents=True, exist_ok=True)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Served(network).eval(),
            (torch.ones(4, size), torch.ones(8, size)),
            str(folder / GRAPH),
            input_names=["question", "passage"],
            output_names=["near", "tokens", "mix"],
            dynamic_axes={
                "question": {0: "asked"},
                "passage": {0: "read"},
                "near": {0: "asked", 1: "read"},
                "tokens": {0: "read"},
            },
            opset_version=17,
            dynamo=False,
        )
    Facts(vectors.card.name, vectors.card.fingerprint).write(folder)


def largest_difference(
    network: Network,
    served: TrainedReader,
    vectors: TokenVectors,
    asked: Sequence[tuple[str, Unread]],
) -> float:
    """Between the weights of sentences, served and by the network itself."""
    tokens, card = vectors.tokens(), vectors.card
    own = own_tokens(tokens, card.query_prefix)
    differences = []
    for question, passage in asked:
        encoded = encode(
            tokens, card.passage_prefix, passage.headings, passage.text, passage.sentences
        )
        numbers = question_numbers(tokens, card.query_prefix, question)
        with torch.no_grad():
            near, logits, mix = network(
                torch.from_numpy(vectors.vectors(numbers)[own])[None],
                torch.from_numpy(vectors.vectors(encoded.numbers))[None],
            )
        theirs = reading(
            encoded, len(passage.sentences), near[0].numpy(), logits[0].numpy(), mix.numpy()
        )
        (ours,) = served.read(question, [passage])
        differences += [abs(a - b) for a, b in zip(ours.sentences, theirs.sentences, strict=True)]
    return float(np.max(differences))
