"""New editions of documents, found at the end of an ingest.

One document replaces another of its source if it says so by the other's title, or if title
and text are nearly the same and it is newer. Mail, drafts and what is written again and again
(minutes, invoices) replaces nothing. Cheap: texts are read only of documents whose titles or
file names are alike, or that speak of replacing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import PurePosixPath

from records import Editions, Listed
from records.editions import Why

# The share of the words, each as often as it is there, that two texts have in common.
_NEARLY = 0.6
# More documents of one title are a series, not editions.
_SERIES = 12
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STAMP = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-_.]?(?:\d\d[-_.]?)?(?:\d\d)?(?!\d)|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b"
    r"|\b(?:v|ver|versjon|version|rev|revisjon|revision|stand|utgave|ausgabe|edition)\b[ ._-]*"
    r"[\d.]*[a-z]?\b|\bv\d+(?:\.\d+)*\b"
    r"|\b(?:gammel|gamle|ny|nye|old|new|alt|alte|neu|neue|kopi|copy|kopie|final|endelig)\b",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\b(?:utkast|kladd|draft|entwurf|forslag|proposal|vorschlag)\b", re.IGNORECASE)
_AGAIN = (
    "referat|minutes|protokoll|meeting|møte|faktura|invoice|rechnung|lønnsslipp|payslip|"
    "gehaltsabrechnung|kvittering|receipt|quittung|ukeplan|dienstplan|vaktplan|meny|menu|"
    "speiseplan|nyhetsbrev|newsletter|rundbrief|rapport|report|bericht|angebot|tilbud|offer|"
    "kontrakt|contract|vertrag|avtale med"
)
_AGAIN_SOMEWHERE = re.compile(_AGAIN, re.IGNORECASE)
_AGAIN_AT_END = re.compile(
    rf"(?:{_AGAIN})(?:e[nrt]?|ene|ne|[ns])?(?![^\W\d_])",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"tarifvertr[aä]g|tariffavtale|regl(?:er|ement)|regel|rutine|retningslinje|prosedyre|instruks|"
    r"håndbok|handbok|richtlinie|anweisung|handbuch|handbook|polic(?:y|ies)|\brules?\b|procedure|"
    r"guideline",
    re.IGNORECASE,
)
# "Meeting room rules": in English what the rules are of stands before them, apart. An invoice,
# offer, receipt or contract may be one for a policy or a handbook.
_BETWEEN = (
    "approval|booking|conduct|expense|handling|management|payment|processing|retention|review|"
    "room|signing|storage|template|writing"
)
_RULES_OF = re.compile(
    r"(?<![^\W\d_])(?:"
    rf"(?:meeting|report|newsletter|payslip)s?(?:[ _-](?:{_BETWEEN})s?){{0,2}}"
    rf"|(?:invoice|contract|offer|receipt)s?(?:(?:[ _-](?:{_BETWEEN})s?){{1,2}}"
    r"|(?![ _-](?:polic|handbook))))"
    r"[ _-](?:rules?|polic(?:y|ies)|procedures?|guidelines?|handbook)(?![^\W\d_])",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    r"\b(?:erstatter|avløser|ersetzt|löst|replaces?|supersedes?)\b(?![^.\n«„“\"]{0,12}\b(?:durch|av)\b)"
    r"[^.\n«„“\"]{0,60}[«„“\"](?P<title>[^»”“\"\n]{3,120})[»”“\"]",
    re.IGNORECASE,
)
# What the database is asked for; the pattern decides.
SAYING = ("erstatter", "avløser", "ersetzt", "löst", "replace", "supersede")
_WORD = re.compile(r"[^\W_]+")


def sweep(editions: Editions, space: str) -> int:
    """Find the editions of a space and keep them; returns how many are new."""
    listed = [one for one in editions.listed(space) if not _DRAFT.search(_label(one))]
    found: dict[tuple[int, int], Why] = {}
    for group in _alike(listed):
        texts = editions.texts_of([document.version_id for document in group])
        for one, other in combinations(group, 2):
            pair = _in_order(one, other)
            if pair and _nearly_same(texts[one.version_id], texts[other.version_id]):
                found[pair] = "alike"
    for pair in _said(editions, space, listed):
        found.setdefault(pair, "said")
    return editions.record(space, [(*pair, why) for pair, why in found.items()])


def _alike(listed: Sequence[Listed]) -> Iterator[list[Listed]]:
    """Documents of one source and language whose titles, or file names in one folder, are the
    same but for years and versions."""
    groups: dict[tuple[str, ...], dict[int, Listed]] = {}
    for document in listed:
        if of_a_series(_label(document)):
            continue
        path = PurePosixPath(document.name)
        for key in (
            ("title", document.source, document.language, *_words(document.title)),
            ("path", document.language, str(path.parent), *_words(path.stem)),
        ):
            if len(key) > 3:
                groups.setdefault(key, {})[document.id] = document
    for group in groups.values():
        if 1 < len(group) <= _SERIES:
            yield list(group.values())


def of_a_series(label: str) -> bool:
    """Whether a title names what is written again and again: minutes and "Minutes on the travel
    policy", but not rules for such things, "Møteromsregler", "Meeting room rules", "Rutine for
    fakturagodkjenning"."""
    if not _AGAIN_SOMEWHERE.search(label):
        return False
    rules, again = _RULES.search(label), _AGAIN_AT_END.search(label)
    of = _RULES_OF.search(label)
    if of and again and again.start() == of.start():
        return False
    return not rules or (again is not None and again.start() < rules.start())


def _said(editions: Editions, space: str, listed: Sequence[Listed]) -> Iterator[tuple[int, int]]:
    by_version = {document.version_id: document for document in listed}
    by_title: dict[tuple[str, str], list[Listed]] = {}
    for document in listed:
        by_title.setdefault((document.source, _folded(document.title)), []).append(document)
    for version, text in editions.beginnings_with(space, SAYING):
        newer = by_version.get(version)
        for match in _REPLACES.finditer(text) if newer else ():
            assert newer is not None
            named = by_title.get((newer.source, _folded(match["title"])), [])
            # One title of several documents names none of them.
            if len(named) == 1 and named[0].id != newer.id:
                older = named[0]
                if not (older.date and newer.date and older.date > newer.date):
                    yield older.id, newer.id


def _in_order(one: Listed, other: Listed) -> tuple[int, int] | None:
    """The numbers of the older and the newer one; None where neither is."""
    years = [_YEAR.findall(f"{d.title} {PurePosixPath(d.name).stem}") for d in (one, other)]
    if years[0] and years[1] and max(years[0]) != max(years[1]):
        first = max(years[0]) < max(years[1])
    elif one.date and other.date and one.date != other.date:
        first = one.date < other.date
    else:
        return None
    return (one.id, other.id) if first else (other.id, one.id)


def _nearly_same(one: str, other: str) -> bool:
    """By their words, figures left out: another year's prices are a new edition."""
    words = [Counter(w for w in _WORD.findall(t.casefold()) if w.isalpha()) for t in (one, other)]
    either = (words[0] | words[1]).total()
    return either > 0 and (words[0] & words[1]).total() >= _NEARLY * either


def _label(document: Listed) -> str:
    return f"{document.title} {PurePosixPath(document.name).stem}"


def _words(text: str) -> Iterable[str]:
    return sorted(_WORD.findall(_STAMP.sub(" ", text.replace("_", " ")).casefold()))


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
