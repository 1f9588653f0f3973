"""Shapes that programs and people make less often, in all languages."""

from tests.mail.replies.case import Case

CASES = [
    Case(
        "outlook for mac",
        "SV: Budsjett",
        "Lise Haug",
        """\
Budsjettet for 2027 leveres 15. september. Bruk malen i Teams.

Hilsen,
Lise

Lise Haug | økonomisjef
t: 47 11 22 33 | lise@firma.example

Fra: Ole Berge <ole@firma.example>
Dato: tirsdag 3. mars 2026 kl. 14:12
Til: Lise Haug <lise@firma.example>
Emne: Budsjett

Når er fristen?
""",
        "Budsjettet for 2027 leveres 15. september. Bruk malen i Teams.",
    ),
    Case(
        "outlook for android",
        "Re: Vakt",
        "Ole Berge",
        """\
Jeg tar vakta lørdag.

Hent Outlook for Android<https://aka.ms/AAb9ysg>
________________________________
From: Lise Haug <lise@firma.example>
Sent: Tuesday, March 3, 2026 2:12:00 PM
To: Ole Berge <ole@firma.example>
Subject: Vakt

Hvem kan lørdag?
""",
        "Jeg tar vakta lørdag.",
    ),
    Case(
        "signature above the quote",
        "Re: Rom",
        "Ole Berge",
        """\
Rom 3 er ledig fra kl. 12.

-- \n\
Ole Berge
Drift

Den 03.03.2026 14:12, skrev Lise Haug:
> Hvilket rom er ledig?
""",
        "Rom 3 er ledig fra kl. 12.",
    ),
    Case(
        "yahoo on a telephone",
        "Re: Hytta",
        "Ole Berge",
        """\
Nøkkelen ligger under matta.

Sendt fra Yahoo Mail på Android

  Den tir., 3. mar. 2026 kl. 14:12, Lise Haug<lise@firma.example> skrev:
   Hvor er nøkkelen?
""",
        "Nøkkelen ligger under matta.",
    ),
    Case(
        "thanks first, sign-off with a place",
        "AW: Messe",
        "Jens Weber",
        """\
Danke!

Wir treffen uns um 9 Uhr am Eingang Ost.

Viele Grüße aus Hamburg
Jens

Am 03.03.2026 um 14:12 schrieb Anna Berg <anna@firma.example>:

> Wo treffen wir uns?
""",
        "Danke!\n\nWir treffen uns um 9 Uhr am Eingang Ost.",
    ),
    Case(
        "address only in the attribution",
        "Re: Konto",
        "Anna Berg",
        """\
Die IBAN steht auf der Rechnung.

Am Di., 3. März 2026 um 14:12 Uhr schrieb <jens@firma.example>:
> Wie lautet die IBAN?
""",
        "Die IBAN steht auf der Rechnung.",
    ),
    Case(
        "notes",
        "Antwort: Inventar",
        "Anna Berg",
        """\
Das Inventar liegt auf Laufwerk K.

Mit freundlichen Grüßen / Best regards

Anna Berg
Controlling


Von:        Jens Weber/Hamburg/Firma
An:         Anna Berg/Hamburg/Firma@Firma
Datum:      03.03.2026 14:12
Betreff:    Inventar


Wo liegt das Inventar?
""",
        "Das Inventar liegt auf Laufwerk K.",
    ),
    Case(
        "reply about a forwarded message",
        "Re: Fwd: Offer",
        "Tom Smith",
        """\
Take it.

On Tue, Mar 3, 2026 at 2:12 PM Jane Doe <jane@firm.example> wrote:

> What do you think?
>
> ---------- Forwarded message ---------
> From: Sam <sam@seller.example>
> Subject: Offer
>
> 900 for the lot.
""",
        "Take it.",
    ),
    Case(
        "signature with a slogan",
        "Re: Coffee",
        "Jane Doe",
        """\
The machine is cleaned every Friday.

Cheers,

Jane Doe
Office Manager
"Nothing is impossible"
jane@firm.example | LinkedIn | Twitter

From: Tom Smith <tom@firm.example>
Sent: 03 March 2026 14:12
To: Jane Doe <jane@firm.example>
Subject: Coffee

When is it cleaned?
""",
        "The machine is cleaned every Friday.",
    ),
    Case(
        "apple inline in html",
        "Re: Plan",
        "Tom Smith",
        """\
<html><body><div>Hi Jane</div><div><blockquote type="cite"><div>On 3 Mar 2026, at 14:12, Jane Doe
&lt;jane@firm.example&gt; wrote:</div><br><div>Who leads?</div></blockquote><div><br></div>I do.<br>
<blockquote type="cite"><div>Until when?</div></blockquote>
<div>Until June.</div></div></body></html>""",
        "Hi Jane\n\nI do.\nUntil June.",
    ),
    Case(
        "signature as a table in html",
        "RE: Floor plan",
        "Jane Doe",
        """\
<html><body><div class="WordSection1"><p class="MsoNormal">Floor 2 is ours from May.</p>
<p class="MsoNormal">Kind regards,</p><table><tr><td><img src="cid:logo"></td><td><p><b>Jane Doe</b>
</p><p>Office Manager</p><p>T +44 20 7946 0000</p></td></tr></table>
<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Tom Smith
&lt;tom@firm.example&gt;<br><b>Sent:</b> 03 March 2026 14:12<br><b>To:</b> Jane Doe<br>
<b>Subject:</b> Floor plan</p></div><p>Which floor?</p></div>
</body></html>""",
        "Floor 2 is ours from May.",
    ),
    Case(
        "plain text shown as html",
        "Re: Log",
        "Tom Smith",
        """\
<html><body><pre>Delete the cache folder.

Tom

On 2026-03-03 14:12, Jane Doe wrote:
&gt; What do I do?
&gt; Jane
</pre></body></html>""",
        "Delete the cache folder.",
    ),
    Case(
        "norwegian gmail without a year",
        "Re: Skap",
        "Ole Berge",
        """\
Skap 12.

tir. 3. mar. 2026, 14:12 skrev Lise Haug <lise@firma.example>:

> Hvilket skap?
>
> 2. mars kl. 09:00 skrev Ole:
>> Du får et skap.
""",
        "Skap 12.",
    ),
    Case(
        "several recipients that wrap",
        "AW: Umfrage",
        "Jens Weber",
        """\
Die Umfrage läuft bis Freitag.

Freundliche Grüsse
Jens Weber

Von: Anna Berg <anna@firma.example>
Gesendet: Dienstag, 3. März 2026 14:12
An: Jens Weber <jens@firma.example>; Eva Maria Kunz <eva.kunz@firma.example>;
Thomas Albrecht <thomas@firma.example>; Vertrieb Nord
<vertrieb-nord@firma.example>
Cc: Betriebsrat
Betreff: Umfrage
Priorität: Hoch

Wie lange läuft die Umfrage?
""",
        "Die Umfrage läuft bis Freitag.",
    ),
    Case(
        "danish outlook",
        "VS: Parkering",
        "Mette Holm",
        """\
Se nedenfor.

Mette

-----Oprindelig meddelelse-----
Fra: Parkering A/S <post@p.example>
Sendt: 3. marts 2026 14:12
Til: Mette Holm
Emne: Parkering

Prisen stiger til 25 kr. i timen fra maj.
""",
        """\
Se nedenfor.

-----Oprindelig meddelelse-----
Fra: Parkering A/S <post@p.example>
Sendt: 3. marts 2026 14:12
Til: Mette Holm
Emne: Parkering

Prisen stiger til 25 kr. i timen fra maj.""",
    ),
    Case(
        "a head of two lines",
        "SV: Lunsj",
        "Ole Berge",
        """\
Lunsjen er gratis på fredager.

*Fra:* Lise Haug
*Sendt:* tirsdag 3. mars 2026 14:12

Er lunsjen gratis?
""",
        "Lunsjen er gratis på fredager.",
    ),
]
