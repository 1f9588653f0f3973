"""The page Admin, as the `admin` component shows it: its sections, and the spaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chat_app.show.departures import departure
from chat_app.show.figures import Clock, counted, percent
from config import ConfigError, Settings, Space, Texts
from config.toml import key_lines, space_lines
from records import Departure
from records.departures import ADDED

SECTIONS = ("health", "spaces", "groups", "people", "keys")
_ESCALATE = ("ask", "auto", "off")
_TEXTS = (
    "save", "add_space", "change", "lines", "lines_hint", "remove", "remove_sure",
    "cancel", "name", "name_hint", "title_field", "readers", "owners", "groups_hint", "experts",
    "urgent", "people_hint", "escalate", "schedule", "schedule_hint", "watch", "uploads",
    "folder", "template", "template_hint", "group", "address", "join", "leave", "sign_out",
    "erase", "erase_sure", "key_name", "key_groups", "key_days", "key_days_hint",
    "key_on_behalf_of", "key_ingest", "key_make", "revoke", "revoke_sure", "key_made_title",
    "sections",
)  # fmt: skip


@dataclass(frozen=True)
class SpaceState:
    """A space as it is now, as kilde.toml has it or as it was added, what was changed, how many
    documents it has, and when its schedule comes next."""

    space: Space
    before: Space
    changes: Sequence[Departure]
    documents: int
    next_run: datetime | None


def admin(
    section: str,
    content: Mapping[str, Any],
    links: Sequence[str],
    said: Mapping[str, str] | None,
    done: int,
    texts: Texts,
) -> dict[str, Any]:
    """Data for the component: one section with its `content`. `said` is what the last change
    came to, `done` counts those that went well, `links` are pages to go on to."""
    return {
        "title": texts("page.admin"),
        "section": section,
        "sections": [(key, texts(f"admin.section_{key}")) for key in SECTIONS],
        "links": [(key, texts(f"page.{key}")) for key in links],
        "said": said,
        "done": done,
        "content": content,
        "texts": {key: texts(f"admin.{key}") for key in _TEXTS}
        | {"reset": texts("autonomy.reset")},
    }


def spaces(
    states: Sequence[SpaceState],
    settings: Settings,
    names: Mapping[str, str],
    clock: Clock,
    texts: Texts,
) -> dict[str, Any]:
    """The spaces, and what is needed for a new one; `names` are those of people by id."""
    return {
        "intro": texts("admin.spaces_intro", file=settings.file.name),
        "spaces": [_space(state, names, clock, texts) for state in states],
        "folders": texts("admin.folder_hint", folders=", ".join(settings.admin.folders))
        if settings.admin.folders
        else "",
        "no_folders": texts("admin.no_folders"),
        "templates": [(one.space.name, one.space.title or one.space.name) for one in states],
        "escalates": [(value, texts(f"autonomy.escalate_{value}")) for value in _ESCALATE],
    }


def wrongly(error: ConfigError, texts: Texts) -> str:
    """What is wrong with a space that somebody filled in, field by field; in the words of
    kilde.toml what is not of a field."""
    told = [
        texts(f"admin.wrong_{key}", label=texts(f"admin.{key.partition('_')[0]}"), given=given)
        if f"admin.wrong_{key}" in texts.entries
        else ""
        for key, given in error.wrong
    ]
    return " ".join(dict.fromkeys(told)) if told and all(told) else str(error)


def _space(
    state: SpaceState, names: Mapping[str, str], clock: Clock, texts: Texts
) -> dict[str, Any]:
    space = state.space
    changed = {one.key: one.value for one in state.changes if one.key != ADDED}
    added = next((one for one in state.changes if one.key == ADDED), None)
    lines = space_lines(space) if added else key_lines(changed) if changed else ""
    return {
        "name": space.name,
        "title": space.title or space.name,
        "facts": _facts(state, clock, texts),
        "changes": [departure(one, state.before, names, clock, texts) for one in state.changes],
        "added": added is not None,
        "remove_label": texts("admin.remove_label", space=space.title or space.name),
        "lines": lines,
        "values": {
            "title": space.title,
            "owners": ", ".join(space.owners),
            "experts": "\n".join(space.experts),
            "urgent": "\n".join(space.urgent),
            "escalate": space.escalate,
            "schedule": space.schedule,
            "watch": space.watch,
            "uploads": space.uploads,
        },
        "readers": ", ".join(space.readers),
    }


def _facts(state: SpaceState, clock: Clock, texts: Texts) -> list[tuple[str, str]]:
    space = state.space
    nobody = texts("autonomy.nobody")
    when = texts("admin.watched") if space.watch else ""
    if state.next_run:
        at = clock.shown(state.next_run, texts)
        when = texts("admin.next_run", schedule=space.schedule, at=at) + (when and f" · {when}")
    sources = ", ".join(
        f"{one.name} ({one.folder or one.mailbox or one.imap})" for one in space.source
    )
    return [
        (texts("admin.documents"), counted(state.documents, "documents", texts)),
        (texts("admin.sources"), sources or texts("admin.no_sources")),
        (texts("admin.readers"), ", ".join(space.readers) or nobody),
        (texts("admin.owners"), ", ".join(space.owners) or nobody),
        (texts("admin.experts"), ", ".join(space.experts) or nobody),
        (texts("admin.urgent"), ", ".join(space.urgent) or nobody),
        (
            texts("admin.answers"),
            texts(
                "admin.answers_how",
                threshold=percent(space.threshold, texts),
                level=texts(f"autonomy.level_{space.autonomy}"),
            ),
        ),
        (texts("admin.escalate"), texts(f"autonomy.escalate_{space.escalate}")),
        (texts("admin.schedule"), when or texts("autonomy.by_hand")),
    ]
