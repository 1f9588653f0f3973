"""German, the half that rules may be fitted on."""

from tests.mail.replies.case import Case

CASES = [
    Case(
        "outlook desktop",
        "AW: Urlaub im August",
        "Sabine Koch",
        """\
Hallo Herr Weber,

der Urlaub vom 3. bis 21. August ist genehmigt. Bitte tragen Sie ihn in SAP ein.

Mit freundlichen Grüßen

i. A. Sabine Koch
Personalabteilung

Fjordwärme GmbH
Hafenstraße 12, 20457 Hamburg
Tel. +49 40 123456-78
s.koch@fjordwaerme.example
Geschäftsführer: Dr. Jan Petersen · Amtsgericht Hamburg HRB 12345

Von: Jens Weber <j.weber@fjordwaerme.example>
Gesendet: Dienstag, 3. März 2026 14:12
An: Sabine Koch <s.koch@fjordwaerme.example>
Cc: Personal <personal@fjordwaerme.example>
Betreff: Urlaub im August

Guten Tag, ich hätte gern drei Wochen Urlaub.
""",
        """\
Hallo Herr Weber,

der Urlaub vom 3. bis 21. August ist genehmigt. Bitte tragen Sie ihn in SAP ein.""",
    ),
    Case(
        "gmail plain, broken attribution",
        "Re: Drucker",
        "Jens Weber",
        """\
Der Drucker im 2. Stock heißt HH-02. Die PIN ist Ihre Personalnummer.

VG Jens

Am Mi., 4. März 2026 um 10:15 Uhr schrieb Sabine Koch-Lindemann <
s.koch@fjordwaerme.example>:

> Wie heißt der Drucker?
>
> Sabine
""",
        "Der Drucker im 2. Stock heißt HH-02. Die PIN ist Ihre Personalnummer.",
    ),
    Case(
        "apple html",
        "Re: Homeoffice",
        "Anna Berg",
        """\
<html><body>Zwei Tage pro Woche, in Absprache mit dem Team.<div><br></div><div>Von meinem iPhone
gesendet</div><div dir="ltr"><br><blockquote type="cite">Am 04.03.2026 um 10:15 schrieb Jens Weber
&lt;j.weber@fjordwaerme.example&gt;:<br><br></blockquote></div><blockquote type="cite"><div
dir="ltr">Wie viele Tage Homeoffice sind erlaubt?</div></blockquote></body></html>""",
        "Zwei Tage pro Woche, in Absprache mit dem Team.",
    ),
    Case(
        "thunderbird html",
        "Re: Reisekosten",
        "Sabine Koch",
        """\
<html><body><div class="moz-cite-prefix">Am 04.03.26 um 10:15 schrieb Jens Weber:<br></div>
<blockquote type="cite" cite="mid:1@x"><p>Bis wann muss die Abrechnung da sein?</p></blockquote>
<p>Bis zum 10. des Folgemonats.</p><div class="moz-signature">-- <br>Sabine Koch<br>Personal</div>
</body></html>""",
        "Bis zum 10. des Folgemonats.",
    ),
    Case(
        "old outlook",
        "AW: Kantine",
        "Jens Weber",
        """\
Die Kantine öffnet um 11:30 Uhr.

Gruß
Jens

-----Ursprüngliche Nachricht-----
Von: Koch, Sabine [mailto:s.koch@fjordwaerme.example]
Gesendet: Mittwoch, 4. März 2026 10:15
An: Weber, Jens
Betreff: Kantine

Wann öffnet die Kantine?
""",
        "Die Kantine öffnet um 11:30 Uhr.",
    ),
    Case(
        "forwarded by thunderbird",
        "Fwd: Neue Parkausweise",
        "Sabine Koch",
        """\
Bitte beachten!

-------- Weitergeleitete Nachricht --------
Betreff: Neue Parkausweise
Datum: Mon, 2 Mar 2026 09:00:00 +0100
Von: Hausverwaltung <hv@hafen.example>
An: Sabine Koch <s.koch@fjordwaerme.example>

Ab 1. April gelten nur noch die blauen Ausweise.
""",
        """\
Bitte beachten!

-------- Weitergeleitete Nachricht --------
Betreff: Neue Parkausweise
Datum: Mon, 2 Mar 2026 09:00:00 +0100
Von: Hausverwaltung <hv@hafen.example>
An: Sabine Koch <s.koch@fjordwaerme.example>

Ab 1. April gelten nur noch die blauen Ausweise.""",
    ),
    Case(
        "interleaved without blank lines",
        "Re: Fragen",
        "Jens Weber",
        """\
Am 04.03.2026 10:15, schrieb Sabine Koch:
> Welche Version läuft?
3.2, seit Montag.
> Und wer hat die Zugänge, wenn ich im Urlaub bin und Herr Petersen auch nicht
> da ist?
Frau Berg hat alle Passwörter.
> Danke
> Sabine
""",
        """\
3.2, seit Montag.
Frau Berg hat alle Passwörter.""",
    ),
    Case(
        "answers in colour",
        "AW: Fragen zum Umzug",
        "Sabine Koch",
        """\
Hallo Jens, meine Antworten unten in rot.

Von: Jens Weber
Gesendet: Mittwoch, 4. März 2026 10:15
An: Sabine Koch
Betreff: Fragen zum Umzug

Wann ziehen wir um?
Am 1. Juni.
""",
        """\
Hallo Jens, meine Antworten unten in rot.

Von: Jens Weber
Gesendet: Mittwoch, 4. März 2026 10:15
An: Sabine Koch
Betreff: Fragen zum Umzug

Wann ziehen wir um?
Am 1. Juni.""",
    ),
    Case(
        "own prose with the verb",
        "Beschwerde",
        "Anna Berg",
        """\
Am Montag schrieb der Kunde:

Die Pumpe läuft seit Freitag nicht mehr.

Ich habe ihm einen Termin am 9. März gegeben.
""",
        """\
Am Montag schrieb der Kunde:

Die Pumpe läuft seit Freitag nicht mehr.

Ich habe ihm einen Termin am 9. März gegeben.""",
    ),
    Case(
        "wrapped quote",
        "Re: Passwort",
        "Jens Weber",
        """\
Das geht unter https://konto.fjordwaerme.example.

Am 04.03.2026 um 10:15 schrieb Anna Berg:
> Ich kann mein Kennwort nicht ändern, weil die Seite im Intranet mir
immer
> einen Fehler anzeigt. Was soll ich tun?
""",
        "Das geht unter https://konto.fjordwaerme.example.",
    ),
    Case(
        "web.de",
        "Aw: Schlüssel",
        "Anna Berg",
        """\
<html><body><div style="font-family: Verdana"><div>Der Schlüssel liegt beim Pförtner.</div>
<div>&nbsp;</div><div>LG Anna</div><div><div name="quote" style="margin:10px 5px 5px 10px;
padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;">
<b>Gesendet:</b> Mittwoch, 04. März 2026 um 10:15 Uhr<br><b>Von:</b> "Jens Weber"
&lt;j.weber@fjordwaerme.example&gt;<br><b>An:</b> anna@web.example<br>
<b>Betreff:</b> Schlüssel</div>
<div>Wo ist der Schlüssel?</div></div></div></div></body></html>""",
        "Der Schlüssel liegt beim Pförtner.",
    ),
    Case(
        "table in html",
        "Schichtplan",
        "Sabine Koch",
        """\
<html><body><p>Guten Morgen,</p><p>der Plan für März:</p><table border=1><tr><th>Woche</th>
<th>Früh</th><th>Spät</th></tr><tr><td>10</td><td>Weber</td><td>Berg</td></tr></table>
<p>Viele Grüße<br>Sabine Koch</p></body></html>""",
        """\
Guten Morgen,
der Plan für März:
Woche
Früh
Spät
10
Weber
Berg""",
    ),
]
