"""Who may read what: decided before search, by which partitions are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from config import EVERYONE, UPLOADS, Settings, Source, Space
from records import Partition
from records.verified import SOURCE

# What people added to a space themselves is there for all its readers.
_OF_PEOPLE = frozenset({SOURCE, UPLOADS})


@dataclass(frozen=True)
class Scope:
    """A partition that somebody may read, and the sources whose documents belong there.

    A source whose `readers` were changed since it was ingested still has its documents in
    the partition of its former readers: it is not among `sources`, so they are hidden at
    once and come back with the next ingest.
    """

    partition: Partition
    sources: frozenset[str]


def partition_readers(space: Space, source: Source) -> tuple[str, ...]:
    """The readers of the partition that holds a source; empty: the space's own."""
    narrower = tuple(sorted(set(source.readers)))
    return () if narrower == tuple(sorted(set(space.readers))) else narrower


def readable(
    settings: Settings,
    partitions: Iterable[Partition],
    groups: Iterable[str] | None,
    spaces: Sequence[str] = (),
) -> tuple[Scope, ...]:
    """What a member of `groups` may read (None: the administrator, everything).

    `spaces` narrows it to some spaces; one that does not exist raises ConfigError.
    """
    wanted = [settings.named(name) for name in spaces] or list(settings.space)
    scopes = []
    for partition in partitions:
        for space in wanted:
            if space.name == partition.space and _may_read(space, partition.readers, groups):
                sources = frozenset(
                    source.name
                    for source in space.source
                    if partition_readers(space, source) == partition.readers
                ) | (frozenset() if partition.readers else _OF_PEOPLE)
                if sources:
                    scopes.append(Scope(partition, sources))
    return tuple(scopes)


def _may_read(space: Space, narrower: tuple[str, ...], groups: Iterable[str] | None) -> bool:
    if groups is None:
        return True
    mine = {*groups, EVERYONE}
    return bool(mine & set(space.readers)) and (not narrower or bool(mine & set(narrower)))
