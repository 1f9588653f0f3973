"""Less usual shapes in all languages, which came last."""

from tests.mail.replies.case import Case

CASES = [
    Case(
        "bokmål gmail on a telephone",
        "Re: Lader",
        "Eli Strand",
        """\
Laderen ligger i skuffen på kontor 214

Eli

tor. 9. apr. 2026 kl. 07:58 skrev Knut Bakke <knut.bakke@sjo.example>:

> Hei, hvor er laderen til bilen?
> --
> Knut
""",
        "Laderen ligger i skuffen på kontor 214",
    ),
    Case(
        "two questions answered by number",
        "SV: Spørsmål om pensjon",
        "Eli Strand",
        """\
Hei Knut!

1) Ja, innskuddet er 7 %.
2) Nei, du må søke selv. Skjemaet heter P-3.

Spør gjerne igjen.

Beste hilsen
Eli Strand
Lønnsansvarlig
--
Sjø AS | Kaia 4 | 5003 Bergen
Telefon 55 00 11 22

Fra: Knut Bakke
Sendt: torsdag 9. april 2026 08.15
Til: Eli Strand
Emne: Spørsmål om pensjon

1) Er innskuddet 7 %?
2) Kommer det av seg selv?
""",
        """\
Hei Knut!

1) Ja, innskuddet er 7 %.
2) Nei, du må søke selv. Skjemaet heter P-3.

Spør gjerne igjen.""",
    ),
    Case(
        "quoted customer in one's own words",
        "Klage fra kunde",
        "Knut Bakke",
        """\
Kunden skrev i dag kl. 09:12:
Varmepumpen bråker om natten.

Jeg har lovet at noen kommer 14. april.
""",
        """\
Kunden skrev i dag kl. 09:12:
Varmepumpen bråker om natten.

Jeg har lovet at noen kommer 14. april.""",
    ),
    Case(
        "html mail from a telephone",
        "Sv: Møte",
        "Knut Bakke",
        """\
<html><head></head><body><div>Møtet er flyttet til rom Havn.</div><div><br></div>
<div id="ms-outlook-mobile-signature"><div>Hent <a href="https://aka.ms/o0ukef">Outlook for iOS</a>
</div></div><div id="mail-editor-reference-message-container"><hr><div><b>Fra:</b> Eli Strand
&lt;eli@sjo.example&gt;<br><b>Sendt:</b> torsdag, april 9, 2026 8:15 a.m.<br><b>Til:</b> Knut<br>
<b>Emne:</b> Møte</div><div>Hvor er møtet?</div></div></body></html>""",
        "Møtet er flyttet til rom Havn.",
    ),
    Case(
        "signature with a motto and a logo's text",
        "AW: Wartung",
        "Rolf Busch",
        """\
Guten Morgen Frau Ley,

die Wartung dauert zwei Stunden, von 6 bis 8 Uhr. Danach ist alles wie vorher.

Beste Grüße aus dem Technikraum

Rolf Busch
Gebäudetechnik

[cid:image001.png@01DB]

Busch & Sohn OHG
Am Deich 7
26721 Emden
Mobil: 0171 1234567
https://busch.example

Von: Ley, Monika <ley@amt.example>
Gesendet: Donnerstag, 9. April 2026 07:44
An: Busch, Rolf <rolf@busch.example>
Betreff: Wartung

Wie lange dauert die Wartung?
""",
        """\
Guten Morgen Frau Ley,

die Wartung dauert zwei Stunden, von 6 bis 8 Uhr. Danach ist alles wie vorher.""",
    ),
    Case(
        "kmail",
        "Re: Archiv",
        "Monika Ley",
        """\
Am Donnerstag, 9. April 2026, 07:44:10 CEST schrieb Rolf Busch:
> Wo liegen die Akten von 2019?

Im Keller, Regal 12. Schlüssel beim Pförtner.

> Und die von 2020?

Digital, im Ordner Archiv/2020.
""",
        """\
Im Keller, Regal 12. Schlüssel beim Pförtner.

Digital, im Ordner Archiv/2020.""",
    ),
    Case(
        "thanks before the name",
        "Re: Lieferung",
        "Rolf Busch",
        """\
Die Palette kommt am Dienstag zwischen 10 und 12.

Danke und Gruß
Rolf

> Am 09.04.2026 um 07:44 schrieb Monika Ley <ley@amt.example>:
>
> Wann kommt die Palette?
""",
        "Die Palette kommt am Dienstag zwischen 10 und 12.",
    ),
    Case(
        "german forward by apple",
        "Fwd: Stromausfall",
        "Monika Ley",
        """\
Zur Info.

Anfang der weitergeleiteten Nachricht:

> Von: Stadtwerke <info@sw.example>
> Betreff: Stromausfall
> Datum: 9. April 2026 um 07:00:00 MESZ
> An: Monika Ley <ley@amt.example>
>
> Am 20. April ist der Strom von 8 bis 9 Uhr abgeschaltet.
""",
        """\
Zur Info.

Anfang der weitergeleiteten Nachricht:

Von: Stadtwerke <info@sw.example>
Betreff: Stromausfall
Datum: 9. April 2026 um 07:00:00 MESZ
An: Monika Ley <ley@amt.example>

Am 20. April ist der Strom von 8 bis 9 Uhr abgeschaltet.""",
    ),
    Case(
        "signature in the style of a card",
        "RE: Desk",
        "Paul Green",
        """\
You can have desk 14 by the window.

Many thanks,

PAUL GREEN
Head of Workplace

p: +1 (555) 010-2030  m: +1 (555) 010-2031
a: 200 Main St, Springfield
w: green.example  e: paul@green.example

CONFIDENTIALITY NOTICE: The contents of this email message and any attachments are intended
solely for the addressee(s) and may contain confidential and/or privileged information.

From: Nora Hill <nora@green.example>
Sent: Thursday, April 9, 2026 8:15 AM
To: Paul Green <paul@green.example>
Subject: Desk

Which desk can I have?
""",
        "You can have desk 14 by the window.",
    ),
    Case(
        "a question with its answer in one's own text",
        "FAQ for the new tool",
        "Nora Hill",
        """\
Q: Who can log in?
A: Everyone with a badge.

Q: Where do I report errors?
A: From the menu, choose Help > Report.

Best,
Nora
""",
        """\
Q: Who can log in?
A: Everyone with a badge.

Q: Where do I report errors?
A: From the menu, choose Help > Report.""",
    ),
    Case(
        "reply between two heads",
        "Re: Parking",
        "Nora Hill",
        """\
P2 is free after six.

Sent from my Galaxy

-------- Original message --------
From: Paul Green <paul@green.example>
Date: 4/9/26 8:15 AM (GMT+00:00)
To: Nora Hill <nora@green.example>
Subject: Parking

Where can I park?
""",
        "P2 is free after six.",
    ),
    Case(
        "steps with shell commands",
        "Re: Restart",
        "Paul Green",
        """\
Run these two lines:

$ sudo systemctl restart kilde > /tmp/log
$ tail -f /tmp/log

Then wait for "ready".

-Paul

On 09/04/2026 08:15, Nora Hill wrote:
> How do I restart it?
""",
        """\
Run these two lines:

$ sudo systemctl restart kilde > /tmp/log
$ tail -f /tmp/log

Then wait for "ready".""",
    ),
    Case(
        "swedish gmail",
        "Re: Semester",
        "Eva Lind",
        """\
Du har 25 dagar kvar.

Hälsningar
Eva

Den tors 9 apr. 2026 kl 08:15 skrev Nils Ek <nils@sjo.example>:

> Hur många dagar har jag?
""",
        "Du har 25 dagar kvar.",
    ),
    Case(
        "table and text after it in html",
        "Prisliste",
        "Eli Strand",
        """\
<html><body><p>Hei alle,</p><table><tr><td>Fra</td><td>Til</td><td>Pris</td></tr><tr><td>Bergen</td>
<td>Oslo</td><td>900</td></tr></table><p>Gjelder fra 1. mai.</p><p>Vennlig hilsen<br>Eli Strand<br>
Sjø AS</p></body></html>""",
        "Hei alle,\nFra\nTil\nPris\nBergen\nOslo\n900\nGjelder fra 1. mai.",
    ),
]
