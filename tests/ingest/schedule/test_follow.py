"""`kilde serve` and `kilde follow`, as they run in a company."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator

import psutil
import pytest

from config import ROOT
from ingest.schedule import following
from records import Run
from tests.conftest import Company
from tests.mail.post_office import free_port, open_post_office
from tests.waiting import wait_until

pytestmark = pytest.mark.slow

WATCHED = '[[space]]\nname = "docs"\nwatch = true\n[[space.source]]\nfolder = "docs"\n'
SCHEDULED = WATCHED.replace("watch = true", 'schedule = "0 3 * * *"')
Starts = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def starts(company: Company) -> Iterator[Starts]:
    """Starts `kilde …`, and ends it and what it left behind."""
    processes: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "commands", *arguments],
            cwd=company.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()
    wait_until(lambda: followed(company) is None)


def followed(company: Company) -> int | None:
    """The process that follows in the company's data folder."""
    found = following(company.settings.data_folder)
    return found.pid if found else None


def history(company: Company) -> list[Run]:
    return company.kilde.catalogue.runs.history("docs")


def test_a_watched_folder_while_the_app_serves(company: Company, starts: Starts) -> None:
    company.configure(WATCHED)
    port = free_port()
    app = starts("serve", "--port", str(port))
    wait_until(lambda: followed(company))
    file = company.write("docs/ferie.md", "# Ferie\n\nDu kan overføre ti feriedager.\n")
    wait_until(lambda: company.found("feriedager") == ["docs/ferie.md"])
    file.unlink()
    wait_until(lambda: company.found("feriedager") == [])
    assert {run.trigger for run in history(company)} == {"watch"}

    follower = followed(company)
    assert follower is not None
    os.kill(follower, signal.SIGKILL)
    wait_until(lambda: followed(company) not in (None, follower), what="it is started again")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health") as answer:
        assert answer.status == 200
    libraries = {mapped.path for mapped in psutil.Process(app.pid).memory_maps()}
    assert not any("torch" in path for path in libraries)

    app.terminate()
    _, said = app.communicate(timeout=60)
    assert app.returncode == 0
    assert followed(company) is None, "what the app started ends with it"
    assert "kilde: the process for schedules has ended (exit -9); it is started again" in said


def test_an_app_that_is_killed_leaves_nobody_behind(company: Company, starts: Starts) -> None:
    company.configure(WATCHED)
    app = starts("serve", "--port", str(free_port()))
    wait_until(lambda: followed(company))
    app.kill()
    wait_until(lambda: followed(company) is None)


def test_a_missed_run_is_made_up_for_once_however_many_follow(
    company: Company, starts: Starts
) -> None:
    company.write("docs/ferie.md", "# Ferie\n\nDu kan overføre ti feriedager.\n")
    company.configure(SCHEDULED)
    pair = {process.pid: process for process in (starts("follow"), starts("follow"))}
    wait_until(lambda: [run.state for run in history(company)] == ["done"])
    [run] = history(company)
    assert (run.trigger, run.added) == ("schedule", 1)
    first = followed(company)
    assert first in pair
    pair[first].kill()
    wait_until(lambda: followed(company) in pair.keys() - {first}, what="the other takes over")
    assert len(history(company)) == 1


def test_a_run_that_is_killed_is_seen_told_and_tried_again(
    company: Company, starts: Starts
) -> None:
    for n in range(30):
        company.write(f"docs/{n}.md", f"# Notat {n}\n\n" + f"Dette er notat nummer {n}. " * 300)
    with open_post_office() as office:
        company.configure(
            '[alerts]\nto = ["it@example.com"]\n[mail]\nfrom = "kilde@example.com"\n'
            f'smtp = "smtp://127.0.0.1:{office.port}"\n{SCHEDULED}'
        )
        starts("follow")
        wait_until(lambda: any(run.files for run in history(company)))
        [run] = history(company)
        assert run.process is not None
        os.kill(int(run.process.split(":")[1]), signal.SIGKILL)
        wait_until(lambda: [run.state for run in history(company)] == ["done", "interrupted"], 180)
        wait_until(lambda: len(office.arrived) == 2)
        _, interrupted = history(company)
        assert interrupted.error is not None
        assert "was killed (SIGKILL); is there enough memory?" in interrupted.error
        assert "could not be updated" in office.subjects[0]
        assert "is up to date again" in office.subjects[1]


def test_a_schedule_that_an_administrator_sets_is_followed_at_once(
    company: Company, starts: Starts
) -> None:
    company.configure(WATCHED.replace("watch = true", ""))
    company.write("docs/ferie.md", "# Ferie\n\nDu kan overføre ti feriedager.\n")
    starts("serve", "--port", str(free_port()))
    company.kilde.departures.change("docs", "schedule", "0 3 * * *", "kari")
    wait_until(lambda: [run.trigger for run in history(company)] == ["schedule"])


def test_a_space_that_is_added_is_watched_at_once(company: Company, starts: Starts) -> None:
    company.configure('[admin]\nfolders = ["more"]\n' + WATCHED)
    company.write("docs/ferie.md", "# Ferie\n\nDu kan overføre ti feriedager.\n")
    company.write("more/sales/priser.md", "# Priser\n\nEn kasse fisk koster fire hundre kroner.\n")
    starts("follow")
    wait_until(lambda: company.found("feriedager") == ["docs/ferie.md"])
    sales = {"name": "sales", "source": [{"folder": "more/sales"}]}
    company.kilde.departures.add(sales, "docs", "kari")
    wait_until(lambda: company.found("kasse fisk")[:1] == ["sales/priser.md"])
