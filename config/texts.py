"""The interface's texts, one TOML file a language, found by dotted keys."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from config import writing

LANGUAGES = ("nb", "de", "en")
Form = Literal["Sie", "du"]
"""How German texts speak to people."""

_BOTH = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


@dataclass(frozen=True)
class Texts:
    """The texts of one language: `texts("nb")("ask.placeholder", name="Kari")`."""

    language: str
    entries: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        return self.entries[key].format(**values) if values else self.entries[key]

    def counted(self, key: str, count: int, **values: object) -> str:
        """The form of a text that its language wants beside a count, `<key>_one` or
        `<key>_other`, with the number written out as `{count}`."""
        form = writing.plural(count, self.language)
        return self(f"{key}_{form}", count=writing.number(count, self.language), **values)


def nearest_language(locale: str) -> str:
    """`nb` for nb, no, nn, da and sv; `de` for any German; `en` for the rest."""
    language = locale.replace("_", "-").split("-")[0].lower()
    return {"nb": "nb", "no": "nb", "nn": "nb", "da": "nb", "sv": "nb", "de": "de"}.get(
        language, "en"
    )


@cache
def texts(language: str, address: Form = "Sie") -> Texts:
    """The texts of nb, de or en; of English for any other language.

    Those that speak to somebody depend on the company's `address`: ask `Settings.texts` for
    them. In the files both forms stand where they differ: `[Stellen Sie|Stell] eine Frage`.
    """
    language = language if language in LANGUAGES else "en"
    file = Path(__file__).parent / "texts" / f"{language}.toml"
    entries = _flat(tomllib.loads(file.read_text(encoding="utf-8")))
    return Texts(language, {key: addressed(text, address) for key, text in entries})


def addressed(text: str, address: Form) -> str:
    """A text in one of the two forms that it has: `[Ihre|deine]` is `Ihre` or `deine`."""
    return _BOTH.sub(r"\1" if address == "Sie" else r"\2", text)


@cache
def small_talk_texts(language: str) -> dict[str, dict[str, Any]]:
    """By kind of small talk: the `phrases` that it is known by, and the `reply` to it."""
    file = Path(__file__).parent / "small_talk" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def urgency_phrases(language: str) -> dict[str, dict[str, list[str]]]:
    """By reason of urgency, and for what is not urgent or personal: phrases by kind."""
    file = Path(__file__).parent / "urgency" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _flat(table: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", value))
    return pairs
