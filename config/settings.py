"""kilde.toml, typed and checked: what is wrong is named by the path of its key."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from config.texts import Form, Texts, texts

ROOT = Path(__file__).resolve().parent.parent
EVERYONE = "everyone"
# Kilde's own sources, which no kilde.toml has.
UPLOADS = "uploads"
LOOPBACK = ("localhost", "127.0.0.1", "::1")

Events = Literal["case.opened", "case.answered", "case.closed", "ingest.failed"]


class ConfigError(Exception):
    """kilde.toml cannot be used; the message names the file, the key and what was expected.

    `wrong`, for a space that came from a page: its keys that cannot be so, and what was given.
    """

    def __init__(self, message: str, *wrong: tuple[str, str]) -> None:
        super().__init__(message)
        self.wrong = wrong


def _no_password(url: str) -> str:
    if url and urlsplit(url).password:
        raise ValueError("holds a password; secrets come from the environment, never the file")
    return url


def _url(*schemes: str) -> AfterValidator:
    def check(url: str) -> str:
        if url and (urlsplit(url).scheme not in schemes or not urlsplit(url).netloc):
            raise ValueError(f"expected an address beginning with {' or '.join(schemes)}://")
        return _no_password(url)

    return AfterValidator(check)


def _kept_secret_on_the_way(url: str) -> str:
    parts = urlsplit(url)
    if url and parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ValueError("expected an address beginning with https://")
    return url


def _cron(expression: str) -> str:
    if expression:
        # Only companies with a schedule pay for the import.
        from croniter import CroniterBadDateError, croniter

        # croniter also knows letters that cron does not: H and R stand for any time at all.
        known = re.fullmatch(r"[\d*/,\-\sA-Za-z]+", expression) and not re.search(
            r"(?i)(^|[\s,/-])[HRL]", expression
        )
        if len(expression.split()) != 5 or not known or not croniter.is_valid(expression):
            raise ValueError('expected five cron fields, such as "0 3 * * *" for every night at 3')
        try:
            croniter(expression).get_next()
        except CroniterBadDateError:
            raise ValueError("never comes: there is no such date") from None
    return expression


def _timezone(name: str) -> str:
    if name:
        from zoneinfo import ZoneInfo

        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError('expected a name such as "Europe/Oslo"') from None
    return name


Address = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
Name = Annotated[str, Field(pattern=r"^[\w][\w.-]{0,63}$")]
Share = Annotated[float, Field(ge=0, le=1)]
HttpUrl = Annotated[str, _url("http", "https")]


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Chroma(Section):
    url: HttpUrl = ""


class Records(Section):
    url: str = ""

    @field_validator("url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if url and not url.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:")):
            raise ValueError("expected sqlite:///… or postgresql://…, or nothing for SQLite")
        return _no_password(url)


class Embedding(Section):
    model: Annotated[str, Field(min_length=1)] = "multilingual-e5-small"


class AnswerModel(Section):
    model: str = ""
    base_url: HttpUrl = ""

    @field_validator("model")
    @classmethod
    def _provider_and_name(cls, model: str) -> str:
        if model and not re.fullmatch(r"[\w-]+:\S+", model):
            raise ValueError('expected "provider:name", or nothing for quoted answers')
        return model


class Auth(Section):
    """Who signs in, and how. `session_hours` is how long one sign-in lasts; `groups_url` is
    where somebody's groups are asked for who has too many for a token (Entra ID's Graph)."""

    provider: Literal["none", "oidc"] = "none"
    issuer: HttpUrl = ""
    groups_claim: Annotated[str, Field(min_length=1)] = "groups"
    groups_url: HttpUrl = ""
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    session_hours: Annotated[float, Field(gt=0, le=24 * 30)] = 10
    admins: tuple[str, ...] = ()
    auditors: tuple[str, ...] = ()

    @field_validator("issuer", "groups_url")
    @classmethod
    def _by_tls(cls, url: str) -> str:
        return _kept_secret_on_the_way(url)

    @model_validator(mode="after")
    def _issuer_for_oidc(self) -> Auth:
        if self.provider == "oidc" and not self.issuer:
            raise ValueError('issuer is needed when provider is "oidc"')
        if "openid" not in self.scopes:
            raise ValueError('scopes: expected "openid" among them')
        return self


class Admin(Section):
    """What the page Admin may do beyond changing keys: `folders` are those in which it may give
    a new space its documents."""

    folders: tuple[str, ...] = ()


Days = Annotated[int, Field(ge=0)]


class Retention(Section):
    """How many days each kind of record is kept; 0: for ever. Documents: a space's own
    `retention_days`."""

    conversations_days: Days = 365
    feedback_days: Days = 365
    cases_days: Days = 730
    outbox_days: Days = 90
    replies_days: Days = 90
    people_days: Days = 365
    runs_days: Days = 365
    audit_days: Days = 365


class Privacy(Section):
    """Whom to ask about personal data, and who sees the names of those who ask and answer."""

    contact: str = ""
    asker_names: Literal["experts", "nobody"] = "experts"
    expert_names: Literal["readers", "askers", "nobody"] = "askers"


class Trust(Section):
    """When a space's next level of autonomy is proposed: the share of wrong answers that is
    borne, and how many answers must have been looked at."""

    error: Annotated[float, Field(gt=0, lt=1)] = 0.1
    reviewed: Annotated[int, Field(ge=1)] = 50


class RateLimits(Section):
    """How often one person, or one key of the API, may do something within a minute; 0: without
    a limit. `sign_ins` are tries to sign in that fail, from one address."""

    asks: Annotated[int, Field(ge=0)] = 20
    searches: Annotated[int, Field(ge=0)] = 60
    downloads: Annotated[int, Field(ge=0)] = 20
    uploads: Annotated[int, Field(ge=0)] = 60
    sign_ins: Annotated[int, Field(ge=0)] = 20


class Page(Section):
    """How the pages and letters speak to people: `address` is German's "Sie" or "du"."""

    address: Form = "Sie"


