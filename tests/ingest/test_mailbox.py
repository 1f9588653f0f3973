"""Mailboxes on disk: mbox, Maildir, and folders of messages saved each as a file."""

from __future__ import annotations

import mailbox
import os
import unicodedata
from pathlib import Path

import pytest

from config import Source
from ingest.sources import Item, ItemGone, SourceError
from ingest.sources.mailbox import list_mailbox
from ingest.sources.mbox import list_mbox
from tests.ingest.dovecot import Mailbox, message, running

HEAD = b"From kari@example.com Thu Jan 15 10:00:00 2026\n"


def text(item: Item) -> str:
    """What the message says, as it is handed on."""
    with item.opened() as file:
        head, _, body = file.read_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")
    assert b":" in head
    return body.decode().strip()


def texts(path: Path) -> list[str]:
    return [text(item) for item in items(path)]


def items(path: Path, *folders: str) -> tuple[Item, ...]:
    return list_mailbox(path, Source(mailbox=str(path), name="mail", folders=folders)).items


def mbox(folder: Path, *parts: bytes) -> Path:
    file = folder / "box.mbox"
    file.write_bytes(b"".join(parts))
    return file


def plain(number: int, body: str, extra: str = "") -> bytes:
    return f"Subject: Sak {number}\nMessage-ID: <{number}@example.com>\n{extra}\n{body}\n".encode()


# mbox


def test_an_mbox_made_by_python(tmp_path: Path) -> None:
    made = mailbox.mbox(tmp_path / "box")
    made.add(message(1, "Hei\n\nFrom here on it prints."))
    made.add(message(2, "Hallo"))
    made.flush()
    assert texts(tmp_path / "box") == ["Hei\n\nFrom here on it prints.", "Hallo"]


def test_a_sentence_that_begins_with_from_is_no_message(tmp_path: Path) -> None:
    file = mbox(tmp_path, HEAD, plain(1, "Hei\n\nFrom here on: nothing.\nMore."), b"\n", HEAD,
                plain(2, "Hallo"))  # fmt: skip
    assert texts(file) == ["Hei\n\nFrom here on: nothing.\nMore.", "Hallo"]


def test_messages_without_an_empty_line_between_are_told_apart_by_the_date(
    tmp_path: Path,
) -> None:
    assert texts(mbox(tmp_path, HEAD, plain(1, "Hei"), HEAD, plain(2, "Hallo"))) == ["Hei", "Hallo"]


def test_lines_that_end_as_in_windows(tmp_path: Path) -> None:
    parts = HEAD + plain(1, "Hei\n>From oss") + b"\n" + HEAD + plain(2, "Hallo")
    assert texts(mbox(tmp_path, parts.replace(b"\n", b"\r\n"))) == ["Hei\nFrom oss", "Hallo"]


def test_a_stated_length_says_where_a_message_ends(tmp_path: Path) -> None:
    body = "Hei\n\n" + HEAD.decode() + "Subject: sitert\n\nslutt\n"
    stated = plain(1, body, f"Content-Length: {len(body) + 1}\n")
    file = mbox(tmp_path, HEAD, stated, b"\n", HEAD, plain(2, "Hallo"))
    assert texts(file) == [body.strip(), "Hallo"]


def test_a_stated_length_that_is_wrong_is_not_believed(tmp_path: Path) -> None:
    wrong = plain(1, "Hei", "Content-Length: 7000\n")
    assert texts(mbox(tmp_path, HEAD, wrong, b"\n", HEAD, plain(2, "Hallo"))) == ["Hei", "Hallo"]


def test_a_message_keeps_its_place_when_others_go_and_when_it_is_read(tmp_path: Path) -> None:
    first, second = HEAD + plain(1, "Hei") + b"\n", plain(2, "Hallo")
    [_, before] = items(mbox(tmp_path, first, HEAD, second))
    [after] = items(mbox(tmp_path, HEAD, b"Status: RO\nX-Mozilla-Status: 0001\n", second, b"\n\n"))
    assert (before.place, before.modified_ns) == (after.place, after.modified_ns)


def test_the_same_message_twice_is_one(tmp_path: Path) -> None:
    assert len(items(mbox(tmp_path, *[HEAD, plain(1, "Hei"), b"\n"] * 2))) == 1


def test_a_file_that_grows_is_read_as_far_as_it_went(tmp_path: Path) -> None:
    file = mbox(tmp_path, HEAD, plain(1, "Hei"))
    [item] = list_mbox(file, "mail")
    with file.open("ab") as more:
        more.write(b"\n" + HEAD + plain(2, "Hallo"))
    assert text(item) == "Hei"
    assert texts(file) == ["Hei", "Hallo"]


def test_a_file_that_is_written_anew_after_it_was_listed_gives_no_wrong_message(
    tmp_path: Path,
) -> None:
    file = mbox(tmp_path, HEAD, plain(1, "Hei"), b"\n", HEAD, plain(2, "Hallo"))
    [_, second] = items(file)
    mbox(tmp_path, HEAD, plain(2, "Hallo"))
    with pytest.raises(ItemGone):
        text(second)


