"""Keys of the API: shown once when they are made, kept as a digest, bound to groups."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from records.database import RecordsError
from records.models import ApiKey
from records.schema import keys

PREFIX = "kilde_"


class Keys:
    """Makes, lists, revokes and recognises keys."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    def make(
        self, name: str, groups: tuple[str, ...], on_behalf_of: bool = False, ingest: bool = False
    ) -> str:
        """A new key: the secret, which cannot be shown again."""
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
        """The key that `token` is the secret of."""
        # A digest of 256 random bits needs no salt, and comparing digests leaks nothing.
        query = select(keys).where(keys.c.digest == _digest(token))
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return _key(dict(row)) if row else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _key(row: dict[str, object]) -> ApiKey:
    row.pop("digest")
    return ApiKey(**{**row, "groups": tuple(filter(None, str(row["groups"]).split("\n")))})  # type: ignore[arg-type]
