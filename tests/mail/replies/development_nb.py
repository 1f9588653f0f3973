"""Norwegian, the half that rules may be fitted on."""

from tests.mail.replies.case import Case

CASES = [
    Case(
        "outlook desktop",
        "SV: Ferie i juli",
        "Kari Nordmann",
        """\
Hei Ola,

Ja, du kan ta ut fire uker i juli. Før dem i Visma innen 1. mai.

Med vennlig hilsen

Kari Nordmann
HR-rådgiver
Fjordvarme AS
Tlf: +47 22 33 44 55 | Mobil: 900 11 222
www.fjordvarme.example

Fra: Ola Hansen <ola@fjordvarme.example>
Sendt: tirsdag 3. mars 2026 14:12
Til: Kari Nordmann <kari@fjordvarme.example>
Emne: Ferie i juli

Hei, kan jeg ta fire uker i juli?
Mvh Ola
""",
        """\
Hei Ola,

Ja, du kan ta ut fire uker i juli. Før dem i Visma innen 1. mai.""",
    ),
    Case(
        "gmail plain",
        "Re: Nøkkelkort",
        "Per Lie",
        """\
Du henter nytt kort i resepsjonen i 1. etasje. Ta med legitimasjon.

Hilsen Per

ons. 4. mars 2026 kl. 10:15 skrev Anne Berg <anne@fjordvarme.example>:

> Hei!
>
> Jeg har mistet kortet mitt. Hva gjør jeg?
>
> Anne
>
""",
        "Du henter nytt kort i resepsjonen i 1. etasje. Ta med legitimasjon.",
    ),
    Case(
        "gmail html",
        "Re: Nøkkelkort",
        "Per Lie",
        """\
<div dir="ltr"><div>Kortet sperres med en gang. Ring 815 00 100.</div><div><br></div>
<div>Per</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr"
class="gmail_attr">ons. 4. mars 2026 kl. 10:15 skrev Anne Berg &lt;<a
href="mailto:anne@fjordvarme.example">anne@fjordvarme.example</a>&gt;:<br></div><blockquote
class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);
padding-left:1ex"><div dir="ltr">Jeg har mistet kortet mitt.</div></blockquote></div>""",
        "Kortet sperres med en gang. Ring 815 00 100.",
    ),
    Case(
        "outlook web html",
        "SV: Reiseregning",
        "Kari Nordmann",
        """\
<html><body><div style="font-family:Calibri">Send den til lonn@fjordvarme.example innen den 5.</div>
<div id="Signature"><p>Kari Nordmann</p><p>HR</p></div><div id="appendonsend"></div>
<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">
<font face="Calibri"><b>Fra:</b> Ola Hansen &lt;ola@fjordvarme.example&gt;<br><b>Sendt:</b>
mandag 2. mars 2026 09:00<br><b>Til:</b> Kari Nordmann<br><b>Emne:</b> Reiseregning</font></div>
<div>Når må reiseregningen inn?</div></body></html>""",
        "Send den til lonn@fjordvarme.example innen den 5.",
    ),
    Case(
        "outlook desktop html",
        "SV: VPN",
        "IT Support",
        """\
<div class=WordSection1><p class=MsoNormal>Start på nytt, og velg <b>Fjord-VPN</b>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>Mvh<o:p></o:p></p>
<p class=MsoNormal>Jon Dahl<o:p></o:p></p><p class=MsoNormal>IT, tlf. 22 33 44 66<o:p></o:p></p>
<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>
<p class=MsoNormal><b>Fra:</b> Anne Berg &lt;anne@fjordvarme.example&gt; <br><b>Sendt:</b>
onsdag 4. mars 2026 08:01<br><b>Til:</b> IT Support<br><b>Emne:</b> VPN<o:p></o:p></p></div></div>
<p class=MsoNormal>VPN virker ikke hjemmefra.<o:p></o:p></p></div>""",
        "Start på nytt, og velg Fjord-VPN.",
    ),
    Case(
        "thunderbird bottom-posted",
        "Re: Møterom",
        "Per Lie",
        """\
Den 04.03.2026 10:15, skrev Anne Berg:
> Hvilket møterom har skjerm?
>
> Anne

Storfjord og Lillefjord har skjerm. Book dem i Outlook.

-- \n\
Per Lie
Drift
""",
        "Storfjord og Lillefjord har skjerm. Book dem i Outlook.",
    ),
    Case(
        "interleaved",
        "Re: Tre spørsmål",
        "Kari Nordmann",
        """\
Hei, se svar under hvert spørsmål.

Den 4. mars 2026 kl. 10:15 skrev Ola Hansen <ola@fjordvarme.example>:

> Når får vi lønn?

Den 15. hver måned.

> Hvem godkjenner overtid?

Nærmeste leder.

> Takk!
> Ola
""",
        """\
Hei, se svar under hvert spørsmål.

Den 15. hver måned.

Nærmeste leder.""",
    ),
    Case(
        "iphone",
        "Re: Parkering",
        "Ola Hansen",
        """\
Bruk plass 14 til fredag.

Sendt fra min iPhone

> 4. mars 2026 kl. 10:15 skrev Anne Berg <anne@fjordvarme.example>:
> \n\
> Hvor kan jeg parkere?
""",
        "Bruk plass 14 til fredag.",
    ),
    Case(
        "forwarded",
        "VS: Ny leverandør av strøm",
        "Kari Nordmann",
        """\
Til orientering.

Kari

Fra: Nordkraft <post@nordkraft.example>
Sendt: 2. mars 2026 12:00
Til: Kari Nordmann
Emne: Ny leverandør av strøm

Fra 1. april leverer vi strøm til 89 øre per kWh.
""",
        """\
Til orientering.

Fra: Nordkraft <post@nordkraft.example>
Sendt: 2. mars 2026 12:00
Til: Kari Nordmann
Emne: Ny leverandør av strøm

Fra 1. april leverer vi strøm til 89 øre per kWh.""",
    ),
    Case(
        "old outlook",
        "SV: Kantine",
        "Per Lie",
        """\
Kantinen er åpen 11-13.

-----Opprinnelig melding-----
Fra: Anne Berg [mailto:anne@fjordvarme.example]
Sendt: 4. mars 2026 10:15
Til: Per Lie
Emne: Kantine

Når åpner kantinen?
""",
        "Kantinen er åpen 11-13.",
    ),
    Case(
        "list and postscript",
        "Oppsigelse av leie",
        "Kari Nordmann",
        """\
Hei,

Dette må gjøres:
- si opp skriftlig innen 30. juni
- levere nøkler
- lese av strømmen

Mvh Kari

PS: Depositumet betales tilbake etter to uker.
""",
        """\
Hei,

Dette må gjøres:
- si opp skriftlig innen 30. juni
- levere nøkler
- lese av strømmen

PS: Depositumet betales tilbake etter to uker.""",
    ),
    Case(
        "an order with fields of its own",
        "Reise",
        "Ola Hansen",
        """\
Kan du bestille dette?

Fra: Oslo
Til: Bergen
Dato: 12. mars 2026

Jeg må være fremme før kl. 10.
""",
        """\
Kan du bestille dette?

Fra: Oslo
Til: Bergen
Dato: 12. mars 2026

Jeg må være fremme før kl. 10.""",
    ),
    Case(
        "disclaimer and banner",
        "Tilbud",
        "Nina Moe",
        """\
OBS: Denne e-posten er sendt fra en avsender utenfor organisasjonen.

Hei Kari,
Prisen er 1200 kroner per måned, oppsigelse tre måneder.

Vennlig hilsen
Nina Moe
Salgssjef, Kontorgull AS
Storgata 1, 0155 Oslo

Denne e-posten kan inneholde konfidensiell informasjon og er bare bestemt for mottakeren.
Har du mottatt den ved en feil, ber vi deg slette den.
""",
        """\
Hei Kari,
Prisen er 1200 kroner per måned, oppsigelse tre måneder.""",
    ),
]
