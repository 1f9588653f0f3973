"""An account by IMAP as a source, on a real server."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import Source
from ingest.sources import Item, ItemGone, Listing, SourceError, imap
from ingest.sources.imap import list_account
from tests.ingest.dovecot import PASSWORD, Dovecot, Mailbox, message, running
from tests.ingest.tokens import TokenServer, token_server

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def tokens() -> Iterator[TokenServer]:
    with token_server() as server:
        yield server


@pytest.fixture(scope="module")
def server(tokens: TokenServer) -> Iterator[Dovecot]:
    with running(tokens=f"{tokens.url}/introspect") as dovecot:
        yield dovecot


@pytest.fixture
def mailbox(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """An account of its own for each test, and Kilde's password for it."""
    monkeypatch.setenv("KILDE_IMAP_INBOX_PASSWORD", PASSWORD)
    return Mailbox(server, f"it{next(_NUMBERS)}@example.com")


def source(mailbox: Mailbox, **keys: object) -> Source:
    values = {"name": "inbox", "imap": mailbox.url, "ca_file": str(mailbox.server.ca_file)}
    return Source.model_validate({**values, **keys})


def listing(source: Source, known: tuple[str, ...] = ()) -> Listing:
    with list_account(source, Path("/"), frozenset(known)) as found:
        return found


def texts(source: Source) -> list[str]:
    """What the account's messages say, each opened."""
    with list_account(source, Path("/"), frozenset()) as found:
        return [_text(item) for item in found.items]


def _text(item: Item) -> str:
    with item.opened() as file:
        return file.read_bytes().decode().partition("\r\n\r\n")[2].strip()


def test_its_messages_are_listed_by_folder_validity_and_uid(mailbox: Mailbox) -> None:
    mailbox.put(message(1, "Hei"), message(2, "Hallo"))
    [first, second] = listing(source(mailbox)).items
    folder, validity, uid = first.place.split(";")
    assert (folder, uid, second.place) == ("INBOX", "1", f"INBOX;{validity};2")
    assert texts(source(mailbox)) == ["Hei", "Hallo"]


def test_nothing_is_marked_as_read(mailbox: Mailbox) -> None:
    mailbox.put(message(1, "Hei"))
    assert texts(source(mailbox)) == ["Hei"]
    with mailbox.client() as client:
        client.select_folder("INBOX")
        assert client.get_flags([1])[1] in ((), (b"\\Recent",))


def test_what_is_known_is_not_asked_about(mailbox: Mailbox) -> None:
    mailbox.put(message(1, "Hei"), message(2, "Hallo"))
    [first, _] = listing(source(mailbox)).items
    [known, new] = listing(source(mailbox), known=(first.place,)).items
    assert (known.size, known.identity) == (None, None)
    assert new.size and new.identity


def test_a_message_that_is_marked_as_deleted_is_not_there(mailbox: Mailbox) -> None:
    mailbox.put(message(1, "Hei"), message(2, "Hallo"))
    with mailbox.client() as client:
        client.select_folder("INBOX")
        client.delete_messages([1])
    assert texts(source(mailbox)) == ["Hallo"]


def test_one_that_is_expunged_after_it_was_listed_is_gone(mailbox: Mailbox) -> None:
    mailbox.put(message(1, "Hei"))
    with list_account(source(mailbox), Path("/"), frozenset()) as found:
        mailbox.take(1)
        with pytest.raises(ItemGone):
            _text(found.items[0])


def test_folders_are_named_or_fit_a_pattern(mailbox: Mailbox) -> None:
    mailbox.put(message(1, "Inn"))
    mailbox.put(message(2, "Arkiv"), folder="Arkiv/2026")
    mailbox.put(message(3, "Søppel"), folder="Søppel")
    assert texts(source(mailbox, folders=("Arkiv/2026",))) == ["Arkiv"]
    assert texts(source(mailbox, imap=f"{mailbox.url}/INBOX", folders=("Arkiv/*",))) == [
        "Inn",
        "Arkiv",
    ]
    assert sorted(texts(source(mailbox, folders=("*",)))) == ["Arkiv", "Inn"]


def test_a_folder_that_is_not_there_is_an_error_that_names_those_that_are(
    mailbox: Mailbox,
) -> None:
    mailbox.put(message(1, "Arkiv"), folder="Arkiv")
    with pytest.raises(SourceError, match=r"no folder 'Archive'; its folders are: Arkiv, INBOX"):
        listing(source(mailbox, folders=("Archive",)))


def test_the_same_message_has_the_same_identity_wherever_it_lies(mailbox: Mailbox) -> None:
    mailbox.put(message(1, "Hei"))
    mailbox.put(message(1, "Hei"), folder="Arkiv")
    [one, other] = listing(source(mailbox, folders=("INBOX", "Arkiv"))).items
    assert one.identity == other.identity


