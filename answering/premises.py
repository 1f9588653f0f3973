"""Questions that take something for granted, and passages that say otherwise.

"Why did we stop paying for the canteen?" is not confirmed by a passage that says that the
canteen is paid. Only questions that presuppose are looked at (why, since when, when did …
end); whether something is so at all is asked plainly, and answered either way. What went
wrong for one person ("why can't I log in?") is no rule that a passage could deny.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answering.coverage import Terms
from vectorstore.analysis import STOP_WORDS, word_grams, word_stems, words
from vectorstore.sentences import spans

# At most so sure of an answer to a question whose premise the documents deny: less than any
# sensible threshold.
CONTRADICTED = 0.3


def _any(*kinds: str) -> re.Pattern[str]:
    return re.compile("|".join(kinds), re.IGNORECASE)


# What is said before the question itself.
_COURTESY = _any(
    r"^\s*(?:(?:hi|hello|hey|dear \w+|good (?:morning|afternoon)|thanks|thank you|so|ok|sorry|"
    r"hei|heisann|hallo|god (?:morgen|dag)|takk|"
    r"guten (?:morgen|tag)|moin|danke|og|und|and|men|but|aber|also|please|bitte)\b[\s,.!:–-]*)+"
)
_ASKED_POLITELY = _any(
    r"^(?:(?:can|could|would|will) (?:you|anyone|anybody|someone|somebody)(?: please)?"
    r"(?: tell| explain| say)(?: to)?(?: me| us)?|do you(?: happen to)? know|"
    r"does any(?:one|body) know|(?:please )?(?:tell|explain)(?: to)?(?: me| us)?|"
    r"i(?:['’]d| would) like to know|i(?:['’]m| am)? ?(?:just )?wonder(?:ing)?|any idea",
    r"(?:vet|veit) (?:du|dere|noen)(?: noe om)?|(?:kan|kunne) (?:du|dere|noen) "
    r"(?:si|fortelle|forklare)(?: (?:meg|oss))?|(?:si|fortell|forklar)(?: meg| oss)?|"
    r"jeg (?:bare )?(?:lurer på|undrer på|vil gjerne vite|skulle gjerne visst)|noen som vet",
    r"(?:weißt du|weiss du|wisst ihr|wissen sie|weiß (?:jemand|wer))|"
    r"(?:kannst du|könnt ihr|können sie|könnten sie|kann (?:mir |uns )?jemand)(?: bitte)?"
    r"(?: mir| uns)?(?: bitte)? (?:sagen|erklären|verraten)|"
    r"(?:sag|erklär)(?:en sie|t|e)?(?: mir| uns)?(?: bitte)?|ich (?:frage mich|wüsste gerne?|"
    r"würde gerne? wissen|möchte (?:gerne? )?wissen)|mich (?:würde )?interessiert?"
    r")\b[\s,:]*",
)
_PRESUPPOSES = _any(
    r"^(?:hvorfor|kvifor|korfor|hvordan kan det ha seg|siden når|av hvilken grunn|"
    r"hva (?:er|var) (?:grunnen|årsaken|bakgrunnen) (?:til|for)(?: at)?|"
    r"hvem (?:har )?(?:bestemte?|besluttet|vedtok|vedtatt)(?: seg for)?(?: å| at)|"
    r"når (?:ble|blei|vart|begynte|innførte|slutt(?:a|et)|kutt(?:a|et)|fjern(?:a|et)|"
    r"avskaff(?:a|et)|avvikl(?:a|et)|stopp(?:a|et)|stans(?:a|et)|dropp(?:a|et)|stengte|opphørte|"
    r"la (?:vi|dere|firmaet|bedriften|selskapet) ned)",
    r"warum|weshalb|wieso|seit wann|wann (?:wurden?|hat|haben|habt)|wie kommt es|"
    r"aus welchem grund|was (?:ist|war) der grund(?: dafür)?|"
    r"wer hat (?:entschieden|beschlossen|bestimmt)",
    r"why|how come|how is it that|since when|when (?:did|was|were)|for what reason|"
    r"what(?:['’]s| is| was) the reason(?: that| why| for)?|who decided(?: that| to)?)\b",
)
_GIVEN = _any(
    r"^(?:siden|ettersom|fordi|nå som|da|weil|nachdem|seit|since|as|because|now that)\b([^?,]*),",
)
# Something that was and is no more.
_NO_MORE = (
    r"\b(?:slutt(?:et|a)|slutte[r]? (?:\w+ )?å|opphørte?|avskaff\w*|avvikl\w*|"
    r"fjern(?:et|a)|kutt(?:et|a)|tatt (?:bort|ut|ned|vekk)|nedlagt|lagt ned|"
    r"la (?:\w+ )?ned|kvitt(?:et)?|faset ut|skrotet|stans(?:et|a)|stopp(?:et|a)|droppe[tr]?|"
    r"abgeschafft|abzuschaffen|abschaffen|gestrichen|zu streichen|(?<!grad )eingestellt|"
    r"aufgehört|abgestellt|beendet|weggefallen|entfallen|aufgegeben|losgeworden|dichtgemacht|"
    r"stopped|abolished|cancell?ed|remov(?:ed|ing)|ended|dropped|discontinued|scrapped|"
    r"switched off|withdrawn|withdrew|(?:got|getting) rid|did away|done away|phased out|"
    r"shut down|closed down)\b"
)
# What may tell of an end, and need not: "the shift ends at 14:00".
_STOPS = (
    r"(?:slutt(?:er|e)?|opphører|stopper?|fjerne[rs]?|kutte[rs]?|legge[rs]? ned|steng(?:t|te|es)|"
    r"endete?|entfällt|geschlossen|stops?|abolish|cancel|remove|ends?|drop|discontinue|scrap|"
    r"withdraw|closed?|get rid|do away|phase out)\b"
)
# Said of something it denies it.
_ENDED = _any(
    _NO_MORE,
    r"\b(?:did|decided)\b[^?.;]*?\b(?:stop|abolish|cancel|remove|end|drop|discontinue|scrap|"
    r"withdraw|get rid|do away|phase out|close)\b",
    r"\b(?:was|were|been|have|has|we|they|company) (?:\w+ ){0,4}closed\b",
    r"\b(?:ble|blitt|blei) (?:\w+ ){0,3}stengt\b|\bstengte\b|\b(?:å|at vi skulle) (?:kutte|"
    r"fjerne|stoppe|stanse|legge ned|stenge|droppe)\b",
    r"\b(?:wurden?|worden|habt|haben) (?:\w+ ){0,4}geschlossen\b",
)
_ENDING = _any(_NO_MORE, r"\b" + _STOPS)
_DENIED = _any(
    r"\b(?:ikke|ikkje|ingen|inga|intet|ingenting|aldri|forbudt|ulovlig|"
    r"nicht|kein\w*|nie|niemals|niemand\w*|nichts|verboten|untersagt|unzulässig|"
    r"not|no(?!\.)|never|nobody|none|nothing|cannot|forbidden|prohibited|banned|neither|nor"
    r")\b|n['’]t\b"
)
_WITHOUT = _any(r"\b(?:uten|ohne|without)\b")
# A denial of a denial: what it says of the premise cannot be read from its words.
_NOT_FORBIDDEN = _any(
    r"(?:\b(?:ikke|ikkje|nicht|not)|n['’]t)\b.*\b(?:forbudt|ulovlig|verboten|untersagt|"
    r"forbidden|prohibited|banned)\b"
)
# Said with a "not" or a "no", but denying nothing.
_NO_DENIAL = _any(
    r"\b(?:(?:no|not) (?:later|more|less|fewer|longer|earlier|sooner|higher|lower) than|"
    r"no (?:\w+er) than|not only|not just|not least|nothing but|no matter|no exceptions?|"
    r"no doubt|no problem|"
    r"(?:ikke|ikkje) (?:senere|seinere|mer|mindre|færre|flere|lenger|tidligere|før|høyere|lavere) "
    r"enn|(?:ikke|ikkje) (?:bare|minst|kun)|ingen unntak|(?:ikke )?(?:noe|noen|ingen) problem|"
    r"nicht (?:später|mehr|weniger|länger|früher|höher|niedriger) als|nicht (?:nur|zuletzt)|"
    r"keine ausnahmen?|kein(?:erlei)? problem|nichts anderes als)\b"
)
# A purpose, a consequence, a condition: what they deny is not the rule. Up to the comma.
_ASIDE = _any(
    r"(?:^|,\s*|\s)(?:so that|in order|because|otherwise|or else|if|when|whenever|unless|until|"
    r"before|who|whose|slik at|sånn at|fordi|ellers|for å|for at|hvis|dersom|når|før|inntil|"
    r"damit|sodass|so ?dass|weil|sonst|andernfalls|wenn|falls|sofern|bevor|solange)\b[^,;]*",
    r",\s*(?:so|to|which|som|så|da|um|denn|da|der|die|das|den|dem)\b[^,;]*",
)
_CLAUSES = _any(r"[;–—]|,|\b(?:and|but|og|men|und|aber|sondern)\b")
# What is so for some only.
_LIMITED = _any(
    r"\b(?:only|solely|except|unless|kun|bare|unntatt|bortsett|med mindre|"
    r"nur|lediglich|ausschließlich|außer|ausgenommen|es sei denn)\b"
)
# What must be against what need not be.
_MUST = _any(
    r"\b(?:må|skal betale|plikt\w*|obligatorisk\w*|påbudt\w*|påkrev\w*|tvungen\w*|kreves|"
    r"muss|müssen|pflicht\w*|\w+pflicht|verpflicht\w*|obligatorisch\w*|vorgeschrieben\w*|"
    r"must|mandatory|compulsory|have to|has to|need|needs|needed|required|obliged|obligatory)\b"
)
_FREE_TO = _any(
    r"\b(?:frivillig\w*|gratis|valgfri\w*|freiwillig\w*|kostenlos\w*|kostenfrei\w*|optional\w*|"
    r"voluntary|voluntarily|(?<!-)free(?! (?:time|from|of)\b))\b"
)
# The person who asks, and what goes wrong.
_ASKER = re.compile(
    r"\bI\b|\b(?:[Jj]eg|[Ee]g|[Ii]ch)\b|"
    r"\b(?:can|could|do|did|am|have|had|was|will|would)(?:n['’]?t)? i\b|\bi(?:['’]m|['’]ve)\b"
)
_OF_THE_ASKER = _any(r"\b(?:my|me|min|mi|mitt|mine|meg|mein\w*|mir|mich)\b")
_COMPANY = _any(
    r"\b(?:we|you|they|company|firma\w*|bedriften|selskapet|vi|dere|ihr|wir|unternehmen|"
    r"arbeitgeber|employer|arbeidsgiver\w*)\b"
)
_FAILS = _any(
    r"\b(?:virke[rt]?|virka|fungere[rt]?|funke[rt]?|starter|laster|svarer|reagerer|kobler|"
    r"logg(?:e|et|er)? (?:\w+ )?(?:inn|på)|skriv(?:e[rt]?)? (?:\w+ ){0,2}ut|"
    r"komme[rt]? (?:\w+ ){0,3}inn|"
    r"funktionier\w*|geht|gehen|startet|lädt|reagiert|drucke[nt]|druckt|öffnet|verbindet|"
    r"einloggen|anmelden|einschalten|hochfahren|(?:lässt|lassen) sich|"
    r"(?:does|is|has|did|wo|stop(?:s|ped)?)(?:n['’]?t)?\b[^?]*\bwork(?:ing|ed|s)?\b"
    r"(?! (?:from|on|in|part|over|remote\w*|nights?|shifts?|weekends?|there))|"
    r"load(?:ing)?|respond(?:ing)?|connect(?:ing)?|log(?:ged|ging)? (?:in|on)|"
    r"sign(?:ed|ing)? in|print(?:ing)?|turn(?:ing)? on|start(?:ing)?|boot(?:ing)?|sync\w*)\b"
)
# Then it is a rule all the same.
_ALLOWED = _any(
    r"\b(?:lov (?:til|å)|tillat\w*|rett (?:på|til)|allowed|permitted|entitled|may|"
    r"darf|dürfen|erlaubt|anspruch)\b"
)
_PERMITTED = _any(r"\b(?:tillatt|lov å|allowed|permitted|erlaubt|gestattet)\b")
# Said of anything, and no part of what is taken for granted.
_OF_ANYTHING = frozenset(
    "mer mehr more lenger longer anymore fortsatt noch still nå jetzt now firma firmaet firmaets "
    "bedriften selskapet company unternehmen".split()
)
_CELLS = " | "
_ITEM = re.compile(r"\s*[-–•*]\s")
_ALIKE = 0.6
# A sentence speaks of a premise when it holds so much of it.
_OF_THE_SAME = 2 / 3
# So much, where it says the opposite in so many words.
_AT_LEAST = 0.5
# A duty is no duty where so few words before or after it deny it.
_NEAR = 3


@dataclass(frozen=True)
class Premise:
    """What a question takes for granted: the words that say what of, and how.

    `denied` where it says that something is not so, `ended` that it is so no more, `must`
    that it has to be, `free` that nobody has to or has to pay.
    """

    about: tuple[str, ...]
    denied: bool
    ended: bool
    must: bool
    free: bool


def premise(question: str) -> Premise | None:
    """What the question takes for granted; None where it presupposes nothing."""
    for start, end in spans(question):
        sentence = _ASKED_POLITELY.sub("", _COURTESY.sub("", question[start:end]))
        sentence = _NO_DENIAL.sub(" ", sentence)
        if given := _GIVEN.search(sentence):
            return _premise(given[0], given[1])
        if opening := _PRESUPPOSES.search(sentence):
            return _premise(sentence, sentence[opening.end() :])
    return None


def _premise(sentence: str, rest: str) -> Premise | None:
    ended, denied = bool(_ENDED.search(sentence)), bool(_DENIED.search(rest))
    must, free = bool(_MUST.search(rest)), bool(_FREE_TO.search(rest))
    if _NOT_FORBIDDEN.search(rest):
        return None
    if (ended or denied) and not must and _is_a_fault(rest):
        return None
    for said in (_DENIED, _MUST, _FREE_TO, *([_ENDING] if ended else [])):
        rest = said.sub(" ", rest)
    # Without a denial or an end, "when did it begin" presupposes no more than its subject.
    about = tuple(
        word
        for word in dict.fromkeys(words(rest))
        if word not in STOP_WORDS and word not in _OF_ANYTHING and len(word) > 2
    )
    return Premise(about, denied, ended, must, free)


def _is_a_fault(rest: str) -> bool:
    """Whether something that went wrong is asked about, for the one who asks or at all."""
    if _ALLOWED.search(rest):
        return False
    if _ASKER.search(rest) or _FAILS.search(rest):
        return True
    return bool(_OF_THE_ASKER.search(rest)) and not _COMPANY.search(rest)


def contradicting(taken: Premise, quotes: Sequence[str]) -> int | None:
    """The number of the quote that says otherwise than the premise, None where none does.

    Judged by the sentence, list item or table row that holds most of the words of what the
    premise is about, and where none holds enough of them, as in another language, by none.
    """
    best: tuple[float, bool, int, str] | None = None
    for number, quote in enumerate(quotes):
        for text in _told(taken.about, quote):
            told = (_held(taken.about, text), _says_the_opposite(taken, text))
            if best is None or told > best[:2]:
                best = (*told, number, text)
    if best is None:
        return None
    held, opposite, number, text = best
    if held < (_AT_LEAST if opposite else _OF_THE_SAME):
        return None
    return number if _says_otherwise(taken, _NO_DENIAL.sub(" ", text)) else None


def _told(about: Sequence[str], quote: str) -> Iterator[str]:
    """The sentences of a quote; a list's item whole, and of a table's row the cells, each
    with its column's name, that have to do with what the premise is about."""
    columns: list[str] = []
    for line in quote.splitlines():
        cells = line.split(_CELLS)
        if len(cells) > 1:
            columns = columns if len(columns) == len(cells) else cells
            named = (f"{name}: {cell}" for name, cell in zip(columns, cells, strict=True))
            yield " | ".join(cell for cell in named if _held(about, cell))
        elif _ITEM.match(line):
            yield line
    rest = "\n".join(
        line for line in quote.splitlines() if _CELLS not in line and not _ITEM.match(line)
    )
    yield from (rest[start:end] for start, end in spans(rest))


