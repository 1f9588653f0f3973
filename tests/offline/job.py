"""`python -m tests.offline.job FOLDER`: Kilde's main job on the sample company, and how it ended.

Ingest, search, ask, hand a question over as a case, serve the page and ask there; what came of
it is one JSON object on standard output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from config import ROOT
from evaluation.load import Tab
from tests.mail.post_office import free_port

# Stands in no log, on no page and in no store.
MARK = "hemmelig-merke-91"
ANSWERED = "Hvor mange feriedager kan jeg overføre til neste år?"
UNANSWERED = "Hvem reparerer kaffemaskinen i Bergen?"


def main(folder: Path) -> dict[str, Any]:
    def kilde(*arguments: str, codes: tuple[int, ...] = (0,)) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "commands", *arguments],
            cwd=folder,
            env=_environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode in codes, done.stderr
        _without_secrets(done.stdout + done.stderr)
        return done.stdout

    try:
        kilde("ingest", codes=(0, 3))
        spaces = json.loads(kilde("status", "--json"))["spaces"]
        found = json.loads(kilde("search", ANSWERED, "--json"))["passages"]
        answer = json.loads(kilde("ask", ANSWERED, "--json"))
        case = json.loads(kilde("ask", UNANSWERED, "--escalate", "--json"))
        page = _on_the_page(folder)
    finally:
        kilde("stop")
    for file in (folder / "data").rglob("*"):
        if file.is_file():
            _without_secrets(file.read_bytes().decode("latin-1"))
    return {
        "ingested": {space["name"]: space["passages"] for space in spaces},
        "found": [passage["document"] for passage in found],
        "answer": answer["answer"],
        "confidence": round(answer["confidence"], 2),
        "case": (case["status"], case["case"]),
        "page": page,
    }


def _on_the_page(folder: Path) -> str:
    """The page is served, and answers."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "commands", "serve", "--port", str(port)],
        cwd=folder,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        deadline = time.monotonic() + 60
        while not _is_ready(address):
            assert time.monotonic() < deadline and process.poll() is None
            time.sleep(0.2)
        _ask(address)
    finally:
        process.terminate()
        said, _ = process.communicate()
    _without_secrets(said)
    assert ANSWERED not in said and UNANSWERED not in said
    return "answered"


def _ask(address: str) -> None:
    with Tab(address, "nb-NO") as tab:
        drawn = "".join(f"{one.html}{one.data or ''}" for one in tab.ask(ANSWERED))
    assert "inntil 10 feriedager" in drawn
    _without_secrets(drawn)


def _environment() -> dict[str, str]:
    """With every secret that Kilde takes, each with a mark in it."""
    names = ("SMTP_USER", "SMTP_PASSWORD", "ANSWER_KEY", "WEBHOOK_SECRET", "OIDC_CLIENT_SECRET")
    return {**os.environ, **{f"KILDE_{name}": f"{MARK}-{name.lower()}" for name in names}}


def _without_secrets(text: str) -> None:
    assert MARK not in text, text[max(0, text.index(MARK) - 200) :][:400]


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/api/v1/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def prepare(folder: Path, smtp: str) -> None:
    """The sample company as it is shipped, with a mail server and somebody who gets cases."""
    toml = (ROOT / "kilde.toml").read_text(encoding="utf-8")
    folder.mkdir()
    (folder / "samples").symlink_to(ROOT / "samples")
    (folder / "glossary.csv").write_text((ROOT / "glossary.csv").read_text())
    first = toml.index("[[space]]")
    mail = f'[mail]\nsmtp = "{smtp}"\nfrom = "kilde@example.com"\n'
    cases = '[cases]\nfallback = ["help@example.com"]\n'
    (folder / "kilde.toml").write_text(toml[:first] + mail + cases + toml[first:])


if __name__ == "__main__":
    os.environ.pop("KILDE_DATA", None)
    print(json.dumps(main(Path(sys.argv[1]))))
