"""Any sentence-transformers model -> one ONNX graph with its tokenizer, to be served."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import warnings
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from vectorstore.embedding.card import RECIPE, Card
from vectorstore.embedding.embedder import GRAPH, Embedder
from vectorstore.embedding.quantise import arrange, quantise
from vectorstore.embedding.tokens import save_tokens

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Cosines: below the first the graph is not the model; below the second int8 costs too much.
SAME = 0.999
FAITHFUL = 0.98
SAMPLES = (
    "Hvor mange feriedager kan jeg overføre til neste år?",
    "Wer krank ist, meldet sich am ersten Tag vor neun Uhr bei der Teamleitung.",
    "Connect to the VPN before you open the file server; the password is that of your mail.",
    "Reiseutgifter føres i skjemaet innen fjorten dager, med kvittering for hvert beløp.",
    "Die Maschine darf nur bei geschlossener Haube laufen.\nStörung E-47: Gerät ausschalten.",
    "Ærlig talt: 3 ½ m² à 1 250,00 kr\t(≈ 110 €) – ﬁnnes på side 12 … 日本語 😀😀",
    "ok",
)
LONG = " ".join(SAMPLES[:5] * 4)


class ExportFailed(RuntimeError):
    """The model cannot be served by Kilde."""


class _Pooled(torch.nn.Module):  # type: ignore[misc]  # torch is not type-checked
    """The model with its pooling, giving a row of length one.

    Texts are never padded, so the graph needs no attention mask.
    """

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        found = self.model({"input_ids": input_ids})
        return torch.nn.functional.normalize(found["sentence_embedding"], dim=-1)


def export(model: SentenceTransformer, name: str, folder: Path) -> Card:
    """Writes the graph, the tokenizer and the card of `model` into the empty `folder`.

    The result agrees with the model's own `encode` at a cosine of SAME before its weights
    become int8, and of FAITHFUL after; else the weights stay fp32. Raises ExportFailed
    where the model has no fast tokenizer, cannot be traced, or does not agree.
    """
    model.eval()
    tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise ExportFailed(
            f"{name}: its tokenizer is not one of the tokenizers library; choose another model."
        )
    save_tokens(tokenizer, folder, [*SAMPLES, LONG])
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        exact, small = Path(scratch) / "exact.onnx", Path(scratch) / "small.onnx"
        _trace(model, name, exact)
        card = _card(model, name, exact)
        arrange(exact, folder / GRAPH)
        agreement = _agreement(model, card, folder)
        if agreement < SAME:
            raise ExportFailed(
                f"{name}: its exported graph agrees with the model only at a cosine of "
                f"{agreement:.3f}; it does something that Kilde cannot serve, choose another model."
            )
        quantise(exact, small)
        arrange(small, folder / GRAPH)
        agreement = _agreement(model, card, folder)
        if agreement < FAITHFUL:
            print(
                f"{name}: int8 weights agree with the model only at a cosine of {agreement:.3f}; "
                "keeping fp32, which is slower.",
                file=sys.stderr,
            )
            arrange(exact, folder / GRAPH)
        card = replace(
            card,
            precision="int8" if agreement >= FAITHFUL else "fp32",
            int8_cosine=round(agreement, 4),
        )
    card.write(folder)
    return card


def _trace(model: SentenceTransformer, name: str, path: Path) -> None:
    """Writes the model as an fp32 graph from `tokens` [1, n] to `vector` [1, dim]."""
    example = torch.ones(1, 8, dtype=torch.long)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            torch.onnx.export(
                _Pooled(model).eval(),
                (example,),
                str(path),
                input_names=["tokens"],
                output_names=["vector"],
                dynamic_axes={"tokens": {1: "n"}},
                opset_version=17,
                dynamo=False,
            )
        except Exception as error:
            raise ExportFailed(
                f"{name}: it cannot be exported to ONNX ({error}); choose another model."
            ) from error


def _card(model: SentenceTransformer, name: str, exact: Path) -> Card:
    prompts = model.prompts
    most = model.max_seq_length or min(model.tokenizer.model_max_length, 512)
    prefixes = prompts.get("query") or "", prompts.get("passage") or prompts.get("document") or ""
    digest = hashlib.sha256(json.dumps([RECIPE, most, *prefixes]).encode())
    for weight in sorted(_weights(exact)):
        digest.update(weight)
    return Card(
        name=name,
        dim=model.get_embedding_dimension(),
        max_tokens=most,
        query_prefix=prefixes[0],
        passage_prefix=prefixes[1],
        fingerprint=digest.hexdigest(),
        precision="fp32",
        int8_cosine=1.0,
        built_with={part: version(part) for part in ("torch", "transformers", "onnxruntime")},
    )


def _weights(exact: Path) -> list[bytes]:
    """A digest of each matrix in the graph; not their names, which change with the exporter."""
    graph = onnx.load(exact).graph
    arrays = (numpy_helper.to_array(weight) for weight in graph.initializer)
    return [hashlib.sha256(array.tobytes()).digest() for array in arrays if array.ndim > 1]


def _agreement(model: SentenceTransformer, card: Card, folder: Path) -> float:
    """The least cosine between what the folder serves and what the model itself says."""
    served = Embedder(card, folder)
    texts = [*SAMPLES, LONG]
    cosines = [
        (ours * model.encode(texts, prompt=prefix, normalize_embeddings=True)).sum(1).min()
        for ours, prefix in (
            (served.queries(texts), card.query_prefix),
            (served.passages(texts), card.passage_prefix),
        )
    ]
    return float(np.min(cosines))