class OAuth(Section):
    """Where an IMAP account's access tokens come from: client credentials, or an account of a
    service (Google), for which `client_id` may be empty."""

    token_url: HttpUrl
    client_id: str = ""
    scope: str = ""

    @field_validator("token_url")
    @classmethod
    def _secrets_go_by_tls(cls, url: str) -> str:
        return _kept_secret_on_the_way(url)


class Mail(Section):
    """How mail goes out, and the account in which experts' replies arrive."""

    smtp: Annotated[str, _url("smtp", "smtps")] = ""
    from_: str = Field("", alias="from")
    replies: Annotated[str, _url("imap", "imaps")] = ""
    reply_to: Annotated[str, Field(pattern=r"^([^@\s]+@[^@\s]+)?$")] = ""
    plus: bool = True
    authserv: str = ""
    ca_file: str = ""
    oauth: OAuth | None = None

    @model_validator(mode="after")
    def _account_of_replies(self) -> Mail:
        if self.replies and not urlsplit(self.replies).username:
            raise ValueError(
                "replies: expected the user in it, as in imaps://kilde@mail.example.com"
            )
        if not self.replies and (self.oauth or self.ca_file):
            raise ValueError("oauth and ca_file are for replies, which is empty")
        if self.replies and not self.reply_address:
            raise ValueError(
                "reply_to: expected the address that experts reply to, since neither the user "
                "in replies nor from is one"
            )
        return self

    @property
    def reply_address(self) -> str:
        """The address that experts reply to; empty where nothing tells it."""
        user = unquote(urlsplit(self.replies).username or "")
        sender = parseaddr(self.from_)[1]
        told = (self.reply_to, user, sender)
        return next((one for one in told if re.fullmatch(r"[^@\s]+@[^@\s]+", one)), "")


class Alerts(Section):
    to: tuple[Address, ...] = ()


class Cases(Section):
    """Who gets the cases that fit no space, and when somebody is reminded of one."""

    fallback: tuple[Address, ...] = ()
    remind_days: Annotated[int, Field(ge=0)] = 2
    remind_times: Annotated[int, Field(ge=0)] = 1


class Webhook(Section):
    url: HttpUrl
    events: tuple[Events, ...] = ("case.opened", "case.answered", "ingest.failed")


class Value(Section):
    minutes_per_question: Annotated[float, Field(ge=0)] = 12
    hourly_cost: Annotated[float, Field(ge=0)] = 600
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "NOK"


