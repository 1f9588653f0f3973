"""What a run does not let in, and how it gives way to erasures that come while it is under way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from config import Space
from ingest.erasing import Erasing
from ingest.sources import Item
from ingest.uploads import Uploads, drop_barred
from records.forgetting import Barred, DoomedDocument, Finding, Reason, expired

_ACTOR = "retention"


class Door:
    """The entrance to one space in one run; the caller holds the ingest lock.

    What was erased stays out though its source still has it, and so does what is older
    than the space keeps its documents.
    """

    def __init__(
        self, erasing: Erasing, space: Space, today: Callable[[], date] = date.today
    ) -> None:
        self._erasing = erasing
        self._space = space
        self._today = today
        self._away: dict[Reason, list[DoomedDocument]] = {}
        self._touched: set[int] = set()
        self.barred = Barred(space.name)

    def open(self) -> int:
        """Finish what waits, and erase what has grown too old; how many documents that was.

        Those are gone from the indexes' files when `close` returns.
        """
        self._erasing.finish()
        old = Finding(self._erasing.catalogue.engine).expired(
            self._space.name, self._space.retention_days, self._today()
        )
        if old.documents:
            self._erasing.forgetting.erase(old, _ACTOR, "retention")
        self._look_again()
        # What an older backup of the data folder brought back.
        drop_barred(Uploads(self._erasing.data), self._space.name, self._erasing.forgetting)
        return len(old.documents)

    def lets_in(self, source: str, item: Item) -> bool:
        """Whether an item may be opened, as far as its place and name say."""
        named = item.path is not None and self.barred.name(f"{source}/{item.path}")
        return not named and not self.barred.place(
            source, item.place, item.size or 0, item.modified_ns
        )

    def somebody_waits(self) -> bool:
        """Whether an erasure waits for this run to give way; it is kept out from here on."""
        waits = bool(self._erasing.forgetting.unfinished())
        if waits:
            self._look_again()
        return waits

    def too_old(self, day: str | None) -> bool:
        """Whether a document of this date (ISO 8601) is not to be taken in."""
        return expired(day, self._space.retention_days, self._today())

    def turn_away(
        self, document: DoomedDocument, reason: Reason, partition_ids: Iterable[int] = ()
    ) -> None:
        """One that had to be opened to be known: next time it is known by its place.

        `partition_ids` are where earlier versions of it lie that have been dropped now.
        """
        self._away.setdefault(reason, []).append(document)
        self._touched.update(partition_ids)

    def give_way(self) -> None:
        """Between two batches: finish an erasure that waits for this run."""
        if self._erasing.finish():
            self._look_again()

    def close(self) -> None:
        """At the end of the run, with nothing on the way."""
        for reason, documents in self._away.items():
            self._erasing.forgetting.keep_out(documents, _ACTOR, reason)
        if self._touched:
            self._erasing.forgetting.redo(self._touched)
        self._away, self._touched = {}, set()
        self._erasing.tidy(self._space.name)

    def _look_again(self) -> None:
        self.barred = self._erasing.forgetting.barred(self._space.name)


def unread(
    space: str, source: str, name: str, item: Item, content_hash: str, day: str | None, said: str
) -> DoomedDocument:
    """An item that never became a document, as it is kept out."""
    return DoomedDocument(
        id=0,
        partition_id=0,
        parent_id=None,
        space=space,
        source=source,
        name=name,
        title="",
        date=day,
        content_hash=content_hash,
        said=said,
        place=item.place,
        size=item.size or 0,
        modified_ns=item.modified_ns,
        passages=0,
        why="asked for",
    )
