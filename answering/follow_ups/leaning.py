"""Does a question lean on what was asked before it, and in which way?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from answering.follow_ups.thanks import without_thanks
from answering.follow_ups.words import (
    ADDING,
    ADVERBS,
    ARTICLES,
    CLOSING,
    CONDITIONS,
    EXPLETIVES,
    GENERIC,
    INTERROGATIVES,
    MODALS,
    NORWEGIAN_INTERROGATIVES,
    NUMBERS,
    OPENERS,
    PEOPLE,
    PREPOSITIONS,
    PRONOUNS,
    REGARDLESS,
    SURE_OPENER,
    THINGS,
    VERBS_FIRST,
)
from vectorstore.analysis import STOP_WORDS, words

# A piece of a question has few words; a longer one says all that it needs to.
_LONGEST_PIECE = 9
# With fewer words of its own a whole question may still be about the one before it.
_FEW = 3
# "also interns?": so many words name what is added.
_LONGEST_ADDED = 4
_CONDITION = re.compile(
    r"^(?:hvis|dersom|når jeg|wenn|falls|if|when i|once|in case)\b|[,:;.]\s", re.IGNORECASE
)
# "Teller det som …, når jeg …": a clause that follows is what it stands for, perhaps.
_CLAUSE_AHEAD = re.compile(
    r"^(?:er|teller|regnes|blir|is|does|was|ist|zählt|wird)\s(?:det|it|es|das)\b.*\s"
    r"(?:når|hvis|dersom|at|om|if|when|that|wenn|dass|ob)\s",
    re.IGNORECASE,
)
_DETERMINERS = frozenset(
    "dette disse diese dieser dieses diesen this that these those its their her er sie da".split()
)
_ARTICLES_ONLY = frozenset("der dem die den the".split())
# "why only two?": a question without a verb of its own.
_WHY_SO = re.compile(
    r"^(?:hvorfor|kvifor)\s(?:ikke|bare|så|kun|akkurat|ingen|nettopp)(?:\s\w+){0,3}$"
    r"|^(?:warum|wieso|weshalb)\s(?:nicht|nur|so|kein\w*|gerade|erst|schon)(?:\s\w+){0,3}$"
    r"|^why\s(?:not|only|so|just|no|exactly)(?:\s\w+){0,3}$",
    re.IGNORECASE,
)
_SPOKEN_OF = frozenset("det dette das this that".split())
_SPOKEN_OF_ALONE = frozenset("dazu dafür davon damit darüber daran".split())
_NAMED = re.compile(r"\d|\b[A-ZÆØÅÄÖÜ]{2,}|(?<=\w )[A-ZÆØÅ]\w+")
_WORD = re.compile(r"[^\W_]+")
_INFINITIVE = re.compile(r"\bå \w+|\bto (?!the\b|a\b|my\b)\w+|\bzu \w+en\b|\w+zu\w+en\b")


@dataclass(frozen=True)
class Leaning:
    """How a question leans: `piece` takes a place in the question before it ("og for
    deltid?"), `subject` is asked of the same subject ("how long does it take?").

    `rest` is the question without its opener. Where it is not `sure`, the question may as
    well stand for itself.
    """

    kind: Literal["piece", "subject"]
    rest: str
    sure: bool


def leaning(question: str) -> Leaning | None:
    """How a question leans on the one before it, or None where it stands for itself.

    Thanks before it ("takk, og …") say nothing of it.
    """
    asks = question.rstrip().endswith("?")
    bare = without_thanks(question.strip()).rstrip("?!. ").strip()
    opener = OPENERS.match(bare)
    rest = bare[opener.end() :] if opener else bare
    piece = _piece(bare if opener is None else rest, asks)
    if piece:
        return Leaning("piece", piece, True)
    asked = words(rest)
    if not asked:
        return Leaning("subject", bare, True) if opener else None
    own = own_words(rest)
    if not _is_whole(asked) and len(asked) <= _LONGEST_PIECE:
        if opener:
            return Leaning("piece", CLOSING.sub("", rest), True)
        if asked[0] in PREPOSITIONS and not _has_verb(asked):
            return Leaning("piece", CLOSING.sub("", rest), len(asked) <= 5)
        return None
    if opener and SURE_OPENER.match(bare) and asked[0] not in INTERROGATIVES:
        return Leaning("piece", CLOSING.sub("", rest), True)
    if not _is_whole(asked):
        return None
    if not own or _WHY_SO.match(rest):
        return Leaning("subject", rest, True)
    if _stands_for_something(rest):
        return Leaning("subject", rest, not _CLAUSE_AHEAD.search(rest))
    if opener or (len(own) < _FEW and not _NAMED.search(rest)):
        return Leaning("subject", rest, False)
    return None


def _piece(bare: str, asks: bool) -> str | None:
    """What takes a place in the last question, of what begins as only such a piece does: "auch
    in der Probezeit", "only for interns", "if I'm sick"; None of anything else.

    `asks`: a question mark ends it. Without one it may be a statement.
    """
    if re.search(r"[,:;.]\s", bare):
        return None
    adding = ADDING.match(bare)
    rest = CLOSING.sub("", bare[adding.end() :] if adding else bare)
    told = words(rest)
    if not told or len(told) > _LONGEST_PIECE:
        return None
    if REGARDLESS.match(bare):
        return bare if asks else None
    placed = told[0] in PREPOSITIONS | CONDITIONS and told[1:2] != []
    if adding and (placed or (asks and len(told) <= _LONGEST_ADDED)) and not _is_whole(told):
        return rest if placed or not _has_verb(told) else None
    # A condition alone: what would follow from it is the last question.
    if not adding and asks and told[0] in CONDITIONS - PREPOSITIONS and not (
        INTERROGATIVES - CONDITIONS
    ).intersection(told[1:]) and told[0] not in INTERROGATIVES:  # fmt: skip
        return rest
    return None


def own_words(text: str) -> list[str]:
    """The words that tell what a follow-up itself asks about, in order, each once."""
    return [
        word
        for word in dict.fromkeys(words(text))
        if word not in STOP_WORDS and word not in GENERIC and word not in PRONOUNS
        and word not in INTERROGATIVES and word not in VERBS_FIRST
        and word not in ADVERBS | CONDITIONS and (len(word) > 1 or word.isdigit())
    ]  # fmt: skip


def _is_whole(asked: list[str]) -> bool:
    return asked[0] in INTERROGATIVES or asked[0] in VERBS_FIRST or (
        asked[0] in PREPOSITIONS and len(asked) > 1 and asked[1] in INTERROGATIVES
    )  # fmt: skip


def _has_verb(asked: list[str]) -> bool:
    return any(word in VERBS_FIRST or word in INTERROGATIVES for word in asked)


def _stands_for_something(rest: str) -> bool:
    """Whether a pronoun stands for something that the question itself does not name."""
    if _CONDITION.search(rest):
        return False
    text = EXPLETIVES.sub(lambda found: " " * len(found[0]), rest)
    asked = [(found.group().casefold(), found) for found in _WORD.finditer(text)]
    for place, (word, found) in enumerate(asked):
        following = asked[place + 1][0] if place + 1 < len(asked) else ""
        if word not in PRONOUNS or found.group().isupper() or _is_another_word(
            [told for told, _ in asked], place
        ):  # fmt: skip
            continue
        # "… the form for that?": of that which was spoken of.
        if not following and (
            word in _SPOKEN_OF_ALONE
            or (word in _SPOKEN_OF and place and asked[place - 1][0] in PREPOSITIONS)
        ):
            return True
        # An article or determiner: the noun that follows it is named.
        if word in ARTICLES | _DETERMINERS and (
            _is_noun(following) or (word in _ARTICLES_ONLY and following in GENERIC)
        ) and not (word == "das" and _no_noun_after(rest, found.end())):  # fmt: skip
            continue
        # "det å …", "it … to …": a clause is what it stands for.
        if word in {"det", "it", "es"} and _INFINITIVE.search(text[asked[place][1].end() :]):
            continue
        if _named_before(asked[:place], word):
            continue
        return True
    return False


def _is_another_word(asked: list[str], place: int) -> bool:
    """Whether what looks like a pronoun is none here: Norwegian "er" is no German "he", and "da
    han kom", "that the", "de to", "one day" stand for nothing."""
    word, before = asked[place], asked[place - 1] if place else ""
    if word == "er":
        return not place or not NORWEGIAN_INTERROGATIVES.isdisjoint(asked)
    if word == "da":
        return place + 1 < len(asked)
    if word == "that":
        return place + 1 < len(asked) and asked[place + 1] in ARTICLES | PRONOUNS
    if word == "de":
        return asked[place + 1 : place + 2] != [] and asked[place + 1] in NUMBERS
    if word in {"one", "ones"}:
        return before not in {"the", "this", "that", "which", "another", "new", "old"}
    return False


def _is_noun(word: str) -> bool:
    return bool(word) and word not in STOP_WORDS | GENERIC | PRONOUNS | ADVERBS


def _no_noun_after(text: str, end: int) -> bool:
    """Whether none follows in a German question, which writes them with a capital: then its
    "das" is no article. One in small letters throughout does not tell."""
    return text[:1].isupper() and not re.search(r"[A-ZÄÖÜ]", text[end:])


def _named_before(before: list[tuple[str, re.Match[str]]], pronoun: str) -> bool:
    """Whether a noun with its article, possessive or preposition stands before.

    "it" is nobody, so no "my boss" before it is meant.
    """
    for place, ((word, found), (following, _)) in enumerate(pairwise(before)):
        last = place + 2 == len(before)
        if word == "i" and (found.group() == "I" or (place and before[place - 1][0] in MODALS)):
            continue
        # "to cancel it": that is a verb.
        if word == "to" and last:
            continue
        if pronoun in THINGS and following in PEOPLE:
            continue
        if word in ARTICLES | PREPOSITIONS and _is_noun(following):
            return True
    # A name.
    return pronoun not in THINGS and any(
        found.group()[0].isupper() and word != "i" for word, found in before[1:]
    )
