"""What is the author's own and looks like a quote or a signature."""

from tests.mail.replies.case import Case

CASES = [
    Case(
        "the author's own small print",
        "Neue Regeln",
        "Anna Berg",
        """\
Hallo,

diese E-Mail ist für alle im Lager bestimmt: ab Montag gilt Helmpflicht.

Besucher bekommen einen Helm am Empfang.

Grüße
Anna
""",
        """\
Hallo,

diese E-Mail ist für alle im Lager bestimmt: ab Montag gilt Helmpflicht.

Besucher bekommen einen Helm am Empfang.""",
    ),
    Case(
        "own answer right above the attribution",
        "Re: Codes",
        "Tom Smith",
        """\
The code is 4711.
On Tue, Mar 3, 2026 at 2:12 PM Jane Doe <jane@firm.example> wrote:
> What is the code?
""",
        "The code is 4711.",
    ),
    Case(
        "own words with a date right above",
        "Re: Termin",
        "Jens Weber",
        """\
Am 12. März um 9:00.
Am 03.03.2026 um 14:12 schrieb Anna Berg <anna@firma.example>:
> Wann?
""",
        "Am 12. März um 9:00.",
    ),
    Case(
        "a table of people is no signature",
        "Kontakter",
        "Lise Haug",
        """\
Disse kan hjelpe:

Per Lie, IT, tlf 900 11 222
Anne Berg, HR, tlf 900 33 444

Ring før kl. 15.

Vennlig hilsen
Lise Haug
""",
        """\
Disse kan hjelpe:

Per Lie, IT, tlf 900 11 222
Anne Berg, HR, tlf 900 33 444

Ring før kl. 15.""",
    ),
    Case(
        "a list under a greeting-like line",
        "Takk",
        "Lise Haug",
        """\
Takk

- til Per for maten
- til Anne for musikken

Neste fest er 4. juni.
""",
        """\
Takk

- til Per for maten
- til Anne for musikken

Neste fest er 4. juni.""",
    ),
    Case(
        "attachments after the name",
        "Timelister",
        "Lise Haug",
        """\
Timelistene for februar ligger ved.

Mvh Lise

Vedlegg: timer-februar.xlsx, timer-mars.xlsx er ikke klar ennå, den kommer på fredag.
""",
        """\
Timelistene for februar ligger ved.

Vedlegg: timer-februar.xlsx, timer-mars.xlsx er ikke klar ennå, den kommer på fredag.""",
    ),
    Case(
        "a memo's own head",
        "Til alle",
        "Lise Haug",
        """\
Hei,

Til: alle ansatte
Fra: Lise Haug
Emne: julebord

Julebordet er 11. desember på Grand.
""",
        """\
Hei,

Til: alle ansatte
Fra: Lise Haug
Emne: julebord

Julebordet er 11. desember på Grand.""",
    ),
    Case(
        "own heading with a field's name",
        "Referat",
        "Lise Haug",
        """\
Til: styret
Emne: lokaler

Styret vedtok å leie 3. etasje.

Fra 1. mai flytter vi inn. Til da sitter vi i 2. etasje.
""",
        """\
Til: styret
Emne: lokaler

Styret vedtok å leie 3. etasje.

Fra 1. mai flytter vi inn. Til da sitter vi i 2. etasje.""",
    ),
    Case(
        "own words set off by a rule",
        "Neue Formulierung",
        "Anna Berg",
        """\
<html><body><p>So steht es künftig im Vertrag:</p><blockquote style="border-left:2px solid #ccc">
<p>Der Resturlaub verfällt am 31. März.</p></blockquote><p>Bitte prüfen.</p></body></html>""",
        "So steht es künftig im Vertrag:\nDer Resturlaub verfällt am 31. März.\nBitte prüfen.",
    ),
]
