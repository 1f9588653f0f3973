"""Does a question lean on what was asked before it, and in which way?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
    FIGURES,
    GENERIC,
    HOLDS,
    HOLDS_ALSO,
    INTERROGATIVES,
    MEANING,
    MODALS,
    NORWEGIAN_INTERROGATIVES,
    NUMBERS,
    OPENERS,
    PEOPLE,
    PERSONS,
    PREPOSITIONS,
    PRONOUNS,
    REGARDLESS,
    SURE_OPENER,
    THINGS,
    VERBS_FIRST,
    WHAT_HAPPENS_IF,
    WHAT_IF,
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
    r"^(?:er|teller|regnes|blir|stemmer|is|does|was|ist|zählt|wird|stimmt|gilt)\s(?:det|it|es|das)\b.*\s"
    r"(?:når|hvis|dersom|at|om|if|when|that|wenn|dass|ob)\s",
    re.IGNORECASE,
)
# "How does it work with …", "Hva betyr det at …", "Wie lange dauert es bis …": it may be nothing.
_NOTHING_MEANT = re.compile(
    r"^(?:hvordan|hva|hvor (?:lenge|lang tid|mye|ofte)|wie|was|how|what)\b(?:\s\w+){1,3}?"
    r"\s(?:det|it|es|das)(?:\s(?:work|take|mean|cost))?,?"
    r"\s(?:at|når|hvis|dersom|om|før|til|med|that|when|if|until|till|before|with|for|dass|wenn"
    r"|falls|bis|bevor|mit|bei|ob)\s\w",
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
# "Ikke tilgang til Outlook?" is a trouble, "ikke for vikarer?" a piece.
_EXCLUDING = re.compile(r"\b(?:ikke|nicht|not) $", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:bare|kun|nur|only|just) $", re.IGNORECASE)
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
    sure = opener is None or _only_leans(opener.group().strip(" ,"), bare, rest)
    piece = _piece(rest, asks, opened=opener is not None)
    if piece:
        return replace(piece, sure=piece.sure and sure)
    asked = words(rest)
    if not asked:
        return Leaning("subject", bare, True) if opener else None
    own = own_words(rest)
    if not _is_whole(asked) and len(asked) <= _LONGEST_PIECE:
        if opener and MEANING.match(opener.group()) and _asks_itself(rest):
            return None
        if opener:
            return Leaning("piece", CLOSING.sub("", rest), sure)
        if asked[0] in PREPOSITIONS and not _has_verb(asked):
            return Leaning("piece", CLOSING.sub("", rest), len(asked) <= 5)
        return None
    if opener and SURE_OPENER.match(bare) and asked[0] not in INTERROGATIVES:
        return Leaning("piece", CLOSING.sub("", rest), sure)
    if not _is_whole(asked):
        return None
    if not own or _WHY_SO.match(rest):
        # "Why no canteen?": what it names itself may be all that it is about.
        figures = all(word in FIGURES or word.isdigit() for word in own)
        return Leaning("subject", rest, figures)
    if _stands_for_something(rest):
        nothing = _CLAUSE_AHEAD.search(rest) or _NOTHING_MEANT.search(rest)
        return Leaning("subject", rest, not nothing)
    if opener or (len(own) < _FEW and not _NAMED.search(rest)):
        return Leaning("subject", rest, False)
    return None


def _only_leans(opener: str, bare: str, rest: str) -> bool:
    """Whether what follows an opener is no question of its own."""
    asked = words(rest)
    if _asks_itself(rest):
        return False
    if WHAT_HAPPENS_IF.match(bare):
        return False
    if WHAT_IF.match(bare):
        return _says_little(asked[1:] if asked[:1] and asked[0] in CONDITIONS else asked)
    if MEANING.match(opener):
        return not _has_verb(asked) and not re.match(
            r"(?:å|at|om|dass|that|to|it)\b|\w+ing\b", rest, re.IGNORECASE
        )
    if HOLDS.match(opener) and asked and asked[0] not in PREPOSITIONS | CONDITIONS | {"alle"}:
        return bool(HOLDS_ALSO.search(opener)) and len(asked) <= 2
    return True


def _asks_itself(rest: str) -> bool:
    """Whether a question follows a condition or a place: "if I resign do I keep my phone"."""
    if re.search(rf"[,:;.]\s+(?:{'|'.join(INTERROGATIVES - CONDITIONS | VERBS_FIRST)})\b",
                 rest, re.IGNORECASE):  # fmt: skip
        return True
    told = words(rest)
    for before, verb, subject in zip(told[1:], told[2:], told[3:], strict=False):
        # In Norwegian "i" is a place: "er i prøvetid".
        if verb in VERBS_FIRST and subject in PERSONS and (subject != "i" or verb in MODALS):
            return True
        if verb in {"do", "does", "did"} and before not in PERSONS:
            return True
    return False


def _says_little(condition: list[str]) -> bool:
    """Whether a condition, without what makes it one, is about somebody known and names one
    thing at most: "I'm sick", "der Chef nein sagt"."""
    known = not PERSONS.isdisjoint(condition[:1]) or not PEOPLE.isdisjoint(condition[:2])
    own = [w for w in own_words(" ".join(condition)) if w not in PEOPLE | {"nei", "nein", "no"}]
    return known and len(own) <= 1 and len(condition) <= _FEW + 2


def _piece(bare: str, asks: bool, opened: bool) -> Leaning | None:
    """What takes a place in the last question, of what begins as only such a piece does: "auch
    in der Probezeit", "only for interns", "if I'm sick"; None of anything else.

    `asks`: a question mark ends it. Without one it may be a statement. `opened`: something that
    leans stood before it ("und wenn …").
    """
    if re.search(r"[,:;.]\s", bare):
        return None
    adding = ADDING.match(bare)
    rest = CLOSING.sub("", bare[adding.end() :] if adding else bare)
    told = words(rest)
    if not told or len(told) > _LONGEST_PIECE or (not opened and _asks_itself(bare)):
        return None
    if REGARDLESS.match(bare):
        return Leaning("piece", bare, True) if asks else None
    placed = told[0] in PREPOSITIONS | CONDITIONS and told[1:2] != []
    if adding and (placed or (asks and len(told) <= _LONGEST_ADDED)) and not _is_whole(told):
        excluded = adding and _EXCLUDING.search(adding.group())
        if (excluded and not placed) or (not placed and _has_verb(told)):
            return None
        only = bool(_ONLY.search(adding.group())) if adding else False
        sure = told[0] in {"for", "für"} if excluded else placed or not only
        return Leaning("piece", rest, sure)
    # A condition alone: what would follow from it is the last question.
    if not adding and asks and told[0] in CONDITIONS - PREPOSITIONS and not (
        INTERROGATIVES - CONDITIONS
    ).intersection(told[1:]) and told[0] not in INTERROGATIVES:  # fmt: skip
        return Leaning("piece", rest, opened or _says_little(told[1:]))
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
