"""One ingest of one space: list, compare, read, cut, store, sweep."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import PurePosixPath

from config import Settings, Source, Space
from ingest.elements import Parsed
from ingest.guard import Guard, Unreadable
from ingest.parsers import SUFFIXES
from ingest.passages import passages
from ingest.plan import Candidate, Hashed, Plan, plan, removes_too_much
from ingest.progress import Progress
from ingest.recording import Recorded, end_run
from ingest.report import Report
from ingest.sources import SourceError, list_files
from ingest.store import Ready, Stores, embedding_key
from records import Document, NewPassage, NewVersion, Partition
from vectorstore import partition_readers
from vectorstore.language import detect

# Raised when parsers, cleaning or cutting change, so that all documents are read again.
READING = "1"
READERS = 1
# Enough to fill the embedder's batches with passages of one length, and little to lose.
BATCH_PASSAGES = 400
BATCH_DOCUMENTS = 100

Confirmed = bool | frozenset[str]


class Ingest:
    """Brings the stores to agreement with a space's sources."""

    def __init__(self, settings: Settings, stores: Stores, guard: Guard) -> None:
        self._settings = settings
        self._stores = stores
        self._catalogue = stores.catalogue
        self._guard = guard

    def run(
        self,
        space: Space,
        progress: Progress,
        confirm_removals: Confirmed = False,
        run_id: int | None = None,
    ) -> Report:
        """One run, recorded: `run_id` where somebody has begun it. What cannot be read is in
        the report.

        `confirm_removals` are the documents that a person has agreed to remove, or all.
        """
        started = time.monotonic()
        report = Report(space.name)
        runs = self._catalogue.runs
        run_id = runs.start(space.name) if run_id is None else run_id
        recorded = Recorded(progress, runs, run_id)
        try:
            self._run(space, report, recorded, confirm_removals)
        except BaseException as error:
            report.errors.append(str(error) or type(error).__name__)
            raise
        finally:
            report.seconds = time.monotonic() - started
            report.passages = self._catalogue.counts(space.name).passages
            recorded.close()
            end_run(self._settings, runs, run_id, report)
        return report

    def _run(
        self, space: Space, report: Report, progress: Progress, confirm_removals: Confirmed
    ) -> None:
        # What an interrupted run left behind goes first.
        self._stores.sweep(space.name)
        self._follow_model(space, progress)
        plans = self._plans(space, report)
        gone = [document for _, _, todo in plans for document in todo.removed]
        gone += self._of_sources_no_more(space)
        if self._may_remove(space, gone, report, confirm_removals):
            self._catalogue.drop_documents(document.id for document in gone)
            for document in gone:
                report.note("removed", document.name)
        progress.begin(space.name, sum(len(todo.read) + len(todo.unchanged) for *_, todo in plans))
        for source, partition, todo in plans:
            self._settle(todo, source, report, progress)
            self._read(space, source, partition, todo, report, progress)
        self._stores.sweep(space.name)

    def _follow_model(self, space: Space, progress: Progress) -> None:
        today = self._stores.model
        for partition in self._catalogue.partitions(space.name):
            if partition.fingerprint != today.fingerprint:
                what = (
                    f"the model is now {today.name} and was {partition.model}"
                    if partition.model != today.name
                    else f"the model {today.name} has been built anew"
                )
                progress.note(
                    f"{space.name}: {what}; embedding its passages again "
                    "(the old index answers until this is done)"
                )
                self._stores.change_model(partition, progress.passages_done)

    def _plans(self, space: Space, report: Report) -> list[tuple[Source, Partition, Plan]]:
        plans = []
        for source in space.source:
            try:
                listing = list_files(self._settings, source, SUFFIXES)
            except SourceError as error:
                report.errors.append(str(error))
                continue
            partition = self._stores.partition(space.name, partition_readers(space, source))
            for path, reason in listing.refused.items():
                report.note("failed", f"{source.name}/{path}", reason)
            for suffix, count in listing.other_kinds.items():
                report.other_kinds[suffix] = report.other_kinds.get(suffix, 0) + count
            known = self._catalogue.documents(space.name, source.name)
            todo = plan(
                source.name,
                listing.files,
                known,
                _is_current_in(partition),
                frozenset(listing.refused),
            )
            plans.append((source, partition, todo))
        return plans

    def _of_sources_no_more(self, space: Space) -> list[Document]:
        names = {source.name for source in space.source}
        return [d for d in self._catalogue.documents(space.name) if d.source not in names]

    def _may_remove(
        self, space: Space, gone: list[Document], report: Report, confirmed: Confirmed
    ) -> bool:
        total = len(self._catalogue.documents(space.name))
        if confirmed is True or not removes_too_much(len(gone), total):
            return True
        names = {document.name for document in gone}
        if confirmed and names <= confirmed:
            return True
        for name in sorted(names):
            report.note("waiting", name)
        report.errors.append(
            f"{len(gone)} of {total} documents of the space {space.name!r} are no longer in its "
            "sources, which looks like a mistake; nothing was removed. If it is right, run: "
            f"kilde ingest --space {space.name} --confirm-removals"
        )
        return False

    def _settle(self, todo: Plan, source: Source, report: Report, progress: Progress) -> None:
        """All that needs no parser: same content, moved, not to be opened."""
        self._catalogue.touch(
            [
                {"document": d.id, "size": file.size, "modified_ns": file.modified_ns}
                for d, file in todo.touched
            ]
        )
        for document in todo.unchanged:
            report.unchanged += 1
            progress.file_done(document.name)
        report.unchanged += len(todo.touched)
        for document, new in todo.renamed:
            file = new.candidate.file
            values = {
                "name": new.candidate.name,
                "size": file.size,
                "modified_ns": file.modified_ns,
            }
            self._catalogue.rename(
                document.id, values, title_of(document.path), title_of(file.path)
            )
            report.note("renamed", new.candidate.name, document.name)
        for candidate, reason in todo.unreadable:
            self._fail(candidate, reason, report)

    def _read(
        self,
        space: Space,
        source: Source,
        partition: Partition,
        todo: Plan,
        report: Report,
        progress: Progress,
    ) -> None:
        batch: dict[str, Ready] = {}
        waiting = 0
        for new, outcome in self._parsed(todo.read):
            name = new.candidate.name
            if isinstance(outcome, Unreadable):
                self._fail(new.candidate, str(outcome), report, partition)
                progress.file_done(name)
                continue
            ready = self._ready(space, source, partition, new, outcome)
            if not ready.version.passages:
                reason = "has no text that could be found; check that it is the right file"
                self._fail(new.candidate, reason, report, partition)
                progress.file_done(name)
                continue
            batch[name] = ready
            waiting += len(ready.version.passages)
            known = new.candidate.known
            report.note("changed" if known and known.version_id else "added", name)
            if waiting >= BATCH_PASSAGES or len(batch) >= BATCH_DOCUMENTS:
                self._store(batch, report, progress)
                batch, waiting = {}, 0
        self._store(batch, report, progress)

    def _store(self, batch: dict[str, Ready], report: Report, progress: Progress) -> None:
        """Make a batch findable; only then are its files done."""
        if batch:
            report.embedded += self._stores.add(list(batch.values()), progress.passages_done)
        for name in batch:
            progress.file_done(name)

    def _parsed(self, files: list[Hashed]) -> Iterator[tuple[Hashed, Parsed | Unreadable]]:
        """Parse ahead in the guard's children while the caller embeds, in order."""

        def parse(new: Hashed) -> Parsed | Unreadable:
            file = new.candidate.file
            try:
                return self._guard.parse(file.file, file.path)
            except Unreadable as error:
                return error

        queue: deque[tuple[Hashed, Future[Parsed | Unreadable]]] = deque()
        with ThreadPoolExecutor(READERS, thread_name_prefix="parse") as threads:
            for new in files:
                queue.append((new, threads.submit(parse, new)))
                if len(queue) > 4 * READERS:
                    first, future = queue.popleft()
                    yield first, future.result()
            while queue:
                first, future = queue.popleft()
                yield first, future.result()

    def _ready(
        self, space: Space, source: Source, partition: Partition, new: Hashed, parsed: Parsed
    ) -> Ready:
        file, known = new.candidate.file, new.candidate.known
        text = "\n".join(element.text for element in parsed.elements)
        language = parsed.language or detect(text)
        pieces = passages(parsed, language)
        row = {
            "partition_id": partition.id,
            "space": space.name,
            "source": source.name,
            "name": new.candidate.name,
            "size": file.size,
            "modified_ns": file.modified_ns,
            "content_hash": new.content_hash,
            "reading": READING,
        }
        # A new document gets its row now and its content when its version is current.
        number = known.id if known else self._catalogue.put_document({**row, "content_hash": ""})
        modified = datetime.fromtimestamp(file.modified_ns / 1e9, UTC).date().isoformat()
        version = NewVersion(
            document_id=number,
            partition_id=partition.id,
            content_hash=new.content_hash,
            title=parsed.title or title_of(file.path),
            date=(parsed.date or modified)[:10],
            language=language,
            pages=parsed.pages,
            passages=tuple(
                NewPassage(
                    text=piece.text,
                    headings=piece.headings,
                    language=language,
                    embedding=embedding_key(piece.headings, piece.text),
                    overlap=piece.overlap,
                    turns=piece.turns,
                )
                for piece in pieces
            ),
        )
        return Ready(number, row, version)

    def _fail(
        self,
        candidate: Candidate,
        reason: str,
        report: Report,
        partition: Partition | None = None,
    ) -> None:
        """Name a file that cannot be read. Its last good version, if any, stays."""
        report.note("failed", candidate.name, reason)
        if candidate.known:
            self._catalogue.put_document({"failure": reason}, candidate.known.id)
        elif partition:
            file = candidate.file
            self._catalogue.put_document(
                {
                    "partition_id": partition.id,
                    "space": partition.space,
                    "source": candidate.name.split("/", 1)[0],
                    "name": candidate.name,
                    "size": file.size,
                    "modified_ns": file.modified_ns,
                    "content_hash": "",
                    "reading": READING,
                    "failure": reason,
                }
            )


def title_of(path: str) -> str:
    """A readable title out of a file's name: `ferie_2026-v2.pdf` is `Ferie 2026-v2`."""
    stem = PurePosixPath(path).stem
    words = re.sub(r"[_\s]+", " ", stem).strip() or stem
    return words[0].upper() + words[1:]


def _is_current_in(partition: Partition) -> Callable[[Document], bool]:
    def is_current(document: Document) -> bool:
        # A document that failed is tried again at every run: what was missing (a right, a
        # program) leaves no trace in the file.
        return (
            document.version_id is not None
            and document.failure is None
            and document.reading == READING
            and document.partition_id == partition.id
        )

    return is_current
