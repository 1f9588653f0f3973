"""The slow part of an erasure: taking out of the stores' files what was deleted by name.

What was erased is unfindable since `Forgetting.erase`. Chroma and Tantivy still hold it in
their files until the partition's indexes are built anew from the catalogue, SQLite until its
file is. All erasures that wait are done at once, by whoever holds the ingest lock: the
command itself, or an ingest that is under way, between two batches.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from config import Settings
from ingest.lock import IngestBusy, ingest_lock, stores_lock
from ingest.uploads import Uploads, drop_barred
from records import Catalogue
from records.forgetting import Forgetting, scrub
from vectorstore import VectorStore, drop_strays, purge, rebuild

# A partition is built anew by itself once this share of what its indexes hold is deleted.
LARGEST_LEFTOVERS = 0.25
SMALLEST_LEFTOVERS = 1000

Told = Callable[[str], None]


@dataclass(frozen=True)
class Erasing:
    """The stores of an installation, for taking out of their files what was erased."""

    catalogue: Catalogue
    vectors: VectorStore
    forgetting: Forgetting
    data: Path
    chroma_url: str = ""

    @classmethod
    def of(cls, settings: Settings, catalogue: Catalogue, vectors: VectorStore) -> Erasing:
        forgetting = Forgetting.of(settings, catalogue.engine)
        return cls(catalogue, vectors, forgetting, settings.data_folder, settings.chroma.url)

    def finish(self) -> bool:
        """Finish every erasure that waits; whether there was one.

        The caller holds the ingest lock and has no passages on the way. Raises ChromaError,
        LexicalError or RecordsError; then it is still to be done, and still unfindable.
        """
        if not self.forgetting.unfinished():
            return False
        with stores_lock(self.data):
            # What a run that was under way has brought back since.
            self.forgetting.sweep()
            waiting = self.forgetting.unfinished()
            uploads = Uploads(self.data)
            for space in uploads.spaces():
                drop_barred(uploads, space, self.forgetting)
            self._finish({number for number in waiting.values() if number is not None})
        self.forgetting.finished(waiting)
        return True

    def _finish(self, numbers: set[int]) -> None:
        partitions = {partition.id: partition for partition in self.catalogue.partitions()}
        # In other partitions they wait for the sweep, which takes them out of the indexes first.
        self.catalogue.drop_versions(
            version
            for space in {partitions[n].space for n in numbers & partitions.keys()}
            for number, version, _ in self.catalogue.superseded(space)
            if number in numbers
        )
        self.catalogue.vectors.drop_unused()
        lexical = self.data / "lexical"
        for number in sorted(numbers & partitions.keys()):
            rebuild(self.catalogue, self.vectors, lexical, partitions[number])
        drop_strays(self.catalogue, self.vectors, lexical)
        if not self.chroma_url:
            purge(self.data)
        scrub(self.catalogue.engine)

    def finish_or_wait(
        self, numbers: Sequence[int], told: Told, patience: float = float("inf")
    ) -> bool:
        """Finish these, or wait until the ingest that is under way has; whether they are done.

        `told` hears once whom it waits for; `patience` is in seconds.
        """
        deadline, said = time.monotonic() + patience, False
        while set(numbers) & self.forgetting.unfinished().keys():
            try:
                with ingest_lock(self.data):
                    self.finish()
            except IngestBusy as busy:
                if not said:
                    told(
                        f"{str(busy).split(';')[0]}: it takes the bytes out between two batches "
                        "(what was erased cannot be found any more)"
                    )
                    said = True
                if time.monotonic() > deadline:
                    return False
                time.sleep(0.2)
        return True

    def tidy(self, space: str) -> None:
        """Build partitions anew of which much was deleted by ordinary changes.

        The caller holds the ingest lock and has no passages on the way.
        """
        for partition in self.catalogue.partitions(space):
            left = partition.leftovers
            if left >= SMALLEST_LEFTOVERS:
                kept = self.catalogue.counts(space).passages
                if left > LARGEST_LEFTOVERS * (left + kept):
                    self.forgetting.redo([partition.id])
        self.finish()


def not_vouched_for(settings: Settings) -> list[str]:
    """What an erasure cannot reach, a sentence each."""
    lines = [
        "The originals in the sources are as they were (uploads are gone); Kilde keeps them out "
        "from now on.",
        "Backups of the data folder still hold it; a restored one is cleaned by the ledger "
        f"{settings.ledger_file}, which must not be restored with it.",
        "Blocks of deleted files are freed, not overwritten, by the file system.",
    ]
    if settings.chroma.url:
        lines.append(
            f"The Chroma server {settings.chroma.url} was told to delete the collection, and "
            "confirmed it; what its files, logs and backups keep is for whoever runs it."
        )
    if not settings.records_url.startswith("sqlite"):
        lines.append(
            "PostgreSQL has deleted the rows and freed their space (VACUUM); its pages are "
            "overwritten as they are used again, or by VACUUM FULL, and its write-ahead log, "
            "replicas and archives are for whoever runs it."
        )
    return lines