def test_a_file_larger_than_what_is_read_at_once(tmp_path: Path) -> None:
    long = "x" * 70 + "\n"
    file = mbox(tmp_path, *(HEAD + plain(n, long * 9000 + str(n)) + b"\n" for n in range(5)))
    assert [body.rsplit("\n", 1)[1] for body in texts(file)] == ["0", "1", "2", "3", "4"]


def test_an_empty_file_has_no_messages(tmp_path: Path) -> None:
    assert items(mbox(tmp_path)) == ()


def test_a_file_that_is_no_mbox_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not an mbox"):
        items(mbox(tmp_path, b"PK\x03\x04 something else"))


def test_a_pipe_is_an_error_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "support.mbox")
    with pytest.raises(SourceError, match="is a pipe"):
        items(tmp_path / "support.mbox")


def test_a_mailbox_that_has_vanished_is_an_error_and_not_empty(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist; mount or restore it"):
        items(tmp_path / "gone.mbox")


# Maildir


@pytest.fixture
def maildir(tmp_path: Path) -> mailbox.Maildir:
    return mailbox.Maildir(tmp_path / "Maildir")


def test_a_maildir_with_its_folders(tmp_path: Path, maildir: mailbox.Maildir) -> None:
    maildir.add(message(1, "Hei"))
    maildir.add_folder("Archive.2026").add(message(2, "Hallo"))
    maildir.add_folder("Trash").add(message(3, "Slettet"))
    assert texts(tmp_path / "Maildir") == ["Hei", "Hallo"]
    assert [text(item) for item in items(tmp_path / "Maildir", "Archive.2026")] == ["Hallo"]


def test_a_message_that_is_read_or_flagged_is_not_another(
    tmp_path: Path, maildir: mailbox.Maildir
) -> None:
    key = maildir.add(message(1, "Hei"))
    [new] = items(tmp_path / "Maildir")
    read = mailbox.MaildirMessage(maildir[key])
    (tmp_path / "Maildir/new" / key).rename(tmp_path / f"Maildir/cur/{key}:2,FS")
    [seen] = items(tmp_path / "Maildir")
    assert read.get_subdir() == "new"
    assert (new.place, new.size, new.modified_ns) == (seen.place, seen.size, seen.modified_ns)
    # The one listed before it was read can be opened all the same.
    assert text(new) == "Hei"


def test_a_message_that_is_marked_as_deleted_is_not_there(
    tmp_path: Path, maildir: mailbox.Maildir
) -> None:
    key = maildir.add(message(1, "Hei"))
    (tmp_path / "Maildir/new" / key).rename(tmp_path / f"Maildir/cur/{key}:2,ST")
    assert items(tmp_path / "Maildir") == ()


def test_a_message_that_goes_after_it_was_listed_is_gone(
    tmp_path: Path, maildir: mailbox.Maildir
) -> None:
    key = maildir.add(message(1, "Hei"))
    [item] = items(tmp_path / "Maildir")
    maildir.remove(key)
    with pytest.raises(ItemGone):
        text(item)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_may_not_be_listed_is_an_error(
    tmp_path: Path, maildir: mailbox.Maildir
) -> None:
    maildir.add_folder("Archive").add(message(1, "Hei"))
    closed = tmp_path / "Maildir/.Archive/cur"
    closed.chmod(0)
    try:
        with pytest.raises(SourceError, match="cannot be listed"):
            items(tmp_path / "Maildir")
    finally:
        closed.chmod(0o700)


# Folders of files


def test_a_folder_of_messages_saved_as_files(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026/b.eml").write_bytes(bytes(message(2, "Hallo")))
    (tmp_path / "a.eml").write_bytes(bytes(message(1, "Hei")))
    (tmp_path / "notes.txt").write_text("no message")
    mbox(tmp_path, HEAD, plain(3, "Moin"))
    assert texts(tmp_path) == ["Hei", "Moin", "Hallo"]
    assert [item.path for item in items(tmp_path)] == [None, None, None]


def test_an_mbox_beside_them_whose_name_is_in_nfd(tmp_path: Path) -> None:
    mbox(tmp_path, HEAD, plain(1, "Hei")).rename(
        tmp_path / unicodedata.normalize("NFD", "Entwürfe.mbox")
    )
    assert texts(tmp_path) == ["Hei"]


def test_a_single_message(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(bytes(message(1, "Hei")))
    assert texts(tmp_path / "a.eml") == ["Hei"]


# Made by a mail server


@pytest.mark.parametrize("kind", ["mbox", "maildir"])
def test_what_a_mail_server_wrote(kind: str) -> None:
    said = ["Hei\n\nFrom here on it prints.", "Hallo", "Grüße"]
    with running(mbox=kind == "mbox") as server:
        person = Mailbox(server, "it@example.com")
        person.put(*(message(number, text) for number, text in enumerate(said)))
        with person.client() as client:
            client.select_folder("INBOX")
            client.add_flags([1], [b"\\Seen"])
        home = server.folder / "home/it@example.com"
        found = texts(home / ("inbox.mbox" if kind == "mbox" else "Maildir"))
    assert sorted(found) == sorted(said)
