"""Mail out: nothing sent twice, nothing lost, whatever the server does."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypedDict

import pytest
from sqlalchemy import update

from config import ROOT, Settings
from config.settings import Mail
from mail.letters import Letter, outgoing
from mail.outbox import Outbox
from records import Catalogue, open_database
from records.schema import outbox as rows
from tests.mail.post_office import PostOffice, certificates, free_port, open_post_office


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


class Desk:
    """An installation that writes letters."""

    def __init__(self, folder: Path, smtp: str) -> None:
        self.mail = Mail(smtp=smtp, from_="Kilde <kilde@example.com>")
        settings = Settings(base=folder, mail=self.mail)
        self.engine = open_database(settings.records_url)
        self.catalogue = Catalogue(self.engine)
        self.outbox = Outbox(settings, self.catalogue.outbox)

    def write(self, to: str, subject: str = "Hei", body: str = "Blåbær – æøå ß\n") -> str:
        one = outgoing(self.mail, Letter(to, subject, body))
        self.catalogue.outbox.put(one)
        return one.key

    def make_due(self) -> None:
        """As if the wait after a failure were over."""
        with self.engine.execution_options(writes=True).begin() as connection:
            connection.execute(update(rows).values(due=datetime.now(UTC)))

    @property
    def states(self) -> dict[str, int]:
        return dict(self.catalogue.outbox.counts())


@pytest.fixture
def desk(tmp_path: Path, office: PostOffice) -> Desk:
    return Desk(tmp_path, f"smtp://127.0.0.1:{office.port}")


def test_a_letter_arrives(desk: Desk, office: PostOffice) -> None:
    key = desk.write("kari@example.com", "Møte om “Ferie”")
    assert desk.outbox.deliver().sent == 1
    [message] = office.arrived
    assert message["Subject"] == "Møte om “Ferie”"
    assert message["From"] == "Kilde <kilde@example.com>"
    assert message["To"] == "kari@example.com"
    assert message["Message-ID"] == key
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.tzinfo is not None
    assert message.get_content().splitlines() == ["Blåbær – æøå ß"]
    assert desk.outbox.deliver().sent == 0
    assert desk.states == {"sent": 1}


def test_a_line_break_in_a_subject_makes_no_header(desk: Desk, office: PostOffice) -> None:
    desk.write("kari@example.com", "Hei\r\nBcc: alle@example.com")
    desk.outbox.deliver()
    assert office.arrived[0]["Bcc"] is None
    assert office.subjects == ["Hei Bcc: alle@example.com"]


def test_what_was_sent_keeps_no_text(desk: Desk) -> None:
    desk.write("kari@example.com", body="Et hemmelig ord")
    desk.outbox.deliver()
    with desk.engine.connect() as connection:
        assert connection.execute(rows.select()).mappings().one()["payload"] == ""


def test_the_same_message_put_twice_is_sent_once(desk: Desk, office: PostOffice) -> None:
    one = outgoing(desk.mail, Letter("kari@example.com", "Hei", "Hei\n"))
    desk.catalogue.outbox.put(one)
    desk.catalogue.outbox.put(one)
    desk.outbox.deliver()
    assert len(office.arrived) == 1


@pytest.mark.parametrize("answer", ["451 4.3.0 try again later", "drop", "421 closing"])
def test_a_passing_failure_is_tried_again(desk: Desk, office: PostOffice, answer: str) -> None:
    office.answers = [answer]
    desk.write("kari@example.com", "Først")
    desk.write("ola@example.com", "Så")
    first = desk.outbox.deliver()
    assert (first.sent, first.waiting, first.failed) == (1, 1, 0)
    assert first.error and f"127.0.0.1:{office.port}" in first.error
    assert desk.outbox.deliver().sent == 0, "it waits before it tries again"
    desk.make_due()
    assert desk.outbox.deliver().sent == 1
    assert sorted(office.subjects) == ["Først", "Så"]


def test_a_recipient_who_does_not_exist_holds_nobody_up(desk: Desk, office: PostOffice) -> None:
    office.unknown = {"nobody@example.com"}
    desk.write("nobody@example.com")
    desk.write("kari@example.com")
    done = desk.outbox.deliver()
    assert (done.sent, done.failed) == (1, 1)
    assert office.recipients == ["kari@example.com"]
    assert "550 5.1.1 no such user" in (desk.catalogue.outbox.last_error() or "")
    assert desk.catalogue.outbox.given_up() == 1
    with desk.engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(rows).values(ended=datetime.now(UTC) - timedelta(days=8)))
    assert desk.catalogue.outbox.given_up() == 0, "nobody is reminded for ever"
    assert desk.catalogue.outbox.last_error() is None


@pytest.mark.parametrize("to", ["kari@", "kåre@example.com", "a b@example.com", "kari"])
def test_what_is_no_address_holds_nobody_up(desk: Desk, office: PostOffice, to: str) -> None:
    desk.write(to)
    desk.write("kari@example.com")
    done = desk.outbox.deliver()
    assert (done.sent, done.failed) == (1, 1)
    assert "is no mail address" in (desk.catalogue.outbox.last_error() or "")


def test_down_then_up(tmp_path: Path) -> None:
    port = free_port()
    desk = Desk(tmp_path, f"smtp://127.0.0.1:{port}")
    desk.write("kari@example.com")
    desk.write("ola@example.com")
    down = desk.outbox.deliver()
    assert (down.sent, down.waiting) == (0, 1), "the second is not tried in vain"
    assert f"127.0.0.1:{port} cannot be used: Connection refused" in (down.error or "")
    desk.make_due()
    with open_post_office(port) as office:
        assert desk.outbox.deliver().sent == 2
    assert sorted(office.recipients) == ["kari@example.com", "ola@example.com"]


def test_a_server_that_breaks_off_in_the_middle(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection, connection.makefile("rwb", buffering=0) as talk:
                talk.write(b"220 hello\r\n")
                for answer in (b"250 hello\r\n", b"250 OK\r\n", b"250 OK\r\n", b"354 go on\r\n"):
                    talk.readline()
                    talk.write(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        desk = Desk(tmp_path, f"smtp://127.0.0.1:{listening.getsockname()[1]}")
        desk.write("kari@example.com")
        done = desk.outbox.deliver()
        thread.join()
    assert (done.sent, done.waiting, done.failed) == (0, 1, 0)


def test_waits_grow(desk: Desk, office: PostOffice) -> None:
    office.answers = ["451 no"] * 3
    desk.write("kari@example.com")
    waits = []
    for _ in range(3):
        desk.make_due()
        desk.outbox.deliver()
        with desk.engine.connect() as connection:
            row = connection.execute(rows.select()).mappings().one()
        waits.append(round((row["due"] - row["created"]).total_seconds(), -1))
    assert waits[0] < waits[1] < waits[2]


def test_a_week_alone_gives_nothing_up(desk: Desk, office: PostOffice) -> None:
    # Kilde was off for eight days, or the clock has jumped.
    office.answers = ["451 no"] * 2
    desk.write("kari@example.com")
    with desk.engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(rows).values(created=datetime.now(UTC) - timedelta(days=8)))
    desk.outbox.deliver()
    assert desk.states == {"waiting": 1}
    with desk.engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(rows).values(due=datetime.now(UTC), attempts=100))
    desk.outbox.deliver()
    assert desk.states == {"failed": 1}


def test_a_clock_that_was_set_back_holds_nothing_up(desk: Desk) -> None:
    desk.write("kari@example.com")
    with desk.engine.execution_options(writes=True).begin() as connection:
        connection.execute(update(rows).values(due=datetime.now(UTC) + timedelta(days=30)))
    assert desk.outbox.deliver().sent == 1


def test_a_message_at_which_something_fails_that_nobody_foresaw_holds_nobody_up(
    desk: Desk,
) -> None:
    desk.write("kari@example.com", "Først")
    desk.write("ola@example.com", "Så")
    with desk.engine.execution_options(writes=True).begin() as connection:
        first = update(rows).where(rows.c.recipient == "kari@example.com")
        connection.execute(first.values(payload="{}"))
    done = desk.outbox.deliver()
    assert (done.sent, done.waiting, done.error) == (1, 1, "something went wrong: KeyError")


def test_a_password_with_a_letter_outside_ascii_says_what_to_do(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_SMTP_USER", "kilde")
    monkeypatch.setenv("KILDE_SMTP_PASSWORD", "Sommerøl1")
    desk.write("kari@example.com")
    error = desk.outbox.deliver().error or ""
    assert "give this account a password without" in error and "Sommer" not in error
    assert desk.states == {"waiting": 1}


def test_no_server_named_yet(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "")
    desk.write("kari@example.com")
    assert "mail.smtp in kilde.toml is empty" in (desk.outbox.deliver().error or "")
    assert desk.states == {"waiting": 1}


SLOW_SENDER = """
import sys
from pathlib import Path
from config import Settings
from config.settings import Mail
from mail.outbox import Outbox
from records import Catalogue, open_database

