"""What is kept of people, why, how long and who sees it, as the settings have it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from config import Settings, Texts
from config.settings import LOOPBACK

# What is kept, and the key of [retention] that says for how long.
_KEPT = (
    ("questions", "conversations"),
    ("opinions", "feedback"),
    ("cases", "cases"),
    ("account", "people"),
    ("mail", "outbox"),
    ("log", "audit"),
)


def privacy(settings: Settings, texts: Texts) -> dict[str, Any]:
    """Data for the component: the notice that GDPR's Article 13 asks for."""
    title = settings.title
    contact = settings.privacy.contact
    leaving = _leaving(settings, texts)
    asks = (
        texts("privacy.contact", contact=contact)
        if contact
        else texts("privacy.no_contact", title=title)
    )
    return {
        "title": texts("privacy.title"),
        "intro": texts("privacy.intro", title=title),
        "sections": [
            {
                "title": texts("privacy.what"),
                "head": [texts(f"privacy.col_{key}") for key in ("what", "why", "long", "who")],
                "rows": [_row(settings, what, kind, texts) for what, kind in _KEPT],
            },
            {
                "title": texts("privacy.where"),
                "paragraphs": [texts("privacy.leaves" if leaving else "privacy.nothing_leaves")],
                "items": leaving,
            },
            {
                "title": texts("privacy.names"),
                "paragraphs": [
                    texts(f"privacy.asker_{settings.privacy.asker_names}"),
                    texts(f"privacy.expert_{settings.privacy.expert_names}"),
                ],
            },
            {
                "title": texts("privacy.not_done"),
                "paragraphs": [
                    texts("privacy.no_measuring"),
                    texts("privacy.no_decisions"),
                    texts("privacy.no_telemetry", title=title),
                ],
            },
            {
                "title": texts("privacy.rights"),
                "paragraphs": [texts("privacy.right_own"), texts("privacy.right_others"), asks],
            },
        ],
    }


def kept_for(settings: Settings, kind: str, texts: Texts) -> str:
    """How long a kind of record is kept: `365 days`."""
    days = int(getattr(settings.retention, f"{kind}_days"))
    return texts.counted("count.kept_days", days) if days else texts("mydata.for_ever")


def plain(data: dict[str, Any]) -> str:
    """The notice as text with Markdown's headings, for a terminal or a file."""
    lines = [f"# {data['title']}", "", data["intro"]]
    for section in data["sections"]:
        lines += ["", f"## {section['title']}", ""]
        for row in section.get("rows", ()):
            _, *labels = section["head"]
            what, *cells = row
            told = (f"  {label}: {cell}" for label, cell in zip(labels, cells, strict=True))
            lines += [f"- {what}", *told]
        lines += section.get("paragraphs", ())
        lines += [f"- {item}" for item in section.get("items", ())]
    return "\n".join(lines)


def _row(settings: Settings, what: str, kind: str, texts: Texts) -> list[str]:
    long = kept_for(settings, kind, texts)
    if what == "account":
        long = texts("privacy.until_ended", days=long)
    return [
        texts(f"privacy.{what}"),
        texts(f"privacy.{what}_why"),
        long,
        texts(f"privacy.{what}_who"),
    ]


def _leaving(settings: Settings, texts: Texts) -> list[str]:
    """What leaves the machine, a sentence each; empty where nothing does."""
    told = []
    model = settings.answer
    if model.model and any(space.model for space in settings.space):
        host = _elsewhere(model.base_url) if model.base_url else texts("privacy.to_model_host")
        if host:
            name = model.model.partition(":")[2]
            told.append(texts("privacy.to_model", name=name, host=host))
    for key, url in (
        ("to_mail", settings.mail.smtp),
        ("to_replies", settings.mail.replies),
        *(("to_webhook", hook.url) for hook in settings.webhook),
        ("to_records", settings.records.url if "://" in settings.records.url else ""),
        ("to_chroma", settings.chroma.url),
    ):
        if host := _elsewhere(url):
            told.append(texts(f"privacy.{key}", host=host))
    if host := _elsewhere(settings.auth.issuer) if settings.auth.provider == "oidc" else "":
        told.append(texts("privacy.to_sign_in", host=host, title=settings.title))
    return told


def _elsewhere(url: str) -> str:
    """The host of an address; empty where it is this machine."""
    host = urlsplit(url).hostname or ""
    return "" if host in LOOPBACK else host
