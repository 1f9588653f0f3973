"""How an installation is, in sentences, each with the next step where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chat_app.show.figures import Clock, counted
from config import Texts, writing
from records import Run

# Below so much, or so small a share of the disk, an administrator should act.
_LEAST_BYTES, _LEAST_SHARE = 2 * 10**9, 0.05


@dataclass(frozen=True)
class Health:
    """`stores` says of each store and model whether it can be used. `runs` are the newest of
    each space, by its title; `scheduled` whether any space has to be followed, `says` what who
    follows them has to say."""

    stores: Mapping[str, bool]
    free: int
    disk: int
    mail: bool
    unsent: int
    mail_error: str | None
    runs: Mapping[str, Run | None]
    unread: int
    scheduled: bool
    followed: bool
    says: Sequence[str]
    unfinished: int
    version: str


def health(found: Health, clock: Clock, texts: Texts) -> list[dict[str, str]]:
    """Lines with a `kind` ("done", "partial", "failed" or "plain"), a `text` and a `next`."""
    lines = [_store(name, well, texts) for name, well in found.stores.items()]
    lines += [_disk(found, texts), _post(found, texts), *_runs(found.runs, clock, texts)]
    if found.unread:
        lines.append(_line("partial", counted(found.unread, "unread", texts), texts, "unread"))
    if found.scheduled:
        kind, key = ("done", "followed") if found.followed else ("failed", "not_followed")
        lines.append(_line(kind, texts(f"health.{key}"), texts, "" if found.followed else key))
    for said in found.says:
        lines.append(_line("partial", f"{texts('operations.follower_says')} {said}", texts))
    if found.unfinished:
        lines.append(_line("failed", texts("health.unfinished"), texts, "unfinished"))
    lines.append(_line("plain", texts("health.version", version=found.version), texts))
    return lines


def _line(kind: str, text: str, texts: Texts, step: str = "") -> dict[str, str]:
    return {"kind": kind, "text": text, "next": texts(f"health.next_{step}") if step else ""}


def _store(name: str, well: bool, texts: Texts) -> dict[str, str]:
    text = texts(f"health.{name}" if well else f"health.no_{name}")
    return _line("done" if well else "failed", text, texts, "" if well else name)


def _disk(found: Health, texts: Texts) -> dict[str, str]:
    short = found.free < max(_LEAST_BYTES, _LEAST_SHARE * found.disk)
    gigabytes = writing.number(found.free / 10**9, texts.language, 1 if found.free < 10**10 else 0)
    text = texts("health.disk", free=gigabytes)
    return _line("failed" if short else "done", text, texts, "disk" if short else "")


def _post(found: Health, texts: Texts) -> dict[str, str]:
    if not found.mail:
        return _line("plain", texts("health.no_mail"), texts, "no_mail")
    if found.unsent and found.mail_error:
        text = f"{counted(found.unsent, 'unsent', texts)} {found.mail_error}"
        return _line("failed", text, texts, "mail")
    return _line("done", texts("health.mail"), texts)


def _runs(runs: Mapping[str, Run | None], clock: Clock, texts: Texts) -> list[dict[str, Any]]:
    lines = []
    for title, run in runs.items():
        if run is None:
            text, kind, step = texts("health.never_run", space=title), "plain", "never_run"
        elif run.state in ("failed", "interrupted", "waiting"):
            at = clock.shown(run.started, texts)
            text = texts(f"health.run_{run.state}", space=title, at=at)
            kind, step = "failed", "run"
        else:
            continue
        lines.append(_line(kind, text, texts, step))
    if runs and not lines:
        lines.append(_line("done", texts("health.runs"), texts))
    return lines
