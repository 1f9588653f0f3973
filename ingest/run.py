"""One ingest of one space: list, compare, read, cut, store, sweep."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from config import Settings, Space
from ingest.agreement import heal, heal_indexes
from ingest.behind import flag_changed
from ingest.door import Door
from ingest.editions import sweep as sweep_editions
from ingest.erasing import Erasing
from ingest.family import Target
from ingest.guard import Guard
from ingest.intake import Intake
from ingest.parsers import SUFFIXES
from ingest.plan import Plan, places_as_they_should_be, plan, removes_too_much
from ingest.progress import Progress
from ingest.reading import readings
from ingest.recording import Recorded, end_run
from ingest.report import Report
from ingest.sources import (
    OF_UPLOADS,
    VERIFIED,
    Listing,
    SourceError,
    list_uploads,
    list_verified,
    listed,
    open_to_all,
    refuse_own,
)
from ingest.store import Stores
from records import Document, Skipped, VerifiedTable, in_words
from vectorstore import partition_readers

# Raised when parsers, cleaning or cutting change, so that all documents are read again.
READING = "2"

Confirmed = bool | frozenset[str]


@dataclass(frozen=True)
class Task:
    """One source: where it goes, what the catalogue has of it, and what is to be done."""

    target: Target
    documents: list[Document]
    todo: Plan

    @property
    def items(self) -> int:
        """How many items are to be looked at."""
        return len(self.todo.read) + len(self.todo.unchanged) + len(self.todo.touched)


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

        def end() -> None:
            report.seconds = time.monotonic() - started
            report.passages = self._catalogue.counts(space.name).passages
            recorded.close()
            end_run(self._settings, runs, run_id, report)

        try:
            heal(self._stores, progress.note)
            self._run(space, report, recorded, confirm_removals)
            # Chroma may have died on the way and been started again.
            heal_indexes(self._stores, progress.note)
            flag_changed(self._settings, self._catalogue, space.name)
        except Exception as error:
            report.errors.append(in_words(error))
            end()
            raise
        # One that is told to end stays open in the records: that is how an interruption looks.
        end()
        return report

    def _run(
        self, space: Space, report: Report, progress: Progress, confirm_removals: Confirmed
    ) -> None:
        # What an interrupted run left behind goes first.
        self._stores.sweep(space.name)
        door = Door(Erasing.of(self._settings, self._catalogue, self._stores.vectors), space)
        report.expired = door.open()
        self._follow_model(space, progress)
        total = len(self._catalogue.documents(space.name))
        gone = self._of_sources_no_more(space)
        with ExitStack() as sources:
            tasks = self._tasks(space, report, sources, confirm_removals, door)
            progress.begin(space.name, sum(task.items for task in tasks))
            for task in tasks:
                gone += self._follow(task, report, progress, door)
        # Last, when it is known that every source could be read to its end.
        may = self._may_remove(space, gone, total, report, confirm_removals)
        if may:
            self._catalogue.drop_documents(document.id for document in gone)
        for document in gone:
            report.note("removed" if may else "waiting", document.name)
        self._stores.sweep(space.name)
        self._catalogue.former.cut(space.name, space.versions_days)
        sweep_editions(self._catalogue.editions, space.name)
        door.close()

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

    def _tasks(
        self,
        space: Space,
        report: Report,
        sources: ExitStack,
        confirmed: Confirmed,
        door: Door,
    ) -> list[Task]:
        """What there is to do for each source that can be listed."""
        tasks = []
        for source in space.source:
            partition = self._stores.partition(space.name, partition_readers(space, source))
            target = Target(source, partition, READING + ("+automatic" * source.automatic))
            documents = self._catalogue.documents(space.name, source.name)
            skipped = self._catalogue.mail.skipped(space.name, source.name)
            known = places_as_they_should_be(documents, skipped, target.is_current)
            try:
                refuse_own(source, self._settings, self._catalogue.engine)
                listing = sources.enter_context(listed(self._settings, source, SUFFIXES, known))
            except SourceError as error:
                report.errors.append(str(error))
                continue
            # A mailbox without any message looks like one that was not restored or mounted.
            empty = not listing.items and not listing.refused and not source.folder
            if documents and empty and not _agreed(confirmed, documents):
                report.errors.append(f"the source {source.name!r} holds no message any more")
            tasks.append(_task(target, listing, documents, skipped, report, door))
        own = self._verified(space, report, door), self._uploads(space, report, door)
        return [*tasks, *filter(None, own)]

    def _uploads(self, space: Space, report: Report, door: Door) -> Task | None:
        """What there is to do for what was uploaded; None where nothing ever was."""
        documents = self._catalogue.documents(space.name, OF_UPLOADS.name)
        folder = self._settings.uploads(space.name)
        try:
            listing = list_uploads(folder, SUFFIXES, bool(documents))
        except SourceError as error:
            report.errors.append(str(error))
            return None
        if not listing.items and not documents:
            return None
        partition = self._stores.partition(space.name, ())
        target = Target(OF_UPLOADS, partition, READING)
        return _task(target, listing, documents, [], report, door)

    def _verified(self, space: Space, report: Report, door: Door) -> Task | None:
        """What there is to do for the answers that people gave; None where there never were any."""
        records = VerifiedTable(self._catalogue.engine).all([space.name])
        documents = self._catalogue.documents(space.name, VERIFIED.name)
        if not records and not documents:
            return None
        found = [one for one in records if open_to_all(one, self._settings)]
        # What not all may read any more goes without asking: nothing is lost by it.
        names = {one.document for one in records} - {one.document for one in found}
        closed = [one.id for one in documents if one.name in names]
        self._catalogue.drop_documents(closed)
        documents = [one for one in documents if one.id not in closed]
        partition = self._stores.partition(space.name, ())
        target = Target(VERIFIED, partition, READING)
        return _task(target, list_verified(found), documents, [], report, door)

    def _follow(self, task: Task, report: Report, progress: Progress, door: Door) -> list[Document]:
        """Do what there is to do for a source; returns the documents that are in it no more."""
        intake = Intake(
            self._stores, task.target, task.todo, task.documents, report, progress, door
        )
        intake.settle()
        try:
            for new, reading in readings(self._guard, task.todo.read):
                intake.take(new, reading)
        except SourceError as error:
            report.errors.append(str(error))
            intake.store()
        else:
            intake.finish()
        return list(intake.gone.values())

    def _of_sources_no_more(self, space: Space) -> list[Document]:
        names = {VERIFIED.name, OF_UPLOADS.name, *(source.name for source in space.source)}
        return [d for d in self._catalogue.documents(space.name) if d.source not in names]

    def _may_remove(
        self,
        space: Space,
        gone: list[Document],
        total: int,
        report: Report,
        confirmed: Confirmed,
    ) -> bool:
        """A run that failed removes nothing, nor does one that would remove too much."""
        if _agreed(confirmed, gone):
            return True
        missing = (
            f"{len(gone)} of {total} documents of the space {space.name!r} are no longer in its "
            "sources"
        )
        confirm = f"run: kilde ingest --space {space.name} --confirm-removals"
        if gone and report.errors:
            report.errors.append(
                f"{missing}, and stay because this run failed; mend that, or, if they should go "
                f"all the same, {confirm}"
            )
            return False
        if removes_too_much(len(gone), total):
            report.errors.append(
                f"{missing}, which looks like a mistake; nothing was removed. If it is right, "
                f"{confirm}"
            )
            return False
        return True


def _task(
    target: Target,
    listing: Listing,
    documents: list[Document],
    skipped: Sequence[Skipped],
    report: Report,
    door: Door,
) -> Task:
    """What a source's listing comes to; what it refuses is in the report."""
    source = target.source.name
    for place, reason in listing.refused.items():
        report.note("failed", f"{source}/{place}", reason)
    for suffix, count in listing.other_kinds.items():
        report.other_kinds[suffix] = report.other_kinds.get(suffix, 0) + count
    items = [item for item in listing.items if door.lets_in(source, item)]
    refused = frozenset(listing.refused)
    return Task(target, documents, plan(items, documents, skipped, target.is_current, refused))


def _agreed(confirmed: Confirmed, gone: list[Document]) -> bool:
    """Has a person agreed that these documents go?"""
    if isinstance(confirmed, bool):
        return confirmed
    return {document.name for document in gone} <= confirmed
