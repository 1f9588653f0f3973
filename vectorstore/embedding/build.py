"""`python -m vectorstore.embedding.build [NAME] [--force]`: builds a model once."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from vectorstore.embedding.card import folder_of, read

DEFAULT = "multilingual-e5-small"
MODELS = Path(__file__).resolve().parents[2] / "models"


def build(name: str, models: Path) -> None:
    """Builds the model `name` into its folder under `models`, whole or not at all."""
    from sentence_transformers import SentenceTransformer

    from vectorstore.embedding import e5, export

    models.mkdir(parents=True, exist_ok=True)
    target = folder_of(name, models)
    eager = {"attn_implementation": "eager"}
    with tempfile.TemporaryDirectory(dir=models, prefix=".building-") as work:
        source = name
        if name == e5.NAME:
            print(f"{name}: reading the weights", file=sys.stderr)
            folder = Path(work) / "source"
            e5.write(e5.read(e5.locate()), folder)
            source = str(folder)
        model = SentenceTransformer(source, device="cpu", model_kwargs=eager)
        print(f"{name}: exporting to ONNX, int8", file=sys.stderr)
        made = Path(work) / "made"
        made.mkdir()
        export.export(model, name, made)
        shutil.rmtree(target, ignore_errors=True)
        made.rename(target)
    print(f"{name}: built", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m vectorstore.embedding.build")
    parser.add_argument("name", nargs="?", default=DEFAULT)
    parser.add_argument("--force", action="store_true")
    given = parser.parse_args()
    if given.force or read(given.name, MODELS) is None:
        build(given.name, MODELS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