class Source(Section):
    """Where documents come from: exactly one of `folder`, `mailbox` and `imap`."""

    name: Name = ""
    folder: str = ""
    mailbox: str = ""
    imap: Annotated[str, _url("imap", "imaps")] = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    automatic: bool = False
    ca_file: str = ""
    oauth: OAuth | None = None
    shared: bool = False
    readers: tuple[str, ...] = ()
    authority: int = 1
    link: str = ""

    @model_validator(mode="after")
    def _one_kind(self) -> Source:
        kinds = [kind for kind in ("folder", "mailbox", "imap") if getattr(self, kind)]
        if len(kinds) != 1:
            raise ValueError("expected exactly one of folder, mailbox and imap")
        if self.imap and not urlsplit(self.imap).username:
            raise ValueError("imap: expected the user in it, as in imaps://user@mail.example.com")
        if not self.imap and (self.oauth or self.ca_file):
            raise ValueError("oauth and ca_file are for imap")
        if self.shared and not self.imap:
            raise ValueError("shared is for imap")
        if self.link and "{path}" not in self.link:
            raise ValueError("link: expected {path} in it, where the document's path goes")
        if not self.name:
            place = self.folder or self.mailbox
            name = Path(place).stem if self.mailbox else Path(place).name
            object.__setattr__(self, "name", name or "inbox")
            if not re.fullmatch(r"[\w][\w.-]{0,63}", self.name):
                raise ValueError(f"{name!r} cannot serve as the source's name; give it a name")
        if self.name in (UPLOADS, "verified"):
            raise ValueError(f"name: {self.name!r} is Kilde's own; choose another")
        return self


class Space(Section):
    """What a company decides separately: sources, readers, experts, threshold, schedule."""

    name: Name
    title: str = ""
    readers: tuple[str, ...] = (EVERYONE,)
    owners: tuple[str, ...] = ()
    experts: tuple[Address, ...] = ()
    urgent: tuple[Address, ...] = ()
    escalate: Literal["ask", "auto", "off"] = "ask"
    anonymous: bool = False
    name_experts: bool = True
    autonomy: Literal["suggest", "review", "answer"] = "answer"
    review_share: Share = 1.0
    threshold: Share = 0.6
    model: bool = True
    retention_days: Annotated[int, Field(ge=0)] = 0
    # So long the text of an earlier version is kept, to show what has changed.
    versions_days: Annotated[int, Field(ge=0)] = 30
    # Whether its owners may put documents into it by hand.
    uploads: bool = False
    schedule: Annotated[str, AfterValidator(_cron)] = ""
    watch: bool = False
    source: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _distinct_sources(self) -> Space:
        names = [source.name for source in self.source]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"source: two are called {name!r}; give one another name")
        return self


class Settings(Section):
    """The whole of kilde.toml, read from `file`. Paths in it are relative to its folder, `base`."""

    title: str = "Kilde"
    language: Literal["nb", "de", "en"] = "en"
    timezone: Annotated[str, AfterValidator(_timezone)] = ""
    # Where people reach the pages, for links in mails and for the way back from the sign-in.
    address: HttpUrl = ""
    data: Annotated[str, Field(min_length=1)] = "data"
    glossary: str = "glossary.csv"
    ledger: Annotated[str, Field(min_length=1)] = "erased.jsonl"
    chroma: Chroma = Chroma()
    records: Records = Records()
    embedding: Embedding = Embedding()
    answer: AnswerModel = AnswerModel()
    auth: Auth = Auth()
    mail: Mail = Mail()
    alerts: Alerts = Alerts()
    cases: Cases = Cases()
    webhook: tuple[Webhook, ...] = ()
    value: Value = Value()
    trust: Trust = Trust()
    retention: Retention = Retention()
    privacy: Privacy = Privacy()
    admin: Admin = Admin()
    limits: RateLimits = RateLimits()
    page: Page = Page()
    space: tuple[Space, ...] = ()
    base: Path = Field(default=ROOT, exclude=True)
    file: Path = Field(default=ROOT / "kilde.toml", exclude=True)

    @model_validator(mode="after")
    def _distinct_spaces(self) -> Settings:
        names = [space.name for space in self.space]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"space: two are called {name!r}; give one another name")
        return self

    @property
    def data_folder(self) -> Path:
        return Path(os.environ.get("KILDE_DATA") or self.base / self.data).resolve()

    @property
    def glossary_file(self) -> Path:
        return self.base / self.glossary

    @property
    def ledger_file(self) -> Path:
        """Where erasures are noted."""
        return (self.base / self.ledger).absolute()

    @property
    def models_folder(self) -> Path:
        """Where `make setup` puts built models: beside the program; KILDE_MODELS overrides."""
        return Path(os.environ.get("KILDE_MODELS") or ROOT / "models").resolve()

    @property
    def records_url(self) -> str:
        return self.records.url or f"sqlite:///{self.data_folder / 'kilde.db'}"

    @property
    def public_address(self) -> str:
        """Where people open the pages, without a slash at the end. KILDE_ADDRESS is set by the
        server for what it starts; without either, it is where `kilde serve` listens."""
        address = self.address or os.environ.get("KILDE_ADDRESS") or "http://localhost:8501"
        return address.rstrip("/")

    @property
    def fallback(self) -> tuple[str, ...]:
        """Who gets cases that fit no space, or one without experts: `cases.fallback`, else
        `alerts.to`."""
        return self.cases.fallback or self.alerts.to

    def texts(self, language: str) -> Texts:
        """The interface's texts of a language, as the company speaks to people."""
        return texts(language, self.page.address)

    def folder(self, source: Source) -> Path:
        return (self.base / source.folder).absolute()

    def uploads(self, space: str) -> Path:
        """Where the files lie that were uploaded into a space."""
        return self.data_folder / UPLOADS / space

    def mailbox(self, source: Source) -> Path:
        return (self.base / source.mailbox).absolute()

    def named(self, name: str) -> Space:
        """The space called `name`; ConfigError names those that exist."""
        for space in self.space:
            if space.name == name:
                return space
        known = ", ".join(space.name for space in self.space) or "none"
        raise ConfigError(f"there is no space {name!r}; the spaces are: {known}")


