"""What earlier newcomers asked: about which sections, never in whose words.

Their questions are only counted by the section that answered them; the question shown is made
of the section's heading. A section is told of when enough different people asked about it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

# Different people who must have asked before anything is told of it.
AT_LEAST = 5
# So long somebody counts as new, from their first question.
_NEW = timedelta(weeks=4)

Section = tuple[str, str, str]
"""Space, document and heading path, `A > B`."""


def asked_about(
    turns: Iterable[tuple[str, datetime, str]], first: Mapping[str, datetime]
) -> dict[Section, int]:
    """By section, how many people who were new asked what it answers, where enough did.

    `turns` are (person, when, citations as JSON); `first` is when each person asked for the
    first time. Who came with the installation itself is new to Kilde, not to the company, and
    does not count.
    """
    begun = min(first.values(), default=None)
    people: dict[Section, set[str]] = {}
    for person, at, citations in turns:
        came = first.get(person)
        if begun is None or came is None or came - begun < _NEW or at - came >= _NEW:
            continue
        for cited in json.loads(citations)[:1]:
            section = (cited["space"], cited["document"], cited["heading"])
            people.setdefault(section, set()).add(person)
    return {section: len(who) for section, who in people.items() if len(who) >= AT_LEAST}
