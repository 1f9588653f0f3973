"""Starting a run in a process of its own, so that whoever asks for it stays small."""

from __future__ import annotations

import signal
import subprocess
import threading
from dataclasses import dataclass

from config import Settings
from ingest.recording import fail_run, interrupt_run
from ingest.schedule.attached import spawn
from records import Runs, Trigger, process_name


@dataclass(frozen=True)
class Launched:
    """A run that has been started; `ended` is set when its process has gone."""

    run_id: int
    process: subprocess.Popen[bytes]
    ended: threading.Event


def launch(
    settings: Settings,
    runs: Runs,
    space: str,
    trigger: Trigger,
    confirmed_run: int | None = None,
) -> Launched:
    """Start a run of `space`; it is in the records before this returns.

    `confirmed_run` is the run whose list of documents to remove a person has agreed to.
    Where another ingest holds the lock, the run waits for it.
    """
    run_id = runs.start(space, trigger)
    arguments = ["ingest", "--space", space, "--run", str(run_id)]
    if confirmed_run is not None:
        arguments += ["--confirmed-run", str(confirmed_run)]
    try:
        process = spawn(settings.file, arguments)
    except OSError as error:
        fail_run(settings, runs, run_id, space, f"no process could be started: {error.strerror}")
        raise
    runs.take_over(run_id, process_name(process.pid))
    ended = threading.Event()

    def wait() -> None:
        code = process.wait()
        # Whatever it could still say, it has recorded itself.
        interrupt_run(settings, runs, run_id, space, _how(code))
        ended.set()

    threading.Thread(target=wait, name=f"run-{run_id}", daemon=True).start()
    return Launched(run_id, process, ended)


def _how(code: int) -> str:
    if code < 0:
        name = signal.Signals(-code).name
        reason = f"the process of the ingest was killed ({name})"
        return reason + ("; is there enough memory?" if name == "SIGKILL" else "")
    return f"the process of the ingest ended (exit {code}); the log of kilde serve says why"
