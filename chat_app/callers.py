"""Who calls the API: the local user, a key, or somebody for whom a key speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from answering import Kilde, Person, Reader
from chat_app.gate import LOOPBACK_NAMES, host_name, is_loopback, peer
from chat_app.metrics import METRICS
from chat_app.rights import LOCAL, Visitor, is_administrator, visitor_of
from chat_app.throttle import PEOPLE_BEHIND_A_KEY, Kind, Throttle
from config import EVERYONE

if TYPE_CHECKING:
    from chat_app.signin import SignIn


# Ids that are Kilde's own: of who has signed in, the local user, keys and the command line.
_OWN_IDS = re.compile(r"[0-9a-f]{32}|local( user)?|(key|command line|person)\b.*", re.DOTALL)


class TooOften(HTTPException):
    """Something was done too often; in `wait` seconds it may be done again."""

    def __init__(self, kind: Kind, wait: int) -> None:
        super().__init__(
            429,
            f"{kind}: too many within a minute; try again in {wait} s, or have limits.{kind} in "
            "kilde.toml raised",
            {"Retry-After": str(wait)},
        )
        self.wait = wait


@dataclass(frozen=True)
class Caller:
    """Who calls, and what besides the visitor's own rights they may do; `name` is for the log
    of who did what."""

    visitor: Visitor = LOCAL
    name: str = "local user"
    may_ingest: bool = True
    may_speak_for_others: bool = True

    @property
    def groups(self) -> tuple[str, ...] | None:
        """None for the one local user, who reads everything."""
        return self.visitor.groups

    @property
    def person(self) -> Person:
        return replace(self.visitor.person, through=self.name if self.on_behalf else "")

    @property
    def actor(self) -> str:
        """Who acts, for the audit log: the key itself, whoever it speaks for."""
        return self.name

    @property
    def on_behalf(self) -> dict[str, str]:
        """Whom a key speaks for, for the audit log; nothing where it speaks for itself."""
        speaks = self.name.startswith("key ") and self.visitor.id != self.name
        return {"person": self.visitor.id} if speaks else {}

    def speaking_for(self, somebody: OnBehalfOf | None) -> Caller:
        """The caller as the person that it speaks for; itself where it names nobody."""
        if somebody is None:
            return self
        if not self.may_speak_for_others:
            raise HTTPException(
                403,
                "on_behalf_of: this key speaks for itself only; make one that may name people "
                "with `kilde key make NAME --on-behalf-of`",
            )
        if _OWN_IDS.fullmatch(somebody.person.strip().lower()):
            raise HTTPException(
                422,
                f"on_behalf_of.person: {somebody.person!r} is an id of Kilde's own, whom no key "
                "speaks for; name the person by mail address, or by the id of your own program",
            )
        groups = tuple(somebody.groups)
        if self.groups is not None:
            beyond = sorted({*groups} - {*self.groups, EVERYONE})
            if beyond:
                raise HTTPException(
                    403,
                    f"on_behalf_of.groups: this key is not of {', '.join(beyond)}; name groups of "
                    "the key's own, or make it with `kilde key make NAME --groups …`",
                )
        address = somebody.address or (somebody.person if "@" in somebody.person else "")
        visitor = Visitor(somebody.person, somebody.name, address, groups)
        return replace(self, visitor=visitor)


class OnBehalfOf(BaseModel):
    """The person that a key speaks for: an id, in most companies the mail address, and what is
    known of them. `groups` are theirs, of those that the key has itself: what the key may do is
    not what everybody may whom it names."""

    model_config = ConfigDict(extra="forbid")

    person: str = Field(min_length=1, max_length=100)
    name: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=320, pattern=r"^([^@\s]+@[^@\s]+)?$")
    groups: list[str] = Field(default=[], max_length=1000)


def person_of(
    person: Annotated[str | None, Query(min_length=1, max_length=100)] = None,
    groups: Annotated[list[str] | None, Query(max_length=1000)] = None,
) -> OnBehalfOf | None:
    """`?person=…&groups=…&groups=…`, as `on_behalf_of` in a body."""
    return OnBehalfOf(person=person, groups=groups or []) if person else None


Named = Annotated[OnBehalfOf | None, Depends(person_of)]


def _operator(request: Request) -> Caller:
    who = _caller(request)
    if not who.may_ingest:
        raise HTTPException(
            403,
            "Authorization: this key may not start runs or see them; make one that may with "
            "`kilde key make NAME --ingest`",
        )
    return who


def _caller(request: Request) -> Caller:
    kilde: Kilde = request.app.state.kilde
    authorization = request.headers.get("authorization")
    if authorization is None:
        if kilde.settings.auth.provider == "none" and _is_local(request):
            return Caller()
        sign_in: SignIn | None = request.app.state.sign_in
        person = sign_in and sign_in.visitor(request.cookies.get(sign_in.cookie))
        if person:
            administers = is_administrator(kilde.settings, person.groups)
            return Caller(visitor_of(person), f"person {person.id}", administers, False)
        reason = "a key is needed from outside this machine"
    else:
        throttle: Throttle = request.app.state.throttle
        wait = throttle.wait("sign_ins", peer(request, kilde.settings))
        if wait:
            _too_often("sign_ins", wait)
        scheme, _, token = authorization.partition(" ")
        holder = kilde.keys.holder(token.strip()) if scheme.lower() == "bearer" else None
        if holder is not None:
            name = f"key {holder.name}"[:100]
            visitor = Visitor(name, holder.name, "", holder.groups)
            return Caller(visitor, name, holder.ingest, holder.on_behalf_of)
        throttle.take("sign_ins", peer(request, kilde.settings))
        reason = "there is no such key"
    raise HTTPException(
        401,
        f"Authorization: {reason}; make one with `kilde key` and send it as "
        "`Authorization: Bearer kilde_…`",
        {"WWW-Authenticate": "Bearer"},
    )


def spend(request: Request, kind: Kind, caller: Caller, who: Caller | None = None) -> None:
    """Count what a caller does, as whom it speaks for; 429 where it is too often.

    The one local user is not held back: who runs this machine may.
    """
    throttle: Throttle = request.app.state.throttle
    wait = 0
    if who is not None and who is not caller:
        if caller.groups is not None:
            wait = throttle.take(kind, caller.name, PEOPLE_BEHIND_A_KEY)
        # Two keys may call people by the same ids.
        wait = wait or throttle.take(kind, f"{caller.name}: {who.visitor.id}")
    elif caller.groups is not None:
        wait = throttle.take(kind, caller.visitor.id)
    if wait:
        _too_often(kind, wait)


def _too_often(kind: Kind, wait: int) -> None:
    METRICS.refused(kind, "api")
    raise TooOften(kind, wait)


def _taker(request: Request, who: Annotated[Caller, Depends(_caller)]) -> Caller:
    spend(request, "downloads", who)
    return who


Who = Annotated[Caller, Depends(_caller)]
# Who takes a file along.
Taker = Annotated[Caller, Depends(_taker)]
Operator = Annotated[Caller, Depends(_operator)]


def spaces_of(kilde: Kilde, who: Caller) -> set[str]:
    """The spaces that the caller may read."""
    return {
        space.name
        for space in kilde.settings.space
        if who.groups is None or {*who.groups, EVERYONE} & {*space.readers}
    }


def reader_of(kilde: Kilde, who: Caller, spaces: list[str]) -> Reader:
    """What the caller may ask of some spaces (none: of all); 404 names one that is not there."""
    known = spaces_of(kilde, who)
    for name in spaces:
        # One that exists and may not be read is answered like one that does not exist.
        if name not in known:
            raise HTTPException(
                404,
                f"spaces: there is no space {name!r} that you may read; name one of "
                f"{', '.join(sorted(known)) or 'none'}, or leave spaces out",
            )
    return kilde.reader(who.groups, spaces)


def _is_local(request: Request) -> bool:
    """Whether the request comes from this machine itself, not through a proxy on it."""
    forwarded = any(
        name == "forwarded" or name.startswith("x-forwarded") for name in request.headers
    )
    return (
        not forwarded
        and request.client is not None
        and is_loopback(request.client.host)
        and host_name(request.headers.get("host", "")) in LOOPBACK_NAMES
    )