def _says_otherwise(taken: Premise, text: str) -> bool:
    """In doubt not: a denial bears a denied premise out wherever in the sentence it is, and
    denies another one only where the rule itself is said."""
    if taken.ended or taken.denied:
        return not _bears_out(taken, text)
    rule = _rule(taken.about, text)
    if taken.free:
        return _is_a_duty(rule) and not _FREE_TO.search(rule)
    if taken.must:
        denies = _DENIED.search(rule) or _WITHOUT.search(rule)
        return bool(_FREE_TO.search(rule) or (denies and not _is_a_duty(rule)))
    return bool(_DENIED.search(rule) or _ENDED.search(rule))


def _bears_out(taken: Premise, text: str) -> bool:
    """Whether a sentence says, or may say, that something is not so or is so no more."""
    if _DENIED.search(text) or _WITHOUT.search(text) or _ENDING.search(text):
        return True
    if (taken.must and _FREE_TO.search(text)) or (taken.free and _is_a_duty(text)):
        return True
    return not taken.ended and bool(_LIMITED.search(text))


def _says_the_opposite(taken: Premise, text: str) -> bool:
    """Whether a sentence has the opposite of the premise in so many words: that something is
    allowed, or that nobody has to."""
    if taken.denied:
        return bool(_PERMITTED.search(text))
    has_duty = _MUST.search(text) and not _is_a_duty(text)
    return taken.must and bool(has_duty or _FREE_TO.search(text))


