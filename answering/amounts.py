"""Questions that ask for an amount, a price or a number to call, and quotes that have none.

"How many apprentices are there?" is not answered by a sentence without a number, however near
it comes. Only where the question's own words say that a number is wanted; a sentence that says
`none`, `all` or `free` has one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# At most so sure of an answer whose quotes have nothing of the kind that is asked for.
NO_AMOUNT = 0.4

_HOW_MANY = re.compile(
    r"\b(?:hvor (?:mange|mye|høy\w*|stor\w*|tung\w*|bred\w*|dyr\w*|gammel)|kor (?:mange|mykje)|"
    r"hva (?:koster|kostet|kosta)|wie ?viele?|wie (?:hoch|groß|schwer|breit|teuer|alt)|"
    r"was kostete?n?|how (?:many|much|high|old|tall|heavy|wide|expensive)|"
    r"what do(?:es)? [^?]* cost|what did [^?]* cost)\b",
    re.IGNORECASE,
)
# Asked as such, and not of the matter: how much may I decide, how high is the risk.
_OF_NO_NUMBER = re.compile(
    r"\b(?:risiko\w*|risk|gefahr|ansvar|responsib\w*|verantwort\w*|wichtig|viktig|important)\b",
    re.IGNORECASE,
)
_TO_CALL = re.compile(
    r"\b(?:(?:telefon|mobil|kontakt|durchwahl|fax|handy)(?:nr|nummer\w*)|"
    r"(?:phone|mobile|telephone|fax|contact) number|organisasjonsnummer|org\.?nr|kontonummer|"
    r"account number|iban|steuernummer|handelsregisternummer|vat (?:number|id))\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\b(?:hvilken|which|what|welche) vers(?:jon|ion)\b", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"(?:\d[\s.()/-]*){4}")
_NUMBER_WORD = re.compile(
    r"\d|[½¼¾]|\b(?:"
    r"null|én|éin|ett|eitt|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|\w+ten|tjue\w*|"
    r"tretti\w*|førti\w*|femti\w*|seksti\w*|sytti\w*|åtti\w*|nitti\w*|hundre\w*|tusen\w*|"
    r"million\w*|milliard\w*|halv\w*|begge|ingen|inga|intet|ingenting|alle|hele|full\w*|gratis|"
    r"fri|fritt|dobbel\w*|dobbelt|enkel|flere|noen få|ubegrenset|"
    r"eins?|einen|einer|zwei\w*|drei\w*|vier\w*|fünf\w*|sechs\w*|sieben\w*|acht\w*|neun\w*|"
    r"zehn\w*|elf|zwölf\w*|zwanzig\w*|\w+zig|\w*hundert\w*|\w*tausend\w*|hälfte|halb\w*|beide\w*|"
    r"kein\w*|nichts|alle\w*|ganz\w*|voll\w*|kostenlos|kostenfrei|umsonst|frei|doppelt\w*|"
    r"mehrere|einige|unbegrenzt|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred\w*|"
    r"thousand\w*|millions?|billions?|half|both|none|no|nothing|all|every|whole|full\w*|free|"
    r"double|twice|once|dozens?|single|several|unlimited|any"
    r")\b",
    re.IGNORECASE,
)


def lacks_amount(question: str, quotes: Sequence[str]) -> bool:
    """Whether the question asks for a number of some kind and no quote has one."""
    if _TO_CALL.search(question):
        return not any(_FOUR_DIGITS.search(quote) for quote in quotes)
    if _VERSION.search(question):
        return not any(re.search(r"\d", quote) for quote in quotes)
    if not _HOW_MANY.search(question) or _OF_NO_NUMBER.search(question):
        return False
    return not any(_NUMBER_WORD.search(quote) for quote in quotes)
