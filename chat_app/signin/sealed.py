"""What Kilde hands to a browser, or puts into its database, that only Kilde may read."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Sealed:
    """Seals and opens with a key made from a secret; a new secret makes all of it useless."""

    def __init__(self, secret: str) -> None:
        key = HKDF(SHA256(), 32, salt=None, info=b"kilde sign-in").derive(secret.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, plain: bytes) -> bytes:
        return self._fernet.encrypt(plain)

    def open(self, sealed: bytes, seconds: int | None = None) -> bytes | None:
        """What was sealed, if it was by this key and, where given, within `seconds`."""
        try:
            return self._fernet.decrypt(sealed, seconds)
        except InvalidToken:
            return None
