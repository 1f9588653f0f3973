"""The words with which messages end, and what stands below them."""

from __future__ import annotations

import re

_GREETINGS = (
    # Norwegian, Danish, Swedish
    r"med (?:(?:vennlig|venleg|venlig|beste|hjertelig|hjerteleg|gode?|varm|kollegial|sommerlig) )+"
    r"(?:hilsen|hilsning|helsing|hilsner|helsingar)|"
    r"(?:(?:vennlig|venleg|venlig|beste|bedste|hjertelig|gode|mange|varme?|fin|kjærlig|de) )+"
    r"(?:hilsen|hilsning|hilsener|hilsningar|helsing|helsingar|hilsner)|"
    r"med hilsen|hilsen(?: fra)?|hilsning|helsing|hilsner|m\.?v\.?h\.?|"
    r"med vänliga? hälsning(?:ar)?|(?:vänliga?|bästa|många|varma) hälsning(?:ar)?|hälsning(?:ar)?|"
    # German
    r"mit (?:(?:freundlichen|freundlichem|besten|herzlichen|lieben|vielen|schönen|kollegialen|"
    r"sonnigen|sportlichen|winterlichen) )+gr(?:ü|ue|u)(?:ß|ss)(?:en)?|"
    r"(?:(?:freundliche|viele|liebe|beste|schöne|herzliche|sonnige) )+gr(?:ü|ue)(?:ß|ss)e|"
    r"gr(?:ü|ue)(?:ß|ss)e|gru(?:ß|ss)|m\.?f\.?g\.?|hochachtungsvoll|"
    # English
    r"(?:with )?(?:(?:my|kind|best|warm|warmest|kindest|very best|many thanks and|thanks and|"
    r"thanks &|thank you and) )+regards|regards|"
    r"(?:with )?best wishes|all the best|(?:yours )?sincerely(?: yours)?|"
    r"yours (?:faithfully|truly)|rgds|"
    # French, Dutch, Spanish, Italian
    r"(?:bien )?cordialement|bien à vous|(?:meilleures )?salutations(?: distinguées)?|amicalement|"
    r"cdlt|met (?:vriendelijke|hartelijke) groet(?:en)?|(?:vriendelijke|hartelijke) groet(?:en)?|"
    r"groet(?:en|jes)?|mvg|saludos(?: cordiales)?|un saludo|(?:cordiali|distinti) saluti|saluti"
)
_WEAK = (
    r"best|cheers|br|kr|b\.?r\.?|v\.?h\.?|k\.?h\.?|b\.?h\.?|vg|lg|bg|"
    r"thanks?(?: you)?(?: so much| very much| a lot| again| in advance)?|many thanks|thx|"
    r"takk(?: på forhånd| for hjelpen)?|(?:tusen|mange|på forhånd) takk|tack(?: på förhand)?|"
    r"danke(?: im voraus)?|vielen dank(?: im voraus| vorab)?|besten dank|merci|bedankt"
)
CLOSING = re.compile(
    rf"\W{{0,12}}(?P<words>(?:(?:{_WEAK})(?: und| og| and| och| &|,) )?(?:{_GREETINGS})\b"
    r"(?: (?:aus|vom|from|fra|från) (?:[^\W\d_]+ ){0,3}[^\W\d_]+$)?)[,.!]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A line that ends a message, with what stands behind the words."""

WEAK_CLOSING = re.compile(
    rf"\W{{0,12}}(?P<words>{_WEAK})(?!\w)[,.!]*(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
"""One that ends a message only where nothing but a name follows."""

_DEVICE = (
    r"(?:my |min |mitt |meinem |mon |mijn |mi )?(?:\w+[ -]){0,3}?(?:iphone|ipad|android|samsung|"
    r"galaxy|huawei|mobil\w*|smart\w+|blackberry|telefon\w*|handy|tablet|nettbrett|phone|xperia|nokia|"
    r"oneplus|pixel|windows \w+|outlook|yahoo|gmx|web\.de|mail|e-post|proton|gmail|k-9)\b"
)
DEVICE = re.compile(
    rf"\W{{0,12}}(?:(?:sent|sendt|skickat|skickades|gesendet|envoyé|verzonden|lähetetty|enviado|inviato)\s+"
    rf"(?:from|via|with|by|using|fra|frå|med|från|von|vom|mit|über|depuis|de|da|vanaf|met|desde)\s+"
    rf"{_DEVICE}.{{0,60}}|"
    rf"von\s+{_DEVICE}.{{0,40}}\s(?:gesendet|versendet)|"
    r"diese nachricht wurde von mein\w* .{0,60} gesendet|"
    r"(?:get|hent|last ned|hämta|holen sie sich|laden sie|télécharger|download|obtenir)\s+"
    r"outlook\s+(?:for|til|för|für|pour|voor)\s+(?:ios|android|mac|windows)"
    r")\W{0,3}(?:<\S+>|\(?https?://\S+)?\W*",
    re.IGNORECASE,
)
"""The line that a telephone adds."""

DISCLAIMER = re.compile(
    r"\W{0,12}(?:"
    r"(?:this|the)\s+(?:contents?\s+of\s+this\s+)?(?:e-?mail|message|communication|electronic\s+mail"
    r"|information\s+(?:contained|in\s+this))\b.{0,200}\b"
    r"(?:confidential|privileged|intended|recipient|scanned|virus)|"
    r"(?:denne|innholdet\s+i\s+denne)\s+(?:e-?posten?|epost(?:en)?|mailen?|meldingen?|"
    r"meddelelsen?|e-?mailen?)\b.{0,200}\b(?:konfidensiel\w*|fortrolig\w*|taushets\w*|bestemt|tiltenkt|"
    r"mottaker\w*|adressat\w*|modtager\w*|virus\w*)|"
    r"diese\s+(?:e-?mail|nachricht|mitteilung)\b.{0,200}\b(?:vertraulich\w*|ausschlie(?:ß|ss)lich|"
    r"empfänger\w*|bestimmt|rechtlich\s+geschützt\w*|viren)|"
    r"der\s+inhalt\s+dieser\s+e-?mail\b|"
    r"detta\s+(?:e-?post)?meddelande\b.{0,200}\b(?:konfidentiell\w*|avsett)|"
    r"ce\s+(?:message|courriel)\b.{0,200}\bconfidentiel|"
    r"(?:confidentiality\s+notice|disclaimer|haftungsausschluss|vertraulichkeitshinweis"
    r"|important\s+notice)\s*:|"
    r"(?:please\s+)?(?:consider|think\s+of)\s+the\s+environment\b|"
    r"(?:tenk|vennligst\s+tenk)\s+på\s+miljøet\b|bitte\s+(?:denken|prüfen)\s+sie\b.{0,60}\b"
    r"(?:umwelt|ausdruck|drucken)|"
    r"(?:følg|folgen\s+sie|follow|besøk|besuchen\s+sie|visit)\s+(?:oss|uns|us)\b|"
    r"(?:if\s+you\s+are\s+not\s+the\s+intended|hvis\s+du\s+(?:har\s+mottatt|ikke\s+er\s+rett)|"
    r"sollten\s+sie\s+(?:nicht\s+der|diese)|wenn\s+sie\s+nicht\s+der)"
    r")",
    re.IGNORECASE | re.DOTALL,
)
"""What companies write below every message."""

WARNINGS = re.compile(
    r"confidential|vertraulich|konfidensiel|konfidentiel|fortrolig|taushets|privileged|"
    r"(?:ausschlie(?:ß|ss)lich|utelukkende|solely|only|bare|kun|nur) |"
    r"intended|tiltenkt|bestemt|bestimmt|"
    r"recipient|addressee|mottaker|modtager|mottagare|adressat|empfänger|"
    r"delete|slett|slet |radera|lösch|vernicht|notify|varsle|gi beskjed|informieren|benachrichtig|"
    r"by mistake|in error|ved en feil|ved feil|irrtümlich|versehentlich|virus|viren|liab|haft|"
    r"ansvar",
    re.IGNORECASE,
)
"""What such a text warns of; one that is none names hardly two of these."""

CONTACT = re.compile(
    r"(?:\b(?:tlf|tel|telefon|phone|mobile?|mob|cell|fax|direkte|direct|sentralbord|durchwahl|dir|"
    r"org\.?\s?nr|orgnr|hrb|ust-?id\w*|steuernr|amtsgericht|geschäftsführ\w*|vorstand|sitz|"
    r"e-?post|e-?mail|mail|web|www|adresse|postboks|p\.?o\.? box|postfach)\b\.?[:\s])|"
    r"^[a-z]\s?[:|]\s|^\[(?:cid:|image|bilde|logo|inline)[^\]]*\]$|www\.|https?://|[\w.+-]+@[\w-]+\.\w|"
    r"\+\d{2}[\d\s()/.-]{6,}|\b\d{2,5}[\s/-]\d{2,}[\d\s/-]{3,}\d|\b\d{8}\b|"
    r"\b\d{4,5}\s+[A-ZÆØÅÄÖÜ][a-zæøåäöüß]+",
    re.IGNORECASE,
)
"""A telephone number, an address, a company's register."""

POSTSCRIPT = re.compile(
    r"\W{0,12}(?:p\.?\s?s\.?|n\.?b\.?|ps\s?\d|edit|oppdatering|nachtrag|update)\s?[:.\s-]",
    re.IGNORECASE,
)

LIST_FOOTER = re.compile(
    r"mailing list|mailman|listinfo|unsubscribe|meld deg av|avmeld|abmelden|abbestellen|"
    r"google groups|you received this (?:message|email) because|du mottar denne|"
    r"sie erhalten diese",
    re.IGNORECASE,
)
"""What a mailing list adds."""

BANNER = re.compile(
    r"\W{0,12}(?:\[?(?:external|eksternt?|extern|externe? (?:e-?mail|nachricht))"
    r"(?: e-?mail| e-?post| sender)?\]?\W*$|"
    r"(?:caution|warning|advarsel|achtung|obs|vorsicht|nb|external(?: email| sender)?|forsiktig)\W+"
    r".{0,40}\b(?:e-?mail|e-?post\w*|message|melding\w*|nachricht)\b.{0,80}\b(?:outside|utenfor|eksternt?|"
    r"au(?:ß|ss)erhalb|external|externen?)\b|"
    r"(?:you don't often get email from|some people who received this message don't often|"
    r"du (?:får|mottar) ikke ofte e-?post fra|enkelte som har mottatt denne meldingen|"
    r"sie erhalten nicht (?:oft|häufig) e-?mails? von|einige personen, die diese nachricht)\b)",
    re.IGNORECASE,
)
"""The warning that a mail server writes above what comes from outside."""
