"""Admin: for administrators. How the installation is; its spaces, groups, people and keys; and
what is changed against kilde.toml."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import streamlit as st

from chat_app import administering, components
from chat_app.administering import Refused
from chat_app.pages.frame import clock, language, masthead, records_failed, visitor
from chat_app.rights import Visitor, is_administrator
from chat_app.shared import shared
from chat_app.show.accounts import groups, keys, people
from chat_app.show.admin import SECTIONS, SpaceState, admin, spaces, wrongly
from chat_app.show.health import Health, health
from config import ConfigError, Space, Texts
from ingest.schedule import following, next_run
from records import RecordsError

_KEY = "admin-all"
# Pages that an administrator goes on to from here.
_PAGES = ("autonomy", "operations", "figures", "audit", "privacy")


def page() -> None:
    """The page."""
    texts = language()
    masthead("admin", texts)
    with st.container(key="admin"):
        try:
            _draw(texts)
        except RecordsError as error:
            records_failed(error, texts)


def _draw(texts: Texts) -> None:
    def goes() -> None:
        st.session_state["go"] = st.session_state[_KEY].go

    def turns() -> None:
        chosen = st.session_state[_KEY].section
        if chosen in SECTIONS:
            st.session_state["admin-section"] = chosen
            _forget()

    def acts() -> None:
        said = st.session_state[_KEY].act
        if said:
            _act(dict(said), texts)

    section = st.session_state.get("admin-section", SECTIONS[0])
    shown = st.session_state.get("pages", [])
    components.admin(
        key=_KEY,
        data=admin(
            section,
            _CONTENT[section](texts),
            [key for key in _PAGES if key in shown],
            st.session_state.get("admin-said"),
            st.session_state.get("admin-done", 0),
            texts,
        ),
        on_section_change=turns,
        on_act_change=acts,
        on_go_change=goes,
    )


def _forget() -> None:
    """What was said of the last change, and a secret that is shown once."""
    for key in ("admin-said", "admin-made"):
        st.session_state.pop(key, None)


def _act(said: Mapping[str, Any], texts: Texts) -> None:
    _forget()
    kilde, me = shared().kilde, visitor()
    does = _ACTS.get(str(said.get("do")))
    # The page may have been open since before the groups of who looks changed.
    if does is None or not is_administrator(kilde.settings, me.groups):
        return
    try:
        told = does(me, said, texts)
    except Refused as refused:
        wrong = texts(f"admin.refused_{refused.reason}", **refused.values)
    except ConfigError as error:
        wrong = texts("admin.refused", reason=wrongly(error, texts))
    except RecordsError as error:
        wrong = texts("admin.refused", reason=str(error))
    else:
        st.session_state["admin-said"] = {"kind": "done", "text": told}
        st.session_state["admin-done"] = st.session_state.get("admin-done", 0) + 1
        return
    st.session_state["admin-said"] = {"kind": "wrong", "text": wrong}


def _space_changed(me: Visitor, said: Mapping[str, Any], texts: Texts) -> str:
    kilde, name = shared().kilde, str(said["space"])
    changed = administering.change_space(kilde, me, name, dict(said["values"]))
    return texts("admin.changed" if changed else "admin.unchanged", space=_title(name))


def _space_reset(me: Visitor, said: Mapping[str, Any], texts: Texts) -> str:
    name = str(said["space"])
    administering.reset(shared().kilde, me, name, str(said["key"]))
    return texts("admin.changed", space=_title(name))


def _space_added(me: Visitor, said: Mapping[str, Any], texts: Texts) -> str:
    space = administering.add_space(shared().kilde, me, dict(said["values"]))
    return texts("admin.space_added", space=space.title or space.name)


def _space_removed(me: Visitor, said: Mapping[str, Any], texts: Texts) -> str:
    title = _title(str(said["space"]))
    administering.remove_space(shared().kilde, me, str(said["space"]))
    return texts("admin.space_removed", space=title)


def _joined(me: Visitor, said: Mapping[str, Any], texts: Texts) -> str:
    group, address = str(said["group"]).strip(), str(said["address"]).strip()
    administering.join(shared().kilde, me, group, address)
    return texts("admin.joined", address=address, group=group)


def _left(me: Visitor, said: Mapping[str, Any], texts: Texts) -> str:
    group, address = str(said["group"]), str(said["address"])
    administering.leave(shared().kilde, me, group, address)
    return texts("admin.left", address=address, group=group)


def _signed_out(me: Visitor, said: Mapping[str, Any], texts: Texts) -> str:
    administering.sign_out(shared().kilde, me, str(said["person"]))
    return texts("admin.signed_out")


def _erased(me: Visitor, said: Mapping[str, Any], texts: Texts) -> str:
    administering.erase(shared().kilde, me, str(said["person"]))
    return texts("admin.erased")


def _key_made(me: Visitor, said: Mapping[str, Any], texts: Texts) -> str:
    st.session_state["admin-made"] = administering.make_key(
        shared().kilde, me, dict(said["values"])
    )
    return texts("admin.key_is_made")


def _key_revoked(me: Visitor, said: Mapping[str, Any], texts: Texts) -> str:
    administering.revoke_key(shared().kilde, me, str(said["name"]))
    return texts("admin.key_is_revoked", name=str(said["name"]))


_ACTS: dict[str, Callable[[Visitor, Mapping[str, Any], Texts], str]] = {
    "change": _space_changed,
    "reset": _space_reset,
    "add": _space_added,
    "remove": _space_removed,
    "join": _joined,
    "leave": _left,
    "sign_out": _signed_out,
    "erase": _erased,
    "make_key": _key_made,
    "revoke": _key_revoked,
}


def _title(name: str) -> str:
    return next((_titled(one) for one in shared().kilde.settings.space if one.name == name), name)


def _titled(space: Space) -> str:
    return space.title or space.name


def _health(texts: Texts) -> dict[str, Any]:
    kilde = shared().kilde
    settings, outbox = kilde.settings, kilde.catalogue.outbox
    disk = shutil.disk_usage(settings.data_folder)
    runs, follower = kilde.catalogue.runs, following(settings.data_folder)
    found = Health(
        stores=kilde.ready(),
        free=disk.free,
        disk=disk.total,
        mail=bool(settings.mail.smtp),
        unsent=outbox.counts().get("waiting", 0) + outbox.given_up(),
        mail_error=outbox.last_error(),
        runs={_titled(one): runs.last(one.name) for one in settings.space},
        unread=sum(len(kilde.catalogue.counts(one.name).failures) for one in settings.space),
        scheduled=any(one.schedule or one.watch for one in settings.space),
        followed=follower is not None,
        says=follower.says if follower else (),
        unfinished=len(kilde.forgetting.unfinished()),
        version=version("kilde"),
    )
    return {"lines": health(found, clock(), texts)}


def _spaces(texts: Texts) -> dict[str, Any]:
    kilde = shared().kilde
    settings, changes = kilde.settings, kilde.departures.all()
    states = [
        SpaceState(
            space,
            kilde.departures.unchanged(space.name),
            [one for one in changes if one.space == space.name],
            kilde.catalogue.counts(space.name).documents,
            next_run(settings, space, datetime.now(UTC)),
        )
        for space in settings.space
    ]
    names = {**kilde.audit.names(), "local": texts("autonomy.local")}
    return spaces(states, settings, names, clock(), texts)


def _groups(texts: Texts) -> dict[str, Any]:
    kilde = shared().kilde
    signed_in = kilde.settings.auth.provider != "none"
    return groups(kilde.people.groups(), kilde.settings, signed_in, texts)


def _people(texts: Texts) -> dict[str, Any]:
    return people(shared().kilde.people.all(), visitor().id, clock(), texts)


def _keys(texts: Texts) -> dict[str, Any]:
    made = st.session_state.get("admin-made", "")
    return keys(shared().kilde.keys.all(), made, visitor().groups, clock(), texts)


_CONTENT: dict[str, Callable[[Texts], dict[str, Any]]] = {
    "health": _health,
    "spaces": _spaces,
    "groups": _groups,
    "people": _people,
    "keys": _keys,
}
