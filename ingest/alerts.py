"""Who is told when a run fails, waits for a confirmation, or is well again, and how."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from datetime import UTC, datetime

from config import Settings
from ingest.report import Report
from mail.letters import Letter, outgoing
from records import Outgoing

# A mail is for reading; all of it stands on the page and in `kilde status`.
_LISTED = 15


def news(
    settings: Settings, run_id: int, report: Report, told: str | None
) -> tuple[str | None, list[Outgoing]]:
    """What people now know of the space's problem, and the messages that tell them.

    `told` is the problem that they knew of. One and the same problem is told once, however
    many runs meet it; that all is well again is told too.
    """
    if not (settings.alerts.to and settings.mail.smtp) and not _hooks(settings):
        return None, []
    problem = _problem(report)
    if problem == told:
        return problem, []
    if problem is None:
        return None, _mails(settings, report, "well")
    kind = "waiting" if _only_waits(report) else "failed"
    return problem, _mails(settings, report, kind) + _events(settings, run_id, report)


def _problem(report: Report) -> str | None:
    """A name for what is wrong, the same as long as it is the same thing; None: nothing is."""
    if _only_waits(report):
        return "waiting"
    if not report.errors:
        return None
    # How many documents or seconds, or which process: the figures change, the problem does not.
    words = sorted(re.sub(r"\d+", "#", error) for error in report.errors)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]


def _only_waits(report: Report) -> bool:
    """Whether a person's word is all that is missing: the one error is that it is missing."""
    return bool(report.waiting) and len(report.errors) == 1


def _mails(settings: Settings, report: Report, kind: str) -> list[Outgoing]:
    if not settings.mail.smtp:
        return []
    say = settings.texts(settings.language)
    space = settings.named(report.space)
    names = [document.name for document in report.documents if document.what == "waiting"]
    listed = [f"  {name}" for name in names[:_LISTED]]
    if len(names) > _LISTED:
        listed.append("  " + say("mail.more", count=len(names) - _LISTED))
    values = {
        "title": settings.title,
        "space": space.title or space.name,
        "name": space.name,
        "documents": "\n".join(listed),
        "errors": "\n".join(f"  {error}" for error in report.errors),
    }
    subject = {
        "failed": say("mail.failed_subject", **values),
        "waiting": say.counted("mail.waiting_subject", report.waiting, **values),
        "well": say("mail.well_subject", **values),
    }[kind]
    body = {
        "failed": say("mail.failed_body", **values),
        "waiting": say.counted("mail.waiting_body", report.waiting, **values),
        "well": say("mail.well_body", **values),
    }[kind]
    return [outgoing(settings.mail, Letter(to, subject, body)) for to in settings.alerts.to]


def _events(settings: Settings, run_id: int, report: Report) -> list[Outgoing]:
    messages = []
    for hook in _hooks(settings):
        key = uuid.uuid4().hex
        event = {
            "event": "ingest.failed",
            "id": key,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "space": report.space,
            "run": run_id,
            "state": "waiting" if _only_waits(report) else "failed",
            "waiting": report.waiting,
            "errors": report.errors,
        }
        payload = json.dumps(event, ensure_ascii=False)
        messages.append(Outgoing("webhook", hook, key, payload))
    return messages


def _hooks(settings: Settings) -> list[str]:
    return [hook.url for hook in settings.webhook if "ingest.failed" in hook.events]
