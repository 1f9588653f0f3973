"""Keys of the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from records import Keys, RecordsError, open_database


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(open_database(f"sqlite:///{tmp_path / 'kilde.db'}"))


def test_a_key_is_known_by_its_secret(keys: Keys) -> None:
    token = keys.make("intranet", ("hr", "it"))
    holder = keys.holder(token)
    assert holder is not None
    assert (holder.name, holder.groups, holder.on_behalf_of) == ("intranet", ("hr", "it"), False)
    assert keys.holder(token + "x") is None


def test_a_revoked_key_is_nobody(keys: Keys) -> None:
    token = keys.make("intranet", ())
    assert keys.revoke("intranet")
    assert keys.holder(token) is None
    assert not keys.revoke("intranet")


def test_a_name_is_taken_once(keys: Keys) -> None:
    keys.make("intranet", ())
    with pytest.raises(RecordsError, match="a key called 'intranet' already"):
        keys.make("intranet", ())


def test_the_secret_is_not_in_the_database(keys: Keys, tmp_path: Path) -> None:
    token = keys.make("intranet", ())
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert token.encode() not in held


def test_a_key_ends_by_itself_and_its_use_is_noted(keys: Keys) -> None:
    soon = datetime.now(UTC) + timedelta(days=1)
    token = keys.make("intranet", (), expires=soon)
    ended = keys.make("earlier", (), expires=datetime.now(UTC) - timedelta(seconds=1))
    [_, before] = keys.all()
    assert (before.expires, before.used) == (soon, None)
    assert keys.holder(token) is not None
    [_, after] = keys.all()
    assert after.used is not None
    assert keys.holder(ended) is None
