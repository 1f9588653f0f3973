"""What is written to experts and askers, in the receiver's language, and told to webhooks."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from answering.cases.tokens import Role, message_id, reply_address, sign
from config import Settings
from mail.letters import Letter, outgoing
from records import Case, CaseAsker, Outgoing

ToExpert = Literal["opened", "reminder", "passed", "addition", "urgent", "approval"]
ToAsker = Literal["answered", "closed", "judged"]
Event = Literal["case.opened", "case.answered", "case.closed"]

_SUBJECT_LENGTH = 70


@dataclass(frozen=True)
class Writer:
    """Writes letters about cases for one installation; `secret` signs their reply addresses."""

    settings: Settings
    secret: str

    def expert(
        self, case: Case, what: ToExpert, to: str, title: str, asker: str, text: str, once: str
    ) -> list[Outgoing]:
        """A letter to an expert, empty where no mail goes out; `once` names what it tells, so
        that it is sent once. `asker` is what the asker is called, "" one who stays unnamed."""
        say = self.settings.texts(self.settings.language)
        values = {
            "title": self.settings.title,
            "number": case.id,
            "space": title or say("case_mail.nowhere"),
            "asker": asker or say("case_mail.unnamed"),
            "text": _indented(text),
            "short": _short(text),
            "link": f"{self.settings.public_address}/inbox?case={case.id}",
        }
        subject = say(f"case_mail.{what}_subject", **values)
        if case.urgency:
            subject = say("case_mail.urgent_mark", subject=subject)
        body = say(f"case_mail.{what}_body", **values) + "\n"
        if case.urgency:
            body += say("case_mail.urgent_because", reason=say(f"urgency.{case.urgency}")) + "\n"
        body += say("case_mail.open_it", **values)
        reply = say("case_mail.reply")
        if case.kind == "question" and not case.personal:
            reply += say("case_mail.publish")
        return self._letter(case, "expert", to, subject, body, reply, once)

    def asker(
        self, case: Case, what: ToAsker, asker: CaseAsker, question: str, text: str, once: str
    ) -> list[Outgoing]:
        """A letter to somebody who asked; empty where no mail goes out or none is wanted."""
        if not asker.address:
            return []
        say = self.settings.texts(asker.language)
        values = {
            "title": self.settings.title,
            "number": case.id,
            "question": _indented(question),
            "short": _short(question),
            "text": _indented(text),
            "link": f"{self.settings.public_address}/?case={case.id}",
        }
        ending = "see_it" if what == "closed" else "add_to_it"
        # Nothing may have been said.
        body = re.sub(r"\n{3,}", "\n\n", say(f"case_mail.{what}_body", **values) + "\n")
        body += say(f"case_mail.{ending}", **values)
        subject = say(f"case_mail.{what}_subject", **values)
        return self._letter(case, "asker", asker.address, subject, body, "", once)

    def event(self, event: Event, case: Case) -> list[Outgoing]:
        """The event for every webhook that wants it: which case, where and how it stands; no
        word of what was asked."""
        messages = []
        for hook in self.settings.webhook:
            if event not in hook.events:
                continue
            key = uuid.uuid4().hex
            payload = {
                "event": event,
                "id": key,
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
                "case": case.id,
                "space": case.space,
                "kind": case.kind,
                "state": case.state,
                "urgency": case.urgency,
                "link": f"{self.settings.public_address}/inbox?case={case.id}",
            }
            messages.append(Outgoing("webhook", hook.url, key, json.dumps(payload)))
        return messages

    def _letter(
        self, case: Case, role: Role, to: str, subject: str, body: str, reply: str, once: str
    ) -> list[Outgoing]:
        mail = self.settings.mail
        if not mail.smtp:
            return []
        token = sign(self.secret, case.id, role, to)
        # Mail programs show all letters about a case to one person as one conversation.
        headers = {"References": message_id(mail, token, "thread")}
        if role == "expert":
            # A person asks: whoever is away has it said, and the next expert is asked.
            headers["Auto-Submitted"] = "no"
        address = reply_address(mail, token)
        if address:
            headers["Reply-To"] = address
            body += f"\n{reply}" if reply else ""
        return [outgoing(mail, Letter(to, subject, body, headers), message_id(mail, token, once))]


def together(*several: Iterable[Outgoing]) -> list[Outgoing]:
    """All of them."""
    return [one for some in several for one in some]


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.strip().splitlines())


def _short(text: str) -> str:
    """The text's beginning, for a subject."""
    line = " ".join(text.split())
    if len(line) <= _SUBJECT_LENGTH:
        return line
    return line[:_SUBJECT_LENGTH].rsplit(" ", 1)[0] + " …"
