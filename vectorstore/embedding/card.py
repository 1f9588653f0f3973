"""What is written beside a built model: whose vectors it makes, and how to feed it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

# Raised whenever the same source weights would give other vectors than before, or a
# built folder would be laid out differently.
RECIPE = 1

FILE = "model.json"


@dataclass(frozen=True)
class Card:
    """The properties of a built model; `fingerprint` names its vectors' space."""

    name: str
    dim: int
    max_tokens: int
    pad: int
    query_prefix: str
    passage_prefix: str
    fingerprint: str
    precision: str
    cosine: float
    built_with: dict[str, str] = field(default_factory=dict)
    recipe: int = RECIPE

    def write(self, folder: Path) -> None:
        (folder / FILE).write_text(
            json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )


def folder_of(name: str, models: Path) -> Path:
    """Where the model `name` is built: a folder under `models` that is safe on any disk."""
    return models / re.sub(r"[^A-Za-z0-9._-]+", "--", name).strip("-.")


def read(name: str, models: Path) -> Card | None:
    """The card of the model `name`, or None where it is not built or not current."""
    try:
        found = json.loads((folder_of(name, models) / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.get("recipe") != RECIPE or found.get("name") != name:
        return None
    return Card(**{key.name: found[key.name] for key in fields(Card)})
