"""What is written beside a built model: whose vectors it makes, and how to feed it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

# To be raised whenever the same source weights would give other vectors than before, or
# a built folder would be laid out differently.
RECIPE = 3

FILE = "model.json"


@dataclass(frozen=True)
class Card:
    """The properties of a built model.

    `fingerprint` names its vectors' space: vectors with different ones must not be
    compared. It depends on the source weights and the recipe, not on the machine.
    `unrelated` is the mean cosine of questions and passages that have nothing to do with
    each other. `int8_cosine` is the least cosine between int8 and the model itself on a handful of
    texts; where it is too low, `precision` is fp32. `files` are sizes in bytes.
    """

    name: str
    dim: int
    max_tokens: int
    query_prefix: str
    passage_prefix: str
    fingerprint: str
    precision: str
    int8_cosine: float
    built_with: dict[str, str]
    unrelated: float = 0.0
    files: dict[str, int] = field(default_factory=dict)
    recipe: int = RECIPE

    def write(self, folder: Path) -> None:
        """Writes the card, last of all, beside the other files of `folder`."""
        files = {
            path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.name != FILE
        }
        content = asdict(self) | {"files": files}
        (folder / FILE).write_text(
            json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )


def folder_of(name: str, models: Path) -> Path:
    """Where the model `name` is built: a folder under `models` that is safe on any disk."""
    return models / re.sub(r"[^A-Za-z0-9._-]+", "--", name).strip("-.")


def read(name: str, models: Path) -> Card | None:
    """The card of the model `name`; None where it is not built, or not whole, or not current."""
    folder = folder_of(name, models)
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if found["recipe"] != RECIPE or found["name"] != name:
            return None
        card = Card(**{key.name: found[key.name] for key in fields(Card)})
        sizes = {file: (folder / file).stat().st_size for file in card.files}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return card if sizes == card.files else None
