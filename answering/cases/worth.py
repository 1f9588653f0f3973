"""What is no question: small talk and nonsense never become a case."""

from __future__ import annotations

from answering.small_talk import small_talk
from vectorstore.language import detect


def is_question(text: str) -> bool:
    """Whether a message says anything that somebody could answer."""
    return bool(text.strip()) and small_talk(text, detect(text)) is None
