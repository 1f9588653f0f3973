"""A real IMAP server for tests: Dovecot, with its mail, certificates and tokens in one folder."""

from __future__ import annotations

import datetime
import ipaddress
import os
import pwd
import re
import select
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from imapclient import IMAPClient

from tests.waiting import wait_until

PROGRAM = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
PASSWORD = "Blåbær-7"
_SETTINGS = """
protocols = imap
listen = 127.0.0.1, 127.0.0.2
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
auth_mechanisms = plain login xoauth2
disable_plaintext_auth = {only_tls}
ssl = {tls}
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
mail_location = {format}
first_valid_uid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain_port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
{oauth}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
"""
_OAUTH = """passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}"""


class Dovecot:
    """A server that runs until it is stopped. Two ports: with STARTTLS, and with TLS at once."""

    def __init__(self, folder: Path, *, tls: bool, tokens: str, mbox: bool) -> None:
        assert PROGRAM is not None
        self.folder = folder
        self.port, self.tls_port = _free_port(), _free_port()
        self._tls = tls
        # It gives root's rights up for somebody's, and refuses to read mail as root.
        somebody = pwd.getpwnam("mail") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self.home = folder / "home"
        self.home.mkdir(exist_ok=True)
        authority = Authority(folder)
        authority.sign(folder, "localhost")
        self.ca_file = folder / "ca.pem"
        (folder / "oauth2.conf").write_text(
            f"introspection_url = {tokens}\nintrospection_mode = post\n"
            "username_attribute = email\nactive_attribute = active\nactive_value = true\n"
        )
        (folder / "dovecot.conf").write_text(
            _SETTINGS.format(
                folder=folder,
                user=somebody.pw_name,
                group=_group(somebody.pw_gid),
                uid=somebody.pw_uid,
                gid=somebody.pw_gid,
                tls="yes" if tls else "no",
                only_tls="yes" if tls else "no",
                plain_port=self.port,
                tls_port=self.tls_port if tls else 0,
                password=PASSWORD,
                oauth=_OAUTH.format(folder=folder) if tokens else "",
                format="mbox:~/mbox:INBOX=~/inbox.mbox" if mbox else "maildir:~/Maildir",
            )
        )
        if os.geteuid() == 0:
            for path in (folder, self.home):
                os.chown(path, somebody.pw_uid, somebody.pw_gid)
        self._process = subprocess.Popen([PROGRAM, "-F", "-c", str(folder / "dovecot.conf")])
        _wait(lambda: _answers(self.port), "Dovecot does not answer", self._log)

    def disconnect(self) -> None:
        """End every talk, as a server does that is restarted; a new one is taken at once."""
        for child in psutil.Process(self._process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if child.name() in ("imap", "imap-login"):
                    child.kill()
                    child.wait(20)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)

    def _log(self) -> str:
        log = self.folder / "log"
        return log.read_text() if log.exists() else "no log"


class Mailbox:
    """One person's mail on the server."""

    def __init__(self, server: Dovecot, user: str) -> None:
        self.server = server
        self.user = user

    @property
    def url(self) -> str:
        return f"imaps://{self.user}@localhost:{self.server.tls_port}"

    @contextmanager
    def client(self) -> Iterator[IMAPClient]:
        """Somebody at a mail program."""
        context = ssl.create_default_context(cafile=str(self.server.ca_file))
        with IMAPClient("localhost", self.server.tls_port, ssl_context=context) as client:
            client.plain_login(self.user, PASSWORD)
            yield client

    def put(self, *messages: EmailMessage, folder: str = "INBOX") -> None:
        with self.client() as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for one in messages:
                client.append(folder, bytes(one))

    def take(self, number: int, folder: str = "INBOX") -> None:
        """Delete the message `<number@example.com>` for good."""
        with self.client() as client:
            client.select_folder(folder)
            client.delete_messages(client.search(["HEADER", "Message-ID", f"<{number}@"]))
            client.expunge()

    def number_anew(self) -> None:
        """What a restored or migrated server does: another UIDVALIDITY."""
        folder = self.server.folder / "home" / self.user / "Maildir"
        uids = folder / "dovecot-uidlist"
        [before] = map(int, re.findall(r" V(\d+)", uids.read_text()))
        # Dovecot's numbers are the seconds of the clock: within the same one it is the same.
        wait_until(lambda: time.time() > before + 1)
        uids.unlink()
        for index in folder.glob("dovecot.index*"):
            index.unlink()
        for known in folder.glob("dovecot-uidvalidity*"):
            known.unlink()


class Cable:
    """A way to a port of this machine that breaks for good after `lasts` bytes of answers."""

    def __init__(self, port: int, lasts: int) -> None:
        self._far, self._left = port, lasts
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while self._left > 0:
            near, _ = self._listening.accept()
            far = socket.create_connection(("127.0.0.1", self._far))
            while self._left > 0:
                ready, _, _ = select.select([near, far], [], [])
                data = ready[0].recv(min(self._left, 4096))
                if not data:
                    break
                if ready[0] is far:
                    self._left -= len(data)
                (near if ready[0] is far else far).sendall(data)
            near.close()
            far.close()
        self._listening.close()


class Authority:
    """A company's own certificate authority, its certificate in ca.pem."""

    def __init__(self, folder: Path) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example CA")])
        made = self._builder(self._name, self._key.public_key()).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        certificate = made.sign(self._key, SHA256())
        (folder / "ca.pem").write_bytes(certificate.public_bytes(Encoding.PEM))

    def sign(self, folder: Path, host: str) -> None:
        """A certificate for `host` in server.pem, its key in server.key."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        names: list[x509.GeneralName] = [
            x509.DNSName(host),
            x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
        ]
        made = self._builder(name, key.public_key()).add_extension(
            x509.SubjectAlternativeName(names), critical=False
        )
        certificate = made.sign(self._key, SHA256())
        (folder / "server.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        (folder / "server.key").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )

    def _builder(self, name: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
        )


@contextmanager
def running(*, tls: bool = True, tokens: str = "", mbox: bool = False) -> Iterator[Dovecot]:
    """A server in a folder of its own, both gone afterwards; skips where Dovecot is not."""
    if PROGRAM is None:
        pytest.skip("needs Dovecot: scripts/system-packages.sh dovecot-imapd")
    # Not in pytest's folder, which none but its user may enter.
    folder = Path(tempfile.mkdtemp(prefix="kilde-dovecot-"))
    folder.chmod(0o755)
    server = None
    try:
        server = Dovecot(folder, tls=tls, tokens=tokens, mbox=mbox)
        yield server
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def message(number: int, text: str, **fields: str) -> EmailMessage:
    """A message `<number@example.com>` that says `text`."""
    made = EmailMessage()
    made["From"] = "Kari Nordmann <kari@example.com>"
    made["To"] = "it@example.com"
    made["Subject"] = fields.pop("subject", f"Sak {number}")
    made["Message-ID"] = f"<{number}@example.com>"
    made["Date"] = "Thu, 15 Jan 2026 10:00:00 +0100"
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def _free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as opened:
            return opened.recv(4) == b"* OK"
    except OSError:
        return False


def _wait(ready: object, complaint: str, log: object) -> None:
    assert callable(ready) and callable(log)
    deadline = time.monotonic() + 60
    while not ready():
        if time.monotonic() > deadline:
            pytest.fail(f"{complaint}: {log()}")
        time.sleep(0.05)


def _group(number: int) -> str:
    import grp

    return grp.getgrgid(number).gr_name
