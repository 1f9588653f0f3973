"""The words by which mail programs and people set off what is not the message itself.

Norwegian, German and English in full; Swedish, Danish, French, Dutch and a few more where
they are alike.
"""

from __future__ import annotations

import re

FIELDS = {
    "from": "fra|frå|von|from|från|de|van|da|od|от|avsender|afsender|absender|expéditeur|lähettäjä",
    "sent": "sendt|sende|gesendet(?: am)?|sent|skickat|envoyé(?: le)?|verzonden|inviato|"
    "enviado(?: el)?|lähetetty|отправлено",
    "date": "date|dato|datum|data|fecha|дата|sendt dato|mottatt|received",
    "to": "til|an|to|till|à|pour|aan|a|para|an alle|mottaker|empfänger|vastaanottaja|кому",
    "cc": "cc|kopi(?: til)?|kopie(?: an)?|kopia|bcc|blindkopi|копия",
    "subject": "emne|betreff|subject|ämne|objet|sujet|onderwerp|oggetto|asunto|aihe|betr\\.?|re|"
    "тема",
    "other": "reply-to|svar til|antwort an|répondre à|attachments?|vedlegg|anlagen?|anhänge?|"
    "bilagor|importance|viktighet|wichtigkeit|priority|prioritet|priorität|organi[sz]ation|when|"
    "where|når|hvor|wann|wo|required|optional",
}
FIELD = re.compile(
    r"[\s*_>|]{0,12}(?:"
    + "|".join(f"(?P<{name}>{labels})" for name, labels in FIELDS.items())
    + r")[*_]*\s?[:：][*_]*\s*(?P<value>.*)",
    re.IGNORECASE,
)
"""A line of an earlier message's head, as programs write it into a reply."""

_ORIGINAL = (
    "original message|original appointment|original email|opprinnelig melding|opprinneleg melding|"
    "opprinnelig e-?post|opprinnelig avtale|opprinnelig møte|ursprüngliche nachricht|"
    "ursprünglicher termin|original-?nachricht|originalnachricht|ursprungligt meddelande|"
    "originalmeddelande|oprindelig meddelelse|oprindelig besked|message d'origine|"
    "message d’origine|message original|oorspronkelijk bericht|origineel bericht|mensaje original|"
    "messaggio originale|alkuperäinen viesti|reply message|svarmelding"
)
ORIGINAL = re.compile(
    rf"[\s*]{{0,12}}[-_=]{{2,}}\s*\*?(?:{_ORIGINAL})\*?\s*[-_=]{{2,}}.*", re.IGNORECASE
)
"""The line with which Outlook begins an earlier message."""

_FORWARDED = (
    "forwarded message|forwarded by|videresendt melding|vidaresend melding|videresendt e-?post|"
    "weitergeleitete nachricht|weitergeleitete e-?mail|vidarebefordrat (?:meddelande|brev)|"
    "videresendt (?:besked|meddelelse)|message (?:transféré|réexpédié|transfere)|"
    "doorgestuurd bericht|mensaje reenviado|messaggio inoltrato|välitetty viesti"
)
FORWARDED = re.compile(
    rf"[\s*]{{0,12}}(?:[-_=]{{2,}}\s*(?:{_FORWARDED})[^-_=]{{0,60}}[-_=]{{2,}}.*|"
    r"(?:begin forwarded message|start på videresendt (?:melding|e-?post|besked)|"
    r"begynnelse på videresendt melding|videresendt melding|anfang der weitergeleiteten nachricht|"
    r"weitergeleitete nachricht|vidarebefordrat brev|börja vidarebefordrat meddelande|"
    r"début du message (?:transféré|réexpédié)|begin doorgestuurd bericht|"
    r"inizio messaggio inoltrato|forwarded message)\s*:)\s*",
    re.IGNORECASE,
)
"""The line with which a forwarded message begins."""

VERB = re.compile(
    r"\b(?:wrote|writes|skrev|skreiv|schrieb|schreef|escribió|scritto|escreveu|kirjoitti|napisała?|написала?|пишет)\b|"
    r"\ba écrit\b|\bgeschreven\b|\bhar skrevet\b|\bhat geschrieben\b|\bsa?de følgende\b",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"[\s*]{0,12}(?:on|den|am|le|op|på|kl|el|il|em|at|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|"
    r"donnerstag|freitag|samstag|sonntag|"
    r"(?:mon|tue|wed|thu|fri|sat|sun|man|tir|tys|ons|tor|fre|lør|lau|søn)\w{0,6})[.,]{0,2}\s.*\d",
    re.IGNORECASE,
)
"""How a line begins that says when an earlier message was written."""

CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b(?!\.\d{2,4})")
DAY = re.compile(
    r"\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b|"
    r"\b\d{1,2}\.?\s+[^\W\d]{3,10}\.?,?\s+\d{4}\b|\b[^\W\d]{3,10}\.?\s+\d{1,2},?\s+\d{4}\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")

ANSWERS_WITHIN = re.compile(
    r"\b(?:svar\w*|kommentar\w*|answers?|comments?|repl(?:y|ies)|antwort\w*|anmerkung\w*|mine|my|meine)"
    r"\b[^.!?\n]{0,40}\b(?:under|nedenfor|nedafor|below|inline|unten|red|rødt?|raudt|rot|blue|blått|"
    r"blau|grønt|green|grün|im text|i teksten|in der mail|in line|mellom linjene)\b|"
    r"\b(?:see|se|siehe|sjå)\s+inline\b|\binline (?:svar|answers?|comments?|antworten)\b|"
    r"\b(?:markert|merket|marked|markiert) (?:med|i|in|mit) (?:rødt?|red|rot|blått|blue|blau)\b",
    re.IGNORECASE,
)
"""The author says that answers stand within what is quoted."""
