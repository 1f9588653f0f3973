"""A town with a post: a company's Kilde, its mail server by SMTP and IMAP, and people who write."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid, parseaddr

from answering import Kilde
from answering.cases import Choice, Proposal
from answering.models import Person
from mail.outbox import Delivery, Outbox
from records import Case
from tests.conftest import Company
from tests.ingest.dovecot import Mailbox
from tests.mail.post_office import PostOffice

KARI, OLA = "kari@example.com", "ola@example.com"
ASKER = Person("per", "Per", "per@example.com")
CONFIG = """\
language = "nb"
[mail]
smtp = "smtp://127.0.0.1:{smtp}"
from = "Kilde <{user}>"
replies = "{imap}"
ca_file = "{ca_file}"
{more}
[[space]]
name = "docs"
title = "Personal"
experts = ["{first}", "{second}"]
[[space.source]]
folder = "docs"
"""


@dataclass
class Town:
    """Mail to Kilde's address goes from the SMTP server into its IMAP account, as at any
    company; other people's is in `office.arrived`."""

    company: Company
    office: PostOffice
    mailbox: Mailbox
    _passed: int = 0

    def configure(self, more: str = "") -> None:
        self.company.configure(
            CONFIG.format(
                smtp=self.office.port,
                user=self.mailbox.user,
                imap=self.mailbox.url,
                ca_file=self.mailbox.server.ca_file,
                more=more,
                first=KARI,
                second=OLA,
            )
        )

    @property
    def kilde(self) -> Kilde:
        """Kilde, started anew each time."""
        return self.company.kilde

    def ask(self, question: str = "Hvor mange feriedager kan jeg overføre?") -> Case:
        """A case as an asker opens it; the letter about it has been sent."""
        kilde = self.kilde
        choice = Choice("docs", "Personal", KARI, False)
        proposal = Proposal(None, question, question, "nb", (choice,))
        case = kilde.cases.open(proposal, ASKER, kilde.reader(None))
        self.deliver()
        return case

    def deliver(self) -> Delivery:
        """Send what waits in the outbox; what is for Kilde's account arrives there."""
        delivery = Outbox(self.company.settings, self.kilde.catalogue.outbox).deliver()
        self._pass()
        return delivery

    def letters(self, to: str) -> list[EmailMessage]:
        """What has arrived at somebody's, the oldest first."""
        return [one for one in self.office.arrived if parseaddr(str(one["To"]))[1] == to]

    def reply(
        self,
        text: str,
        sender: str = KARI,
        letter: EmailMessage | None = None,
        **fields: str,
    ) -> EmailMessage:
        """A reply to the newest letter to `sender` as a mail program writes it: not sent yet."""
        answered = letter or self.letters(sender)[-1]
        made = EmailMessage()
        made["From"] = f"Kari Nordmann <{sender}>" if sender == KARI else sender
        made["To"] = answered["Reply-To"]
        made["Subject"] = f"SV: {answered['Subject']}"
        made["Message-ID"] = make_msgid(domain="example.com")
        made["In-Reply-To"] = answered["Message-ID"]
        made["References"] = f"{answered['References'] or ''} {answered['Message-ID']}".strip()
        for name, value in fields.items():
            header = name.replace("_", "-")
            del made[header]
            made[header] = value
        quoted = "\n".join(f"> {line}" for line in answered.get_content().splitlines())
        made.set_content(f"{text}\n\nDen 29. juli 2026 skrev Kilde:\n{quoted}\n")
        return made

    def send(self, *messages: EmailMessage | bytes, sender: str = KARI) -> None:
        """Hand messages to the company's server; those for Kilde lie in its account then."""
        with smtplib.SMTP("127.0.0.1", self.office.port) as server:
            for one in messages:
                data = re.sub(rb"\r?\n", b"\r\n", bytes(one))
                server.sendmail(sender, [self.mailbox.user], data)
        self._pass()

    def texts(self, number: int, kind: str = "reply") -> list[str]:
        """What a case's entries of a kind say."""
        return [entry.text for entry in self.kilde.cases.view(number).entries if entry.kind == kind]

    def held(self) -> list[tuple[int | None, str]]:
        """What waits for a person: the case that it names, and why."""
        return [(one.case_id, one.reason) for one in self.kilde.replies.held()]

    def _pass(self) -> None:
        """The server puts what has arrived for Kilde's address, with a plus or without, into
        its account."""
        new = list(zip(self.office.arrived, self.office.recipients, strict=True))[self._passed :]
        self._passed += len(new)
        self.mailbox.put(*(message for message, to in new if self._is_ours(to)))

    def _is_ours(self, address: str) -> bool:
        local, _, domain = address.partition("@")
        return f"{local.partition('+')[0]}@{domain}" == self.mailbox.user


def bodies(letters: Sequence[EmailMessage]) -> list[str]:
    """What letters say."""
    return [str(letter.get_content()) for letter in letters]