def load(path: str | Path | None = None) -> Settings:
    """The settings from `path`, else KILDE_CONFIG, else kilde.toml in the working directory.

    Raises ConfigError, one line for each thing that is wrong.
    """
    file = Path(path or os.environ.get("KILDE_CONFIG") or "kilde.toml").absolute()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(
            f"{file} does not exist; start Kilde in the folder with your kilde.toml, "
            "or name the file with --config or KILDE_CONFIG"
        ) from None
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file} is not UTF-8; save it again as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from None
    for key in ("base", "file"):
        if key in table:
            raise ConfigError(f"{file}: {key}: there is no such key")
    try:
        # From TOML lists to the tuples of frozen models, before strict checking.
        return Settings.model_validate({**_tuples(table), "base": file.parent, "file": file})
    except ValidationError as error:
        lines = [_in_words(problem) for problem in error.errors()]
        raise ConfigError("\n".join(f"{file}: {line}" for line in lines)) from None


def checked_space(table: Mapping[str, Any]) -> Space:
    """The space that kilde.toml would hold as `table`; ConfigError says, key by key, what is
    wrong with it."""
    try:
        return Settings.model_validate({"space": (_tuples(dict(table)),)}).space[0]
    except ValidationError as error:
        problems = error.errors()
        lines = [_in_words(problem).removeprefix("space[0].") for problem in problems]
        wrong = [
            (str(problem["loc"][2]), str(problem["input"]))
            for problem in problems
            if len(problem["loc"]) > 2
        ]
        raise ConfigError("\n".join(lines), *wrong) from None


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuples(inner) for key, inner in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _in_words(problem: Any) -> str:
    """One pydantic error as `space[0].threshold: expected …, not …`."""
    key = ""
    for part in problem["loc"]:
        key += f"[{part}]" if isinstance(part, int) else f".{part}" if key else str(part)
    kind, context, given = problem["type"], problem.get("ctx", {}), problem["input"]
    if kind == "extra_forbidden":
        known = _known_keys(problem["loc"])
        near = difflib.get_close_matches(str(problem["loc"][-1]), known, n=1)
        return f"{key}: there is no such key; " + (
            f"did you mean {near[0]}?" if near else f"expected one of {', '.join(known)}"
        )
    if kind == "missing":
        return f"{key}: is missing"
    if kind == "value_error":
        reason = str(context["error"])
        return f"{key}: {reason}" if key else reason
    expected = {
        "bool_type": "true or false",
        "int_type": "a whole number",
        "float_type": "a number",
        "string_type": "a text in quotes",
        "tuple_type": "a list in square brackets",
        "model_type": "a table",
        "model_attributes_type": "a table",
        "literal_error": str(context.get("expected", "")),
        "greater_than_equal": f"at least {context.get('ge')}",
        "less_than_equal": f"at most {context.get('le')}",
        "string_too_short": "a text that is not empty",
        "string_pattern_mismatch": f"a text like {_example(str(problem['loc'][-1]))}",
    }.get(kind, problem["msg"])
    return f"{key}: expected {expected}, not {_shown(given)}"


def _shown(given: Any) -> str:
    text = repr(list(given) if isinstance(given, tuple) else given)
    return {"True": "true", "False": "false"}.get(text, text[:80])


def _example(key: str) -> str:
    return {"name": '"hr"', "currency": '"NOK"'}.get(key, '"name@example.com"')


def _known_keys(location: tuple[str | int, ...]) -> list[str]:
    model: Any = Settings
    for part in location[:-1]:
        if isinstance(part, str):
            annotation = _field(model, part)
            inner = getattr(annotation, "__args__", (annotation,))[0]
            model = inner
    return [field.alias or name for name, field in model.model_fields.items() if not field.exclude]


def _field(model: Any, key: str) -> Any:
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            return field.annotation
    raise KeyError(key)
