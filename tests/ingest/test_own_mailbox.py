"""A person's own mailbox is refused as a source, with the reason; a shared one is read."""

from datetime import timedelta

import pytest

from config import ConfigError
from ingest.sources.own import owner
from mail.imap import account_of
from records import Identity
from tests.conftest import Company

KARI = ["kari@example.com"]


@pytest.mark.parametrize(
    "url, whose",
    [
        ("imaps://kari%40example.com@outlook.office365.com", "kari@example.com"),
        ("imaps://Kari@Example.com@mail.example.com/INBOX", "kari@example.com"),
        ("imaps://kari@mail.example.com", "kari@example.com"),
        ("imaps://kari@example.com", "kari@example.com"),
        ("imaps://support@mail.example.com", ""),
        ("imaps://kari@mail.example.org", ""),
        ("imaps://kari@mail.notexample.com", ""),
        # Kari's sign-in at a mailbox that others share with her.
        ("imaps://kari%40example.com%5Csupport@outlook.office365.com", ""),
    ],
)
def test_whose_mailbox_it_is(url: str, whose: str) -> None:
    assert owner(account_of(url), KARI) == whose


SOURCE = '[[space.source]]\nname = "inbox"\nimap = "imap://kari@127.0.0.1:1"\n'


def test_the_run_says_whose_it_is_and_what_to_do(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_IMAP_INBOX_PASSWORD", "secret")
    source = SOURCE.replace("kari@", "kari%40example.com@")
    company.configure(f'[[space]]\nname = "docs"\n{source}')
    [unreached] = company.ingest().errors
    assert "127.0.0.1" in unreached, "nobody knows Kari yet"
    company.kilde.people.begin_session(
        Identity("https://id.example", "k", "Kari", "kari@example.com", ()), b"", timedelta(1)
    )
    assert company.ingest().errors == [
        "the source 'inbox' is the own mailbox of kari@example.com, which is never read: what is "
        "written to one person is not for others to search; name a mailbox that several people "
        "share, or, where this is one, write shared = true beside imap"
    ]
    company.configure(f'[[space]]\nname = "docs"\n{source}shared = true\n')
    [unreached] = company.ingest().errors
    assert "127.0.0.1" in unreached, "it is read again"


def test_an_expert_s_mailbox(company: Company) -> None:
    source = SOURCE.replace("kari@", "kari%40example.com@")
    company.configure(f'[[space]]\nname = "docs"\nexperts = ["kari@example.com"]\n{source}')
    [error] = company.ingest().errors
    assert error.startswith("the source 'inbox' is the own mailbox of kari@example.com")


def test_only_an_account_can_be_said_to_be_shared(company: Company) -> None:
    company.configure('[[space]]\nname = "docs"\n[[space.source]]\nfolder = "d"\nshared = true\n')
    with pytest.raises(ConfigError, match=r"shared is for imap"):
        assert company.settings
