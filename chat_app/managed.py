"""The figures of the spaces that somebody answers for, as pages and API give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from answering import Kilde
from answering.figures import Overview, Theme, as_csv, figures, unanswered
from chat_app.rights import Visitor, spaces_answered_for


@dataclass(frozen=True)
class Managed:
    """What a visitor may see; `spaces` are those they answer for, None: all."""

    spaces: frozenset[str] | None
    overview: Overview
    themes: list[Theme]

    def as_json(self) -> dict[str, Any]:
        themes = [theme.as_json() for theme in self.themes]
        return {**self.overview.as_json(), "unanswered": themes}

    def as_csv(self) -> str:
        return as_csv(self.overview)


def managed(kilde: Kilde, visitor: Visitor) -> Managed | None:
    """The figures for a visitor; None for one who answers for no space."""
    scope = spaces_answered_for(kilde.settings, visitor)
    if scope is not None and not scope:
        return None
    engine, reader = kilde.catalogue.engine, kilde.reader(visitor.groups)

    def may_read(space: str, name: str) -> bool:
        return reader.may_read([(space, name)])

    themes = unanswered(engine, scope, may_read, datetime.now(UTC))
    return Managed(scope, figures(engine, kilde.settings, scope), themes)
