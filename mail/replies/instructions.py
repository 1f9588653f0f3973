"""Lines in a reply that tell Kilde what to do with it, each on a line by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mail.messages import unsigned

PUBLISH = ("publiser", "veröffentlichen", "publish")
"""By which an expert publishes an answer; any of them, whatever the language of the letter."""

_PUBLISH = re.compile(
    r"(?:(?:bitte|vennligst|gjerne|please)\s+)?(?:publiser|publisér|publisere|veröffentlichen|"
    r"veroeffentlichen|publish)(?:\s+(?:svaret|dette|antwort|it|this|bitte|takk|please))?",
    re.I,
)
_PASS_ON = re.compile(
    r"(?:send(?:es)?\s+videre\s+til|videre\s+til|weiter\s+an|weiterleiten\s+an|pass\s+on\s+to|"
    r"forward\s+to)\s*:?\s*(?:[^<>@\n]{0,60}<)?([^\s<>@,;:]+@[^\s<>@,;:]+?)>?",
    re.I,
)
# Only names may follow: "Hei, det er greit" is an answer.
_GREETING = re.compile(
    r"(?i:hei(?:sann)?|hallo|halla|god (?:morgen|dag|kveld)|kjære|guten (?:tag|morgen|abend)|moin|"
    r"servus|grüß (?:gott|dich)|liebe[rs]?|sehr geehrte[rs]?|hi|hello|dear|"
    r"good (?:morning|afternoon|day))"
    r"(?:[ ,]+(?:[^\W\d_a-zæøåäöüß][\w.\-]*|alle|sammen|dere|igjen|zusammen|all|there)){0,5}"
    r"\s*[,!.:]?"
)
# What people and programs put around a word: bullets would make it an item of a list.
_AROUND = " \t\u00a0*_“”„«»\"'.!:"


@dataclass(frozen=True)
class Instructions:
    """The reply's text without them; whether it is to be published; to whom it is passed on,
    in small letters, "" for nobody."""

    text: str
    publish: bool = False
    pass_to: str = ""


def without_greeting(text: str) -> str:
    """The text without a line that only greets somebody, which is not for everybody else."""
    first, _, rest = text.lstrip().partition("\n")
    if rest.strip() and _GREETING.fullmatch(first.strip()):
        return rest.strip()
    return text


def for_everyone(text: str, name: str = "") -> str:
    """An answer as it is published: without a line that greets somebody and without the
    signature of its author, who may be called `name`."""
    return without_greeting(unsigned(text, name)) or text


def instructions(text: str) -> Instructions:
    """What the lines of a reply ask for."""
    kept: list[str] = []
    publish, pass_to = False, ""
    for line in text.splitlines():
        said = line.strip(_AROUND)
        if _PUBLISH.fullmatch(said):
            publish = True
        elif match := _PASS_ON.fullmatch(said):
            pass_to = match[1].strip(_AROUND).lower()
        else:
            kept.append(line)
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return Instructions(joined, publish, pass_to)
