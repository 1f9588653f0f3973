"""Every store of text in the database: what is not named here, no erasure reaches.

A part of Kilde that keeps words of documents or of people (conversations, cases, verified
answers, mail to be sent) adds its module to `STORES`; nothing else changes. The catalogue
comes last: the others may still look in it for what is quoted.
"""

from __future__ import annotations

from records.forgetting.stores import (
    audited,
    cases,
    catalogue,
    conversations,
    editions,
    former,
    glossary,
    outbox,
    people,
    replies,
    runs,
    starting,
    trust,
    verified,
)
from records.forgetting.stores.base import TextStore

STORES: tuple[TextStore, ...] = (
    audited,
    runs,
    outbox,
    conversations,
    cases,
    replies,
    editions,
    former,
    glossary,
    people,
    starting,
    trust,
    verified,
    catalogue,
)

__all__ = ["STORES", "TextStore"]
