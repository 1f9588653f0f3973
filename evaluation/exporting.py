"""A trained network over two texts -> the graph that is served."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from torch import nn

from vectorstore.embedding.quantise import arrange, quantise


class _Alone(nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """One row, of which every token is there."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, *given: torch.Tensor) -> torch.Tensor:
        return self.network(*(one[None] for one in given))[0]


def export(network: nn.Module, file: Path, names: tuple[str, ...], result: str) -> None:
    """Writes a network over rows of two texts as the graph of one row, with weights of 8 bits.

    `names` are those of its inputs, the states [n, dim] first, then floats [n]; `result` is
    that of its output.
    """
    network.eval()
    dim = network.jointly.dim
    marks = torch.tensor([0.0] * 4 + [1.0] * 4), torch.ones(8)
    with tempfile.TemporaryDirectory() as folder, torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exact, small, fused = (
            Path(folder) / f"{name}.onnx" for name in ("exact", "small", "whole")
        )
        torch.onnx.export(
            _Alone(network).eval(),
            (torch.ones(8, dim), *marks[: len(names) - 1]),
            str(exact),
            input_names=list(names),
            output_names=[result],
            dynamic_axes={name: {0: "n"} for name in (*names, result)},
            opset_version=17,
            dynamo=False,
        )
        quantise(exact, small)
        arrange(small, fused)
        file.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(onnx.load(fused), file)
