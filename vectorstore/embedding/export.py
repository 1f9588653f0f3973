"""Any sentence-transformers model -> one ONNX graph with its tokenizer, to be served."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from vectorstore.embedding.card import RECIPE, Card

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Below this cosine between int8 and fp32 the smaller graph is not worth its losses.
FAITHFUL = 0.98
_SAMPLES = (
    "Hvor mange feriedager kan jeg overføre til neste år?",
    "Wer krank ist, meldet sich am ersten Tag vor neun Uhr bei der Teamleitung.",
    "Connect to the VPN before you open the file server; the password is the one of your mail.",
    "Reiseutgifter føres i skjemaet innen fjorten dager, med kvittering for hvert beløp.",
    "Die Maschine darf nur bei geschlossener Haube laufen.",
    "ok",
)


class Pooled(torch.nn.Module):
    """The model with its pooling, giving rows of length one."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        found = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
        return torch.nn.functional.normalize(found["sentence_embedding"], dim=-1)


def export(model: SentenceTransformer, name: str, folder: Path) -> Card:
    """Writes `model.onnx`, `tokenizer.json` and `model.json` into `folder`."""
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model.eval()
    pooled = Pooled(model).eval()
    exact, small = folder / "fp32.onnx", folder / "model.onnx"
    example = torch.ones(2, 8, dtype=torch.long)
    with torch.no_grad():
        torch.onnx.export(
            pooled,
            (example, example),
            str(exact),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={
                "input_ids": {0: "texts", 1: "tokens"},
                "attention_mask": {0: "texts", 1: "tokens"},
                "embedding": {0: "texts"},
            },
            opset_version=17,
            dynamo=False,
        )
    quantize_dynamic(exact, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    tokenizer = model.tokenizer.backend_tokenizer
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)

    def vectors(path: Path) -> np.ndarray:
        session = onnxruntime.InferenceSession(str(path))
        rows = []
        for text in _SAMPLES:
            ids = np.array([tokenizer.encode(text).ids], np.int64)
            feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
            rows.append(session.run(None, feeds)[0][0])
        return np.stack(rows)

    cosine = float((vectors(exact) * vectors(small)).sum(1).min())
    if cosine < FAITHFUL:
        print(f"{name}: int8 agrees with fp32 only at {cosine:.3f}; fp32 is kept.", file=sys.stderr)
        exact.replace(small)
    else:
        exact.unlink()
    prompts = model.prompts
    card = Card(
        name=name,
        dim=int(model.get_sentence_embedding_dimension() or 0),
        max_tokens=int(model.max_seq_length or 512),
        pad=int(model.tokenizer.pad_token_id or 0),
        query_prefix=prompts.get("query") or "",
        passage_prefix=prompts.get("passage") or prompts.get("document") or "",
        fingerprint=_fingerprint(model),
        precision="int8" if cosine >= FAITHFUL else "fp32",
        cosine=round(cosine, 4),
        built_with={"torch": torch.__version__, "onnxruntime": onnxruntime.__version__},
    )
    card.write(folder)
    return card


def _fingerprint(model: SentenceTransformer) -> str:
    digest = hashlib.sha256(f"recipe {RECIPE}".encode())
    for key, value in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(value.detach().cpu().float().contiguous().numpy())
    return digest.hexdigest()
