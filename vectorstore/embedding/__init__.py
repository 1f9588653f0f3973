"""Texts to vectors: the embedding model, built once by `make setup` and served here.

Importing this room is cheap; a model loads at its first text. Needs numpy, onnxruntime
and tokenizers only, never torch.
"""

from __future__ import annotations

from pathlib import Path

from vectorstore.embedding import card
from vectorstore.embedding.embedder import Embedder, available_cores, open_session
from vectorstore.embedding.token_vectors import TokenVectors, is_cut, is_outdated
from vectorstore.embedding.tokens import Tokens

__all__ = [
    "Embedder",
    "ModelMissing",
    "TokenVectors",
    "Tokens",
    "available_cores",
    "load",
    "open_session",
    "token_vectors",
]


class ModelMissing(RuntimeError):
    """The model has not been built on this machine."""


def load(name: str, models: Path) -> Embedder:
    """The built model `name` under the folder `models`.

    Raises ModelMissing where it is not built, or was built for an older Kilde.
    """
    found = card.read(name, models)
    if found is None:
        raise ModelMissing(f"the model {name} is not built; run make setup.")
    if is_outdated(card.folder_of(name, models)):
        raise ModelMissing(f"the model {name} was built for an older Kilde; run make setup.")
    return Embedder(found, card.folder_of(name, models))


def token_vectors(name: str, models: Path) -> TokenVectors | None:
    """What the built model `name` makes of tokens; None where that was not cut out of it."""
    found = card.read(name, models)
    folder = card.folder_of(name, models)
    if found is None or not is_cut(folder):
        return None
    return TokenVectors(found, folder)