def _rule(about: Sequence[str], text: str) -> str:
    """What of a sentence says the rule: without conditions and purposes, and of several
    clauses those that hold most of what it is about, if any holds enough."""
    main = _ASIDE.sub(" ", text)
    clauses = _CLAUSES.split(main)
    held = [_held(about, clause) for clause in clauses]
    most = max(held)
    if most < _OF_THE_SAME:
        return main
    return " ".join(clause for clause, one in zip(clauses, held, strict=True) if one == most)


def _is_a_duty(text: str) -> bool:
    for must in _MUST.finditer(text):
        before = " ".join(text[: must.start()].split()[-_NEAR:])
        after = " ".join(text[must.end() :].split()[:_NEAR])
        if not _DENIED.search(f"{before} {after}"):
            return True
    return False


def _held(about: Sequence[str], text: str) -> float:
    terms = Terms.of(text)
    return sum(_holds(terms, word) for word in about) / len(about) if about else 0.0


def _holds(terms: Terms, word: str) -> bool:
    if not terms.stems.isdisjoint(word_stems(word)):
        return True
    if word.startswith("ge") and len(word) > 6 and _holds(terms, word[2:]):
        return True  # A German participle: gezahlt, of what somebody zahlt.
    grams = word_grams(word)
    return len(grams) > 2 and sum(gram in terms.grams for gram in grams) >= _ALIKE * len(grams)
