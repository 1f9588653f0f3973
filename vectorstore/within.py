"""Looking among some documents only, without missing what is far down among all of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from records import Shelves

# So many passages are all compared with the question; of more, the index gives the nearest.
_COMPARED = 8000
# How much deeper than their share of the index the nearest are looked for.
_SPARE = 2


@dataclass(frozen=True)
class Within:
    """The versions of one partition that are looked among: {version id: its passages}."""

    shelves: Shelves
    versions: Mapping[int, int] = field(default_factory=dict)

    def nearest(self, held: int, limit: int, ask: Callable[[int], list[int]]) -> list[int]:
        """The passages to be compared with a question, at least the `limit` nearest.

        `held` is how many the whole index holds, `ask(n)` gives its n nearest passages. A few
        are all given: of those that the index finds first, none may be among them.
        """
        kept = sum(self.versions.values())
        if not kept:
            return []
        wanted = set(self.shelves.passages(self.versions))
        if kept <= _COMPARED:
            return sorted(wanted)
        deep = math.ceil(_SPARE * limit * held / kept)
        found = [number for number in ask(deep) if number in wanted]
        if len(found) < limit:
            found = [number for number in ask(4 * deep) if number in wanted]
        return found
