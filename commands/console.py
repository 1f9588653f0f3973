"""What the commands share: opening Kilde, and how people are spoken to."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import config
from config import ConfigError, Settings

if TYPE_CHECKING:
    from answering import Kilde


def settings(file: str | None) -> Settings:
    return config.load(file)


def open_kilde(file: str | None) -> Kilde:
    from answering import Kilde

    return Kilde.open(config.load(file))


def groups_of(text: str | None) -> tuple[str, ...] | None:
    """`--groups a,b` as groups; None where it was not given: the administrator."""
    if text is None:
        return None
    return tuple(group for group in (part.strip() for part in text.split(",")) if group)


def say(message: str) -> None:
    """To the person, on standard error."""
    print(message, file=sys.stderr, flush=True)


def counted(count: int, one: str, many: str) -> str:
    """A count with the form of the word that it wants."""
    return f"{count} {one if count == 1 else many}"


def deliver(kilde: Kilde) -> None:
    """Send what the command wrote; what cannot be sent now waits in the outbox."""
    from mail.outbox import Outbox

    delivery = Outbox(kilde.settings, kilde.catalogue.outbox).deliver()
    if delivery.error:
        say(f"kilde: not everything could be sent: {delivery.error}; it is tried again later")


def fail(error: Exception) -> NoReturn:
    """One message for an error that has been foreseen; the trace of any other. Exits with 1."""
    from sqlalchemy.exc import SQLAlchemyError

    from records import in_words

    if isinstance(error, _foreseen()):
        for line in str(error).splitlines():
            say(f"kilde: {line}")
        sys.exit(1)
    if os.environ.get("KILDE_DEBUG"):
        raise error
    if isinstance(error, SQLAlchemyError):
        say(f"kilde: {in_words(error)}")
        sys.exit(1)
    say(
        f"kilde: {type(error).__name__}: {error}. This was not foreseen; KILDE_DEBUG=1 shows "
        "where it happened."
    )
    sys.exit(1)


def _foreseen() -> tuple[type[Exception], ...]:
    from answering.calibration import QuestionSetError, TooFew
    from answering.cases import CaseError
    from answering.confidence import ConfidenceError
    from ingest.lock import IngestBusy
    from mail.imap import ImapError
    from records import RecordsError
    from vectorstore import (
        ChromaError,
        GlossaryError,
        LexicalError,
        ModelMissing,
        QuestionError,
    )
    from vectorstore.embedding.build import BuildFailed

    return (
        CaseError,
        ChromaError,
        ConfidenceError,
        ConfigError,
        GlossaryError,
        ImapError,
        IngestBusy,
        LexicalError,
        ModelMissing,
        QuestionError,
        QuestionSetError,
        RecordsError,
        TooFew,
        BuildFailed,
    )
