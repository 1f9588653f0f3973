"""Two models that are built in a moment and agree on nothing."""

from __future__ import annotations

from pathlib import Path

from tests.tiny_model import tiny_model
from vectorstore.embedding.build import build


def two_models(folder: Path) -> tuple[str, str]:
    """Their names; they are built in `folder`/models, to which KILDE_MODELS should point."""
    plain = tiny_model(folder / "plain")
    prompted = tiny_model(folder / "prompted", {"query": "ferie: "})
    for name in (plain, prompted):
        build(name, folder / "models")
    return plain, prompted