settings = Settings(base=Path(sys.argv[1]), mail=Mail(smtp=sys.argv[2]))
Outbox(settings, Catalogue(open_database(settings.records_url)).outbox).deliver()
"""


def test_a_sender_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"smtp://127.0.0.1:{listening.getsockname()[1]}"
        desk = Desk(tmp_path, address)
        key = desk.write("kari@example.com")
        sender = subprocess.Popen(
            [sys.executable, "-c", SLOW_SENDER, str(tmp_path), address],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        connection, _ = listening.accept()  # it has claimed the message, and waits for a greeting
        assert desk.states == {"sending": 1}
        assert desk.outbox.deliver().sent == 0, "what one process sends, no other does"
        sender.send_signal(signal.SIGKILL)
        sender.wait()
        connection.close()
        port = listening.getsockname()[1]
    with open_post_office(port) as office:
        assert desk.outbox.deliver().sent == 1
    assert [message["Message-ID"] for message in office.arrived] == [key]


class Tls(TypedDict):
    tls: ssl.SSLContext | None
    starttls: ssl.SSLContext | None


def kinds(scheme: str, context: ssl.SSLContext) -> Tls:
    if scheme == "smtps":
        return {"tls": context, "starttls": None}
    return {"tls": None, "starttls": context}


class TestTls:
    """Certificates are verified, and passwords never go in the clear."""

    @pytest.fixture(autouse=True)
    def secrets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KILDE_SMTP_USER", "kilde")
        monkeypatch.setenv("KILDE_SMTP_PASSWORD", "hemmelig")

    @pytest.mark.parametrize("scheme", ["smtp", "smtps"])
    def test_with_an_authority_that_is_known(
        self, scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        authority, context = certificates(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        with open_post_office(password="hemmelig", **kinds(scheme, context())) as office:
            desk = Desk(tmp_path, f"{scheme}://127.0.0.1:{office.port}")
            desk.write("kari@example.com")
            assert desk.outbox.deliver().error is None
        assert office.recipients == ["kari@example.com"]
        assert office.users == ["kilde"]

    @pytest.mark.parametrize("scheme", ["smtp", "smtps"])
    def test_with_an_authority_that_is_not(self, scheme: str, tmp_path: Path) -> None:
        _, context = certificates(tmp_path)
        with open_post_office(password="hemmelig", **kinds(scheme, context())) as office:
            desk = Desk(tmp_path, f"{scheme}://127.0.0.1:{office.port}")
            desk.write("kari@example.com")
            assert "a certificate that cannot be verified" in (desk.outbox.deliver().error or "")
        assert (office.users, office.arrived) == ([], [])
        assert desk.states == {"waiting": 1}

    def test_a_wrong_password_is_no_fault_of_the_message(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        authority, context = certificates(tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        with open_post_office(password="another", tls=context()) as office:
            desk = Desk(tmp_path, f"smtps://127.0.0.1:{office.port}")
            desk.write("kari@example.com")
            error = desk.outbox.deliver().error or ""
        assert "check KILDE_SMTP_USER and KILDE_SMTP_PASSWORD" in error
        assert "hemmelig" not in error
        assert desk.states == {"waiting": 1}
