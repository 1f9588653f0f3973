"""kilde.toml: what is taken, and how what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import ConfigError, Settings, load
from config.settings import ROOT


def settings_of(tmp_path: Path, toml: str) -> Settings:
    file = tmp_path / "kilde.toml"
    file.write_text(toml, encoding="utf-8")
    return load(file)


def test_every_key_of_the_design_is_taken(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path,
        """
        title = "Kilde"
        data = "data"
        glossary = "glossary.csv"
        [chroma]
        url = ""
        [records]
        url = ""
        [embedding]
        model = "multilingual-e5-small"
        [answer]
        model = "openai:gpt-5"
        base_url = "http://127.0.0.1:8080/v1"
        [auth]
        provider = "oidc"
        issuer = "https://login.example.com"
        groups_claim = "groups"
        admins = ["it"]
        auditors = ["dpo"]
        [mail]
        smtp = "smtps://mail.example.com:465"
        from = "kilde@example.com"
        replies = "imaps://kilde@mail.example.com/INBOX"
        [alerts]
        to = ["it@example.com"]
        [[webhook]]
        url = "https://hooks.example.com/kilde"
        events = ["case.opened", "case.answered", "ingest.failed"]
        [value]
        minutes_per_question = 12
        hourly_cost = 600
        currency = "NOK"
        [[space]]
        name = "hr"
        title = "Personal"
        readers = ["everyone"]
        owners = ["hr-leads"]
        experts = ["hr@example.com"]
        urgent = []
        escalate = "ask"
        autonomy = "answer"
        threshold = 0.6
        model = true
        retention_days = 0
        schedule = "0 3 * * *"
        watch = false
        [[space.source]]
        name = "handbook"
        folder = "samples/hr"
        include = ["*.pdf"]
        exclude = ["drafts/*"]
        readers = []
        authority = 1
        link = "https://intranet/docs/{path}"
        [[space.source]]
        name = "support"
        mailbox = "samples/support.mbox"
        [[space.source]]
        name = "inbox"
        imap = "imaps://user@mail.example.com/INBOX"
        folders = ["Archive/*"]
        automatic = true
        ca_file = "company.pem"
        [space.source.oauth]
        token_url = "https://login.example.com/token"
        client_id = "kilde"
        scope = "https://mail.example.com/.default"
        """,
    )
    assert settings.space[0].source[0].folder == "samples/hr"
    assert settings.mail.from_ == "kilde@example.com"


def test_nothing_needs_to_be_said(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, '[[space]]\nname = "hr"\n[[space.source]]\nfolder = "docs/x"')
    assert settings.embedding.model == "multilingual-e5-small"
    assert settings.space[0].threshold == 0.6
    assert settings.space[0].source[0].name == "x"


def test_paths_are_relative_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KILDE_DATA", raising=False)
    settings = settings_of(tmp_path, 'data = "d"\n[[space]]\nname="s"\nsource=[{folder="docs"}]')
    assert settings.data_folder == tmp_path.resolve() / "d"
    assert settings.folder(settings.space[0].source[0]) == tmp_path / "docs"


def test_the_environment_names_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_DATA", str(tmp_path / "elsewhere"))
    assert settings_of(tmp_path, 'data = "d"').data_folder == tmp_path / "elsewhere"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('titel = "x"', "titel: there is no such key; did you mean title?"),
        ("[embedding]\nmodell = 'x'", "embedding.modell: there is no such key; did you mean model?"),
        ("base = '/'", "base: there is no such key"),
        ("[[space]]\nname = 'a'\nthreshold = 'high'", "space[0].threshold: expected a number, not 'high'"),
        ("[[space]]\nname = 'a'\nthreshold = 2.0", "space[0].threshold: expected at most 1.0, not 2.0"),
        ("[[space]]\nname = 'a'\nwatch = 'yes'", "space[0].watch: expected true or false, not 'yes'"),
        ("[[space]]\ntitle = 'a'", "space[0].name: is missing"),
        ("[[space]]\nname = 'a'\nreaders = 'everyone'", "space[0].readers: expected a list in square brackets, not 'everyone'"),
        ("[[space]]\nname = 'a'\nescalate = 'yes'", "space[0].escalate: expected 'ask', 'auto' or 'off', not 'yes'"),
        ("[[space]]\nname = 'a'\nschedule = 'daily'", 'space[0].schedule: expected five cron fields, such as "0 3 * * *" for every night at 3'),
        ("[[space]]\nname = 'a'\nexperts = ['hr']", "space[0].experts[0]: expected a text like \"name@example.com\", not 'hr'"),
        ("[[space]]\nname = 'a'\n[[space]]\nname = 'a'", "space: two are called 'a'; give one another name"),
        ("[[space]]\nname='a'\nsource=[{folder='x/d'},{folder='y/d'}]", "space[0]: source: two are called 'd'; give one another name"),
        ("[[space]]\nname = 'a'\nsource = [{name='x'}]", "space[0].source[0]: expected exactly one of folder, mailbox and imap"),
        ("[[space]]\nname = 'a'\nsource = [{folder='x', link='https://i/'}]", "space[0].source[0]: link: expected {path} in it, where the document's path goes"),
        ("[[space]]\nname = 'a'\nsource = [{imap='imaps://mail.example.com'}]", "space[0].source[0]: imap: expected the user in it, as in imaps://user@mail.example.com"),
        ("[[space]]\nname = 'a'\nsource = [{folder='x', ca_file='ca.pem'}]", "space[0].source[0]: oauth and ca_file are for imap"),
        ("[[space]]\nname = 'a'\nsource = [{imap='imaps://u@h', oauth={token_url='http://example.com'}}]", "space[0].source[0].oauth.token_url: expected an address beginning with https://"),
        ("[mail]\nsmtp = 'smtps://me:secret@mail.example.com'", "mail.smtp: holds a password; secrets come from the environment, never the file"),
        ("[answer]\nmodel = 'gpt'", 'answer.model: expected "provider:name", or nothing for quoted answers'),
        ("[auth]\nprovider = 'oidc'", 'auth: issuer is needed when provider is "oidc"'),
        ("chroma = 'x'", "chroma: expected a table, not 'x'"),
        ("title = ", "is not valid TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        settings_of(tmp_path, toml)
    assert message in str(error.value)
    assert str(tmp_path / "kilde.toml") in str(error.value)
    assert "secret" not in str(error.value).replace("secrets", "")


def test_all_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        settings_of(tmp_path, "titel = 1\ndata = 2")
    assert len(str(error.value).splitlines()) == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist; start Kilde in the folder with"):
        load(tmp_path / "kilde.toml")


def test_the_sample_company_is_valid() -> None:
    assert [space.name for space in load(ROOT / "kilde.toml").space] == [
        "company",
        "hr",
        "it",
        "production",
    ]
