"""German, the half that measures."""

from tests.mail.replies.case import Case

CASES = [
    Case(
        "outlook with legal lines",
        "AW: Krankmeldung",
        "Petra Vogel",
        """\
Sehr geehrter Herr Lang,

die Bescheinigung brauchen wir ab dem dritten Tag. Die Krankenkasse meldet sie uns elektronisch.

Freundliche Grüße

Petra Vogel
Leiterin Personal

Elbtechnik AG | Am Kai 3 | 01067 Dresden
Telefon: 0351 4711-0 | Fax: 0351 4711-99
Vorstand: Dr. Uwe Brandt (Vors.), Ines Roth
Sitz der Gesellschaft: Dresden, HRB 9876, USt-IdNr. DE123456789

Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.

Von: Lang, Tobias <t.lang@elbtechnik.example>
Gesendet: Freitag, 6. März 2026 08:02
An: Vogel, Petra <p.vogel@elbtechnik.example>
Betreff: Krankmeldung

Ab wann brauche ich eine Bescheinigung?
""",
        """\
Sehr geehrter Herr Lang,

die Bescheinigung brauchen wir ab dem dritten Tag. Die Krankenkasse meldet sie uns elektronisch.""",
    ),
    Case(
        "thunderbird with name first",
        "Re: Dienstwagen",
        "Tobias Lang",
        """\
Petra Vogel schrieb am 06.03.2026 um 08:15:
> Wer hat den Golf?

Den Golf hat Frau Roth bis Dienstag.

Danach ist er frei.
""",
        """\
Den Golf hat Frau Roth bis Dienstag.

Danach ist er frei.""",
    ),
    Case(
        "gmail html with signature",
        "Re: Server",
        "Tobias Lang",
        """\
<div dir="ltr">Der Server startet sonntags um 3 Uhr neu.<div><br clear="all"><div><div dir="ltr"
class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">Tobias Lang<br>Systemtechnik
</div></div></div></div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Am Fr.,
6. März 2026 um 08:15&nbsp;Uhr schrieb Petra Vogel &lt;p.vogel@elbtechnik.example&gt;:<br></div>
<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid"><div>Wann
startet der Server neu?</div></blockquote></div>""",
        "Der Server startet sonntags um 3 Uhr neu.",
    ),
    Case(
        "forward in outlook",
        "WG: Preisliste 2026",
        "Ines Roth",
        """\
Liebe Kollegen,

anbei die neue Liste zur Kenntnis.

Viele Grüße
Ines Roth

Von: Lieferant GmbH <info@lieferant.example>
Gesendet: Donnerstag, 5. März 2026 16:20
An: Ines Roth <i.roth@elbtechnik.example>
Betreff: Preisliste 2026

Sehr geehrte Frau Roth,
die Pumpe P4 kostet ab April 380 Euro.
""",
        """\
Liebe Kollegen,

anbei die neue Liste zur Kenntnis.

Von: Lieferant GmbH <info@lieferant.example>
Gesendet: Donnerstag, 5. März 2026 16:20
An: Ines Roth <i.roth@elbtechnik.example>
Betreff: Preisliste 2026

Sehr geehrte Frau Roth,
die Pumpe P4 kostet ab April 380 Euro.""",
    ),
    Case(
        "reply to a forward",
        "AW: WG: Preisliste 2026",
        "Uwe Brandt",
        """\
Bitte 20 Stück bestellen.

Brandt

Von: Ines Roth <i.roth@elbtechnik.example>
Gesendet: Freitag, 6. März 2026 09:00
An: Uwe Brandt
Betreff: WG: Preisliste 2026

anbei die neue Liste.
""",
        "Bitte 20 Stück bestellen.",
    ),
    Case(
        "android",
        "Re: Tor",
        "Tobias Lang",
        """\
Das Tor geht mit der Karte auf, nicht mit dem Code.

Diese Nachricht wurde von meinem Android-Mobiltelefon mit GMX Mail gesendet.
Am 06.03.26, 08:15, Petra Vogel <p.vogel@elbtechnik.example> schrieb:

> Wie geht das Tor auf?
""",
        "Das Tor geht mit der Karte auf, nicht mit dem Code.",
    ),
    Case(
        "attribution over three lines",
        "Re: Messe",
        "Ines Roth",
        """\
Wir stehen in Halle 4, Stand B12.

Am Freitag, den 6. März 2026 um 08:15 Uhr schrieb
Petra Vogel aus der Personalabteilung
<p.vogel@elbtechnik.example>:

> In welcher Halle stehen wir?
> P. Vogel
""",
        "Wir stehen in Halle 4, Stand B12.",
    ),
    Case(
        "list, then regards and postscript",
        "Inventur",
        "Petra Vogel",
        """\
Hallo zusammen,

für die Inventur gilt:
* Lager A zählt Montag
* Lager B zählt Dienstag

LG
Petra

P.S. Pausenbrote gibt es von der Firma.
""",
        """\
Hallo zusammen,

für die Inventur gilt:
* Lager A zählt Montag
* Lager B zählt Dienstag

P.S. Pausenbrote gibt es von der Firma.""",
    ),
    Case(
        "own fields",
        "Buchung",
        "Uwe Brandt",
        """\
Bitte buchen Sie:

Von: Dresden Hbf
An: Hamburg Hbf
Datum: 12.03.2026, 07:10 Uhr

Sitzplatz am Fenster, 1. Klasse.
""",
        """\
Bitte buchen Sie:

Von: Dresden Hbf
An: Hamburg Hbf
Datum: 12.03.2026, 07:10 Uhr

Sitzplatz am Fenster, 1. Klasse.""",
    ),
    Case(
        "outlook html with list",
        "AW: Zugang",
        "Tobias Lang",
        """\
<html><body><div class="WordSection1"><p class="MsoNormal">Sie brauchen:</p>
<p class="MsoListParagraph" style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><span
style="mso-list:Ignore">·<span>&nbsp;&nbsp; </span></span>den Token</p>
<p class="MsoListParagraph" style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><span
style="mso-list:Ignore">·<span>&nbsp;&nbsp; </span></span>die PIN</p>
<p class="MsoNormal">Beste Grüße</p><p class="MsoNormal">Tobias Lang</p><div><div
style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">
<b>Von:</b> Ines Roth &lt;i.roth@elbtechnik.example&gt;<br><b>Gesendet:</b> Freitag, 6. März 2026
10:00<br><b>An:</b> Tobias Lang<br><b>Betreff:</b> Zugang</p></div></div>
<p>Was brauche ich?</p></div>
</body></html>""",
        "Sie brauchen:\n- den Token\n- die PIN",
    ),
    Case(
        "confidentiality without a greeting",
        "Angebot",
        "Max Klein",
        """\
Unser Angebot gilt bis zum 30. April.

Diese E-Mail enthält vertrauliche Informationen und ist ausschließlich für den Empfänger bestimmt.
Wenn Sie nicht der richtige Adressat sind, löschen Sie bitte diese E-Mail.
""",
        "Unser Angebot gilt bis zum 30. April.",
    ),
    Case(
        "thanks as text",
        "Re: Hilfe",
        "Petra Vogel",
        """\
Vielen Dank für die schnelle Hilfe!

Der Fehler lag am Kabel in Raum 3.

Am 06.03.2026 um 08:15 schrieb Tobias Lang:

> Läuft es wieder?
""",
        """\
Vielen Dank für die schnelle Hilfe!

Der Fehler lag am Kabel in Raum 3.""",
    ),
]
