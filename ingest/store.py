"""From passages to findable: vectors, Chroma, the lexical index, and then the commit.

The order is what keeps the promise that a crash leaves the old version or the new one:
a version is in both indexes before the catalogue points to it, and leaves them only after
the catalogue points elsewhere. What changes an index takes a turn at it, so that an ingest
and an erasing go side by side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ingest.lock import stores_lock
from records import Catalogue, Message, NewPassage, NewVersion, Partition, Vectors, indexed_text
from vectorstore import Embedder, LexicalIndex, VectorStore, drop_strays, lexical_folder, rebuild


@dataclass(frozen=True)
class Ready:
    """A document read and cut, with the values its row gets when its version is current.

    `message` is its head where it is a message. `gone` are documents that go in the same
    moment: what was attached to it and is so no more.
    """

    document_id: int
    values: Mapping[str, Any]
    version: NewVersion
    message: Message | None = None
    gone: tuple[int, ...] = ()


class Stores:
    """The three stores that an ingest brings to agreement.

    `lexical` is the folder of the partitions' lexical indexes, within the data folder.
    """

    def __init__(
        self, catalogue: Catalogue, vectors: VectorStore, lexical: Path, embedder: Embedder
    ) -> None:
        self.catalogue = catalogue
        self.vectors = vectors
        self.root = lexical
        self._embedder = embedder

    @property
    def model(self) -> Embedder:
        """The model that new vectors are made by."""
        return self._embedder

    def partition(self, space: str, readers: tuple[str, ...]) -> Partition:
        """The partition of a space with these readers, made if there is none."""
        for partition in self.catalogue.partitions(space):
            if partition.readers == readers:
                return partition
        name, fingerprint = self._embedder.name, self._embedder.fingerprint
        return self.catalogue.add_partition(space, readers, name, fingerprint)

    def add(self, batch: Sequence[Ready], progress: Callable[[int], None]) -> int:
        """Make the batch's versions current; returns how many passages were embedded."""
        embedded = self._embed([p for ready in batch for p in ready.version.passages], progress)
        with self.turn():
            self._add(batch)
        return embedded

    def _add(self, batch: Sequence[Ready]) -> None:
        written = self.catalogue.write_versions([ready.version for ready in batch])
        by_partition: dict[int, list[int]] = {}
        for position, ready in enumerate(batch):
            by_partition.setdefault(ready.version.partition_id, []).append(position)
        partitions = {p.id: p for p in self.catalogue.partitions()}
        for number, positions in by_partition.items():
            partition = partitions[number]
            ids = [passage for position in positions for passage in written[position][1]]
            passages = [p for position in positions for p in batch[position].version.passages]
            self.vectors.add(partition.collection, ids, self._vectors_of(passages, partition))
            with self.lexical(partition).writer() as writer:
                for position in positions:
                    version_id, ids = written[position]
                    for passage_id, passage in zip(
                        ids, batch[position].version.passages, strict=True
                    ):
                        writer.add(
                            passage_id, version_id, indexed_text(passage.headings, passage.text)
                        )
                writer.commit()
        # The commit waits for the disk; what it relies on must be there before it.
        self.vectors.make_durable()
        self.catalogue.make_current(
            [
                (ready.values, ready.document_id, version_id)
                for ready, (version_id, _) in zip(batch, written, strict=True)
            ],
            {ready.document_id: ready.message for ready in batch if ready.message},
            [document for ready in batch for document in ready.gone],
        )

    def sweep(self, space: str) -> None:
        """Take versions that are not current out of the indexes, then out of the catalogue."""
        with self.turn():
            superseded = self.catalogue.superseded(space)
            partitions = {p.id: p for p in self.catalogue.partitions(space)}
            by_partition: dict[int, list[tuple[int, list[int]]]] = {}
            for number, version_id, ids in superseded:
                by_partition.setdefault(number, []).append((version_id, ids))
            for number, versions in by_partition.items():
                with self.lexical(partitions[number]).writer() as writer:
                    for version_id, _ in versions:
                        writer.delete_version(version_id)
                    writer.commit()
                gone = [passage for _, ids in versions for passage in ids]
                self.vectors.delete(partitions[number].collection, gone)
            self.catalogue.drop_versions(version for _, version, _ in superseded)

    def change_model(self, partition: Partition, progress: Callable[[int], None]) -> None:
        """Embed a partition with today's model into a new collection, then search by that.

        The old collection answers until the new one is whole.
        """
        for rows in self.catalogue.partition_passages(partition.id):
            self._embed_texts({embedding: text for _, _, text, embedding in rows}, progress)
        self.rebuild(partition, to_todays_model=True)
        if all(p.fingerprint != partition.fingerprint for p in self.catalogue.partitions()):
            self.catalogue.vectors.drop(partition.fingerprint)

    def rebuild(
        self,
        partition: Partition,
        progress: Callable[[int], None] = lambda _: None,
        to_todays_model: bool = False,
    ) -> Partition:
        """Both indexes of a partition made again from the catalogue, which holds the vectors.

        The old ones answer until the new ones are whole. `progress` is told how many more
        passages are in.
        """
        with self.turn():
            [now] = [p for p in self.catalogue.partitions() if p.id == partition.id]
            if to_todays_model:
                now = replace(
                    now, model=self._embedder.name, fingerprint=self._embedder.fingerprint
                )
            return rebuild(self.catalogue, self.vectors, self.root, now, progress)

    def drop_strays(self) -> None:
        """Delete collections and lexical indexes that no partition points to."""
        with self.turn():
            drop_strays(self.catalogue, self.vectors, self.root)

    def lexical(self, partition: Partition) -> LexicalIndex:
        """The lexical index of a partition, made if there is none."""
        return LexicalIndex(lexical_folder(self.root, partition))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """While it lasts, nobody else changes the indexes; not to be taken within itself."""
        with stores_lock(self.root.parent):
            yield

    def embed_missing(self, partition: Partition, progress: Callable[[int], None]) -> int:
        """Embed those current passages whose vector the catalogue has lost; how many."""
        lost = self.catalogue.holdings.without_vector(partition.id, partition.fingerprint)
        return self._embed_texts(lost, progress)

    def _embed(self, passages: Iterable[NewPassage], progress: Callable[[int], None]) -> int:
        texts = {p.embedding: indexed_text(p.headings, p.text) for p in passages}
        return self._embed_texts(texts, progress)

    def _embed_texts(self, texts: Mapping[str, str], progress: Callable[[int], None]) -> int:
        """Embed what has no vector yet ({content hash: text}); returns how many that were."""
        fingerprint = self._embedder.fingerprint
        known = self.catalogue.vectors.known(texts, fingerprint)
        missing = [content for content in texts if content not in known]
        progress(len(texts) - len(missing))
        if missing:
            vectors = self._embedder.passages([texts[content] for content in missing], progress)
            self.catalogue.vectors.put(missing, fingerprint, vectors)
        return len(missing)

    def _vectors_of(self, passages: Sequence[NewPassage], partition: Partition) -> Vectors:
        found = self.catalogue.vectors.of({p.embedding for p in passages}, partition.fingerprint)
        return np.stack([found[passage.embedding] for passage in passages])


def embedding_key(headings: Sequence[str], text: str) -> str:
    """The name of a passage's vector: a hash of exactly what is embedded."""
    return hashlib.sha256(indexed_text(headings, text).encode()).hexdigest()
