"""Keys of the API: shown once when they are made, kept as a digest, bound to groups."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from records.database import RecordsError, in_utc
from records.models import ApiKey
from records.schema import keys

PREFIX = "kilde_"
# A program asks many times a minute; how often the last time is written down.
_USED = timedelta(minutes=1)


class Keys:
    """Makes, lists, revokes and recognises keys."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def make(
        self,
        name: str,
        groups: tuple[str, ...],
        on_behalf_of: bool = False,
        ingest: bool = False,
        expires: datetime | None = None,
    ) -> str:
        """A new key: the secret, which cannot be shown again. From `expires` on it is nobody's;
        None: it holds until it is revoked."""
        token = PREFIX + secrets.token_urlsafe(32)
        try:
            with self._writing.begin() as connection:
                connection.execute(
                    insert(keys).values(
                        name=name,
                        digest=_digest(token),
                        groups="\n".join(groups),
                        on_behalf_of=on_behalf_of,
                        ingest=ingest,
                        created=datetime.now(UTC),
                        expires=expires,
                    )
                )
        except IntegrityError:
            raise RecordsError(
                f"there is a key called {name!r} already; revoke it first, or choose another name"
            ) from None
        return token

    def all(self) -> list[ApiKey]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(keys).order_by(keys.c.name)).mappings().all()
        return [_key(dict(row)) for row in rows]

    def revoke(self, name: str) -> bool:
        """Whether there was such a key."""
        with self._writing.begin() as connection:
            return connection.execute(delete(keys).where(keys.c.name == name)).rowcount > 0

    def holder(self, token: str) -> ApiKey | None:
        """The key that `token` is the secret of, while it holds. Notes that it was used."""
        # A digest of 256 random bits needs no salt, and comparing digests leaks nothing.
        query = select(keys).where(keys.c.digest == _digest(token))
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        key = _key(dict(row)) if row else None
        now = datetime.now(UTC)
        if key is None or key.expired(now):
            return None
        if key.used is None or now - key.used > _USED:
            with self._writing.begin() as connection:
                connection.execute(update(keys).where(keys.c.id == key.id).values(used=now))
        return key


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _key(row: dict[str, Any]) -> ApiKey:
    row.pop("digest")
    groups = tuple(filter(None, row["groups"].split("\n")))
    moments = {name: row[name] and in_utc(row[name]) for name in ("created", "expires", "used")}
    return ApiKey(**{**row, **moments, "groups": groups})
