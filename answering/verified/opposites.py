"""Words by which two questions that are alike otherwise ask for different things.

Opposites, what is counted by, and which kind of answer is asked for, in nb, de and en.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_OPPOSITES = """
åpne åpner åpnes åpen åpent åpnet open opens opened opening öffnet öffnen geöffnet offen
| stenge stenger stenges stengt lukke lukker lukkes lukket close closes closed closing schließt
  schließen schliesst geschlossen gesperrt

begynne begynner begynte starte starter begin begins beginning beginnt beginnen anfangen anfang
| slutte slutter ende ends endet enden finish finishes ferdig stopper stoppe stop stops stoppt

over above über mehr
| under below unter weniger

før before bevor vor
| etter after nachdem

neste next nächste nächsten nächster nächstes
| forrige previous letzte letzten letzter letztes sist

kjøpe kjøper kjøpt buy buys bought kaufen kauft kaufe gekauft
| selge selger solgt sell sells sold verkaufen verkauft verkaufe

sende sender send sends schicken schickt schicke verschicken
| motta mottar receive receives empfangen empfängt

laste laster load loading laden verladen beladen verlädt
| losse losser lossing unload unloading entladen abladen entlädt

lov tillatt allowed permitted erlaubt zulässig
| forbudt prohibited forbidden verboten untersagt

bestille bestiller bestilles order orders bestellen bestelle bestellt buchen buche book
| avbestille avbestiller kansellere kansellerer cancel stornieren storniere abbestellen

melder anmelde påmelding register anmelden anmeldung
| avmelding avbud abmelden abmeldung

minimum minst minste mindestens least
| maksimum maks maksimal høyst maximum höchstens most

morgen morges morgenen morgens morning
| kveld kvelden abend abends evening

inn einstempeln innsjekking checkin einchecken
| ut utsjekking checkout auschecken ausstempeln

høyere warmer wärmer høyest higher
| lavere kälter kaldere lower

med mit with
| uten ohne without

ansette ansetter hire hires einstellen employ
| avskjedige dismiss dismisses entlassen entlässt fire fires

finner finne find finde finden
| mister mistet lose lost verliere verlieren verloren

leverandør leverandører leverandøren supplier suppliers lieferant lieferanten
| kunde kunder kunden customer customers

kjøper kjøperen buyer käufer
| selger selgeren seller verkäufer

godkjenner godkjenne approve approves genehmigt genehmigen
| avslår avvise reject rejects ablehnen lehnt

slette sletter delete deletes löschen lösche
| opprette oppretter create creates anlegen

låne låner borrow leihe ausleihen
| returnere return returns zurückgeben

installere installerer install installieren installiere
| fjerne avinstallere remove uninstall deinstallieren entferne

heltid heltidsansatte vollzeit vollzeitkräfte fulltime
| deltid deltidsansatte teilzeit teilzeitkräfte parttime
"""
_UNITS = {
    "week": "uke uka uken ukentlig week weekly woche wöchentlich",
    "month": "måned måneden månedlig month monthly monat monatlich monate months måneder monaten",
    "year": "år året årlig year yearly annual annually jahr jährlich jahre years jahren jahres",
    "day": "døgn døgnet daglig daily täglich",
}
# What a question asks for by its words: what stands first in it, and of those the first here.
_KINDS = (
    ("how often", r"hvor ofte|kor ofte|how often|how frequently|wie oft|wie häufig|intervall?\b"
                  r"|frekvens|häufigkeit|frequency"
                  r"|in welche[nm] (?:abstand|abständen)|med hvilket? (?:mellomrom|intervall)"
                  r"|what intervals?"),
    ("how long", r"hvor lenge|hvor lang tid|how long|wie lange|dauer\b|varighet|duration"),
    ("how many", r"hvor mange|how many|wie viele|wieviele|antall|anzahl|number of"),
    ("how much", r"hva koster|hvor mye|hvor dyr|\bpris(?:en)?\b|how much|cost|price|was kostet"
                 r"|wie viel\b(?! uhr)|wieviel\b|wie teuer|preise?\b|wie hoch"),
    ("why", r"hvorfor|why|warum|weshalb|wieso|aus welchem grund|what is the reason"),
    ("who", r"hvem|kven|who\b|whom|whose|\bwer\b|\bwem\b|\bwen\b|wessen"),
    ("where", r"\bhvor\b(?! (?:stor|mye|mange|ofte|leng|lang|kald|varm|høy|dyr|tung|fort|rask"
              r"|sein|sent|tidlig|dyp|bred|gam|nær|god)\w*)"
              r"|\bwhere\b|\bwo\b|\bwohin\b"),
    ("when", r"^\W*(?:\w+[,!:.] )?(?:by )?(?:når|when)\b|\bwann\b|\b(?:når|when)\W*$|klokkeslett"
             r"|what time|wie viel uhr|\bfrist|deadline|\bdato\b"),
    ("which", r"\b(?:hvilke[nt]?|welche[rsnm]?|which)\b(?! (?:dato|dag|tid|klokke|tag|uhr|day|date"
              r"|time|person|kolleg|mitarbeiter|ansatt|people|employee|colleague|place|sted|ort"
              r"|måned|monat|month|year|år|jahr|abst))"),
)  # fmt: skip
_KIND_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
# Asked for in either way: "how long is it kept", "when is it deleted"; "how many months".
_NEAR_KINDS = (
    {"how long", "when"},
    {"how long", "how many"},
    {"how many", "how much"},
    {"how often", "when"},
    {"how often", "how many"},
    {"how long", "how much"},
    {"where", "who"},
    {"which", "who"},
    {"when", "how many"},
    *({"which", kind} for kind in ("how long", "how many", "how much", "where", "when")),
)


def opposed(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether one has a word whose opposite the other has in its place."""
    first, second = set(one), set(other)
    for left, right in _PAIRS:
        says, denies = bool(first & left), bool(first & right)
        if says != denies:
            against = second & (right if says else left)
            if against and not second & (left if says else right):
                return True
    return False


def counted_otherwise(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether one counts by the week and the other by the month, and the like."""
    first = {_UNIT_OF[word] for word in one if word in _UNIT_OF}
    second = {_UNIT_OF[word] for word in other if word in _UNIT_OF}
    return bool(first and second) and not first & second


def kind_of(question: str) -> str:
    """What the question asks for: `who`, `how often`…; empty where that cannot be told.

    "When a tenant leaves, who …" asks who.
    """
    folded = question.casefold()
    found = sorted(
        (place.start(), number)
        for number, (_, pattern) in enumerate(_KIND_PATTERNS)
        if (place := pattern.search(folded))
    )
    kinds = [_KIND_PATTERNS[number][0] for _, number in found]
    if kinds[1:] and kinds[0] == "when" and "," in folded[found[0][0] : found[1][0]]:
        return kinds[1]
    return kinds[0] if kinds else ""


def asks_otherwise(one: str, other: str) -> bool:
    """Whether two kinds of questions cannot be the same one."""
    return bool(one and other) and one != other and {one, other} not in _NEAR_KINDS


_PAIRS = tuple(
    (frozenset(left.split()), frozenset(right.split()))
    for left, right in (pair.split("|") for pair in _OPPOSITES.strip().split("\n\n"))
)
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
