"""Runs: each ingest of a space, from its start to what came of it, for all processes to see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update

from records.database import in_chunks, in_utc
from records.models import Outgoing, Run, RunDocument, Trigger
from records.outbox import put
from records.processes import this_process
from records.schema import alerts, run_documents, runs

# Of each space so many runs are kept with their documents, and of each run so many names of
# a kind; a run of the watch that found nothing gives way to the next.
KEPT_RUNS = 50
KEPT_NAMES = 2000


class Runs:
    """Records runs and what they did; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def start(self, space: str, trigger: Trigger = "command line") -> int:
        """A run begins, in this process; its number."""
        with self._writing.begin() as connection:
            key = connection.execute(
                insert(runs).values(
                    space=space, started=_now(), trigger=trigger, process=this_process()
                )
            ).inserted_primary_key
            assert key is not None
            return int(key[0])

    def take_over(self, run_id: int, process: str) -> None:
        """From now on `process` does the run."""
        with self._writing.begin() as connection:
            connection.execute(
                update(runs).where(runs.c.id == run_id, runs.c.ended.is_(None)).values(
                    process=process
                )
            )  # fmt: skip

    def begin(self, run_id: int, files: int) -> None:
        """The sources have been listed: `files` are to be looked at."""
        with self._writing.begin() as connection:
            connection.execute(
                update(runs)
                .where(runs.c.id == run_id)
                .values(files=files, begun=_now(), seen=_now())
            )

    def progress(self, run_id: int, files_done: int, passages_done: int) -> None:
        with self._writing.begin() as connection:
            connection.execute(
                update(runs)
                .where(runs.c.id == run_id)
                .values(files_done=files_done, passages_done=passages_done, seen=_now())
            )

    def end(
        self,
        run_id: int,
        counts: Mapping[str, int],
        error: str | None,
        documents: Iterable[RunDocument] = (),
        problem: str | None = None,
        outgoing: Sequence[Outgoing] = (),
    ) -> None:
        """The run has ended; a later call for the same run changes nothing.

        `outgoing` is put in the outbox with it, and `problem` kept as what the people in
        `alerts.to` know of the space.
        """
        with self._writing.begin() as connection:
            ended = connection.execute(
                update(runs)
                .where(runs.c.id == run_id, runs.c.ended.is_(None))
                .values(ended=_now(), error=error, **counts)
                .returning(runs.c.space)
            ).scalar()
            if ended is None:
                return
            _keep_documents(connection, run_id, documents)
            _tell(connection, ended, run_id, problem, outgoing)
            _forget_older(connection, ended, run_id)

    def interrupt(
        self, run_id: int, error: str, problem: str | None, outgoing: Sequence[Outgoing] = ()
    ) -> None:
        """The run's process has gone before the end; a run that has ended is left as it is."""
        with self._writing.begin() as connection:
            space = connection.execute(
                update(runs)
                .where(runs.c.id == run_id, runs.c.ended.is_(None))
                .values(error=error)
                .returning(runs.c.space)
            ).scalar()
            if space is not None:
                _tell(connection, space, run_id, problem, outgoing)

    def told(self, space: str) -> str | None:
        """The problem of the space that people were told of last, None where all was well."""
        with self._engine.connect() as connection:
            query = select(alerts.c.problem).where(alerts.c.space == space)
            return connection.execute(query).scalar()

    def get(self, run_id: int) -> Run | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(runs).where(runs.c.id == run_id)).mappings().first()
        return _run(row) if row else None

    def last(self, space: str) -> Run | None:
        found = self.history(space, 1)
        return found[0] if found else None

    def history(self, space: str | None = None, limit: int = KEPT_RUNS) -> list[Run]:
        """Runs, the newest first."""
        query = select(runs).order_by(runs.c.id.desc()).limit(limit)
        if space is not None:
            query = query.where(runs.c.space == space)
        with self._engine.connect() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def documents(self, run_id: int) -> list[RunDocument]:
        """What the run did to which documents, and why it failed on some."""
        query = (
            select(run_documents.c.what, run_documents.c.name, run_documents.c.reason)
            .where(run_documents.c.run_id == run_id)
            .order_by(run_documents.c.what, run_documents.c.name)
        )
        with self._engine.connect() as connection:
            return [RunDocument(*row) for row in connection.execute(query)]


def _keep_documents(connection: Connection, run_id: int, documents: Iterable[RunDocument]) -> None:
    kept: dict[str, int] = {}
    rows = []
    for document in documents:
        kept[document.what] = kept.get(document.what, 0) + 1
        if kept[document.what] <= KEPT_NAMES:
            rows.append({"run_id": run_id, **vars(document)})
    if rows:
        connection.execute(insert(run_documents), rows)


def _tell(
    connection: Connection,
    space: str,
    run_id: int,
    problem: str | None,
    outgoing: Sequence[Outgoing],
) -> None:
    connection.execute(delete(alerts).where(alerts.c.space == space))
    if problem is not None:
        connection.execute(insert(alerts).values(space=space, problem=problem, run_id=run_id))
    for one in outgoing:
        put(connection, one)


def _forget_older(connection: Connection, space: str, run_id: int) -> None:
    mine = select(runs.c.id).where(runs.c.space == space, runs.c.id < run_id)
    older = mine.order_by(runs.c.id.desc()).offset(KEPT_RUNS - 1)
    nothing = mine.where(
        runs.c.trigger == "watch",
        runs.c.error.is_(None),
        runs.c.ended.is_not(None),
        *(runs.c[name] == 0 for name in ("added", "changed", "renamed", "removed", "failed")),
    )
    gone = {*connection.execute(older).scalars(), *connection.execute(nothing).scalars()}
    for chunk in in_chunks(sorted(gone)):
        connection.execute(delete(run_documents).where(run_documents.c.run_id.in_(chunk)))
        connection.execute(delete(runs).where(runs.c.id.in_(chunk)))


def _run(row: RowMapping) -> Run:
    moments = {
        key: in_utc(row[key]) if row[key] else None for key in ("started", "ended", "begun", "seen")
    }
    return Run(**{**row, **moments})


def _now() -> datetime:
    return datetime.now(UTC)
