"""What the company's own mail server says of a message's sender (Authentication-Results)."""

from __future__ import annotations

import re

from mail.messages.mime.headers import Headers

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^\s*([a-z-]+)\s*=\s*([a-z]+)", re.I)
_PROPERTY = re.compile(
    r"\b(header\.(?:from|d|i)|smtp\.(?:mailfrom|auth))\s*=\s*\"?([^\s;\"]+)", re.I
)


def vouched(headers: Headers, server: str, sender: str) -> bool:
    """Does `server` say that the message comes from the domain of the address `sender`?

    Its first word counts: a server takes out what others put there in its name (RFC 8601).
    DMARC decides where it has been looked at; else DKIM or SPF of the sender's domain, or that
    the sender signed in.
    """
    domain = sender.rpartition("@")[2].lower()
    results = _results(headers, server)
    if results is None:
        return False
    by_dmarc = [passed and _fits(told.get("header.from", domain), domain)
                for method, passed, told in results if method == "dmarc"]  # fmt: skip
    if any(by_dmarc):
        return True
    if any(method == "dmarc" and told["result"] == "fail" for method, _, told in results):
        return False
    for method, passed, told in results:
        if not passed:
            continue
        if method == "dkim" and _fits(told.get("header.d") or told.get("header.i", ""), domain):
            return True
        if method == "spf" and _fits(told.get("smtp.mailfrom", ""), domain):
            return True
        if method == "auth" and told.get("smtp.auth", "").lower() == sender.lower():
            return True
    return False


def _results(headers: Headers, server: str) -> list[tuple[str, bool, dict[str, str]]] | None:
    """Each method, whether it passed, and what it looked at; None where the server says nothing."""
    for value in headers.all("authentication-results"):
        text = value.decode("latin-1")
        while (without := _COMMENT.sub(" ", text)) != text:
            text = without
        who, _, rest = text.partition(";")
        if not who.split() or who.split()[0].lower() != server.lower():
            continue
        found = []
        for piece in rest.split(";"):
            match = _RESULT.match(piece)
            if match:
                told = {name.lower(): said for name, said in _PROPERTY.findall(piece)}
                told["result"] = match[2].lower()
                found.append((match[1].lower(), told["result"] == "pass", told))
        return found
    return None


def _fits(told: str, domain: str) -> bool:
    """Is it the domain, or one that it lies in?"""
    stated = told.rpartition("@")[2].lower().strip(".")
    return "." in stated and (domain == stated or domain.endswith(f".{stated}"))
