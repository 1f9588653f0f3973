"""Changes in sources are noticed: by the kernel's word, or by looking again and again."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config import ROOT, Settings, Source
from ingest.schedule import watching
from ingest.schedule.watching import Watcher
from tests.waiting import wait_until


class Noticed:
    """Counts what was noticed; says what it was told."""

    def __init__(self) -> None:
        self.happened = threading.Event()
        self.told: list[str] = []

    def within(self, seconds: float = 30) -> bool:
        """Whether anything was noticed since this was last asked."""
        seen = self.happened.wait(seconds)
        self.happened.clear()
        return seen


Watches = Callable[[Source], Noticed]


@pytest.fixture
def watches(tmp_path: Path) -> Iterator[Watches]:
    """Begins to watch a source; it is noticed from when this returns."""
    started: list[Watcher] = []

    def watch(source: Source) -> Noticed:
        noticed = Noticed()
        settings = Settings(base=tmp_path)
        watcher = Watcher(settings, source, noticed.happened.set, noticed.told.append)
        watcher.start()
        started.append(watcher)
        probe = tmp_path / (source.folder or source.mailbox)
        probe = probe / "probe.md" if probe.is_dir() else probe

        def written_and_noticed() -> bool:
            with probe.open("a") as file:
                file.write("+")
            return noticed.within(0.5)

        wait_until(written_and_noticed)
        while noticed.within(1.5):
            pass
        return noticed

    yield watch
    for watcher in started:
        watcher.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


@pytest.fixture(params=["by the kernel", "by looking"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of noticing; a network mount is looked through more often here."""
    if request.param == "by looking":
        monkeypatch.setattr(watching, "remote_kind", lambda _: "cifs")
        monkeypatch.setattr(watching, "_POLL_SECONDS", 0.2)
    return str(request.param)


def test_what_is_noticed(way: str, folder: Path, watches: Watches) -> None:
    noticed = watches(Source(folder="docs"))
    assert noticed.told == (
        ["docs lies on cifs and is looked through regularly"] if way == "by looking" else []
    )
    (folder / "ferie.md").write_text("Ferie")
    assert noticed.within(), "a new file"
    (folder / "ferie.md").write_text("Feriepenger")
    assert noticed.within(), "a changed file"
    (folder / "ferie.md").rename(folder / "fri.md")
    assert noticed.within(), "a renamed file"
    (folder / "2026").mkdir()
    noticed.within(1.5)
    (folder / "2026" / "plan.md").write_text("Plan")
    assert noticed.within(), "a file in a new folder"
    (folder / "fri.md").unlink()
    assert noticed.within(), "a deleted file"


def test_a_folder_that_vanishes_and_comes_back(way: str, folder: Path, watches: Watches) -> None:
    noticed = watches(Source(folder="docs"))
    folder.rename(folder.with_name("away"))
    assert noticed.within(), "it is gone"
    folder.with_name("away").rename(folder)
    assert noticed.within(), "it is back"
    noticed.within(1.5)
    (folder / "ferie.md").write_text("Ferie")
    assert noticed.within(), "and is watched again"


def test_what_programs_leave_beside_documents_is_none_of_ours(
    folder: Path, watches: Watches
) -> None:
    noticed = watches(Source(folder="docs"))
    (folder / ".~lock.ferie.odt#").write_text("x")
    (folder / "~$ferie.docx").write_text("x")
    assert not noticed.within(1.5)


def test_kildes_own_data_in_a_watched_folder(way: str, tmp_path: Path, watches: Watches) -> None:
    (tmp_path / "data").mkdir()
    noticed = watches(Source(folder=".", name="all"))
    (tmp_path / "data/kilde.db-wal").write_text("x")
    assert not noticed.within(1.5)


def test_an_mbox_among_other_files(tmp_path: Path, watches: Watches) -> None:
    (tmp_path / "support.mbox").write_text("From x\n")
    noticed = watches(Source(mailbox="support.mbox"))
    (tmp_path / "other.mbox").write_text("From x\n")
    assert not noticed.within(1.5)
    # As mail programs do it: a new file in the place of the old one.
    (tmp_path / "new").write_text("From y\n\nHei\n")
    (tmp_path / "new").rename(tmp_path / "support.mbox")
    assert noticed.within()


def test_a_maildir_and_its_folders(tmp_path: Path, watches: Watches) -> None:
    for name in ("new", "cur", "tmp", ".Sent/new", ".Sent/cur"):
        (tmp_path / "mail" / name).mkdir(parents=True)
    noticed = watches(Source(mailbox="mail"))
    (tmp_path / "mail/.Sent/new/1").write_text("Subject: Hei\n\nHei")
    assert noticed.within()


FEW_WATCHES = """
import sys, threading
from pathlib import Path
from config import Settings, Source
from ingest.schedule.watching import Watcher

told = threading.Event()
def say(message):
    print(message, flush=True)
    told.set()
Watcher(Settings(base=Path(sys.argv[1])), Source(folder="docs"), lambda: None, say).start()
told.wait(30)
"""


def test_where_the_system_allows_no_more_watches_it_looks_itself(folder: Path) -> None:
    for n in range(5):
        (folder / str(n)).mkdir()
    # A user namespace has limits of its own.
    few = 'echo 2 > /proc/sys/user/max_inotify_watches && exec "$@"'
    command = ["unshare", "-Ur", "sh", "-c", few, "sh", sys.executable, "-c", FEW_WATCHES]
    done = subprocess.run(
        [*command, str(folder.parent)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    if "unshare" in done.stderr or "cannot create" in done.stderr:
        pytest.skip("needs user namespaces, which this system does not allow")
    assert done.stdout == (
        "docs cannot be watched (the system's limit of watches is reached, see "
        "fs.inotify.max_user_watches) and is looked through regularly instead\n"
    )