def test_a_message_that_is_too_large_is_named_and_not_fetched(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "LARGEST_BYTES", 1000)
    mailbox.put(message(1, "x" * 2000), message(2, "Hallo"))
    found = listing(source(mailbox))
    assert len(found.items) == 1
    [reason] = found.refused.values()
    assert "the limit is" in reason


def test_batches_are_small_and_complete(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "BATCH_MESSAGES", 2)
    mailbox.put(*(message(n, f"Melding {n}") for n in range(5)))
    assert texts(source(mailbox)) == [f"Melding {n}" for n in range(5)]


def test_a_wrong_password_is_an_error_and_not_an_empty_account(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_IMAP_INBOX_PASSWORD", "feil")
    with pytest.raises(SourceError, match="did not let Kilde in") as caught:
        listing(source(mailbox))
    assert "feil" not in str(caught.value)


def test_a_missing_password_is_asked_for_by_its_variable(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KILDE_IMAP_INBOX_PASSWORD")
    with pytest.raises(SourceError, match="KILDE_IMAP_INBOX_PASSWORD is not set"):
        listing(source(mailbox))


def test_a_certificate_of_an_unknown_authority_is_refused(mailbox: Mailbox) -> None:
    with pytest.raises(SourceError, match=r"certificate of localhost is not trusted .*ca_file"):
        listing(source(mailbox, ca_file=""))


def test_a_certificate_of_another_host_is_refused(mailbox: Mailbox) -> None:
    url = mailbox.url.replace("localhost", "127.0.0.2")
    with pytest.raises(SourceError, match=r"certificate of 127\.0\.0\.2 is not trusted"):
        listing(source(mailbox, imap=url))


def test_imap_goes_over_to_tls_before_it_says_who_it_is(mailbox: Mailbox) -> None:
    mailbox.put(message(1, "Hei"))
    url = f"imap://{mailbox.user}@localhost:{mailbox.server.port}"
    assert texts(source(mailbox, imap=url)) == ["Hei"]
    with pytest.raises(SourceError, match="is not trusted"):
        listing(source(mailbox, imap=url, ca_file=""))


def test_without_tls_only_this_machine_is_talked_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KILDE_IMAP_INBOX_PASSWORD", PASSWORD)
    with running(tls=False) as plain:
        keys = {"name": "inbox", "imap": f"imap://it@example.com@127.0.0.1:{plain.port}"}
        assert listing(Source.model_validate(keys)).items == ()
        keys["imap"] = f"imap://it@example.com@127.0.0.2:{plain.port}"
        with pytest.raises(SourceError, match="offers no TLS"):
            listing(Source.model_validate(keys))


def test_a_server_that_is_not_there_is_an_error(mailbox: Mailbox) -> None:
    url = "imaps://it@example.com@127.0.0.1:1"
    with pytest.raises(SourceError, match=r"there is no connection .*refused"):
        listing(source(mailbox, imap=url))


def by_token(mailbox: Mailbox, tokens: TokenServer) -> Source:
    return source(
        Mailbox(mailbox.server, "shared@example.com"),
        oauth={"token_url": f"{tokens.url}/token", "client_id": "kilde", "scope": "mail"},
    )


def test_an_access_token_opens_the_account(
    mailbox: Mailbox, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_IMAP_INBOX_SECRET", "hemmelig")
    Mailbox(mailbox.server, "shared@example.com").put(message(1, "Delt"))
    assert texts(by_token(mailbox, tokens)) == ["Delt"]
    assert tokens.asked[-1] == {
        "grant_type": "client_credentials",
        "client_id": "kilde",
        "client_secret": "hemmelig",
        "scope": "mail",
    }


def test_a_wrong_secret_is_an_error_that_does_not_tell_it(
    mailbox: Mailbox, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_IMAP_INBOX_SECRET", "feil")
    with pytest.raises(SourceError, match=r"gave no token \(401 invalid_client\)") as caught:
        listing(by_token(mailbox, tokens))
    assert "feil" not in str(caught.value) and "hemmelig" not in str(caught.value)


def test_a_connection_that_ends_is_made_anew_with_a_new_token(
    mailbox: Mailbox, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_IMAP_INBOX_SECRET", "hemmelig")
    monkeypatch.setattr(tokens, "lasts", 0)
    shared = Mailbox(mailbox.server, "shared@example.com")
    shared.put(message(7, "Etter et brudd"))
    before = len(tokens.given)
    with list_account(by_token(mailbox, tokens), Path("/"), frozenset()) as found:
        mailbox.server.disconnect()
        assert _text(found.items[-1]) == "Etter et brudd"
    assert len(tokens.given) == before + 2
