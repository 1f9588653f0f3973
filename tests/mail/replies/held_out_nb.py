"""Norwegian, the half that measures."""

from tests.mail.replies.case import Case

CASES = [
    Case(
        "outlook, closing with name behind it",
        "SV: Foreldrepermisjon",
        "Marit Vik",
        """\
Hei!

Du søker NAV minst seks måneder før, og sender meg kopi av vedtaket. Permisjonen føres av lønn.

Vennlig hilsen Marit Vik
Lønn og personal

________________________________
Fra: Geir Aas <geir.aas@fjordvarme.example>
Sendt: fredag 6. mars 2026 11:47
Til: Marit Vik <marit.vik@fjordvarme.example>
Kopi: HR <hr@fjordvarme.example>
Emne: Foreldrepermisjon

Hei Marit, hvordan søker jeg om permisjon?

Geir
""",
        """\
Hei!

Du søker NAV minst seks måneder før, og sender meg kopi av vedtaket. Permisjonen føres av lønn.""",
    ),
    Case(
        "nynorsk",
        "SV: Skjema",
        "Torill Eide",
        """\
Skjemaet ligg på intranettet under «Personal».

Med venleg helsing
Torill Eide

Frå: Arne Myr <arne@fjordvarme.example>
Sendt: 5. mars 2026 09:10
Til: Torill Eide
Emne: Skjema

Kvar finn eg skjemaet?
""",
        "Skjemaet ligg på intranettet under «Personal».",
    ),
    Case(
        "apple mail, day after attribution",
        "Re: Alarm",
        "Geir Aas",
        """\
Koden byttes første mandag i måneden. Ny kode får du av vaktselskapet på 02222.

Geir

> 5. mar. 2026 kl. 21:03 skrev Marit Vik <marit.vik@fjordvarme.example>:
> \n\
> Hva er koden til alarmen nå?
> \n\
> Marit
""",
        "Koden byttes første mandag i måneden. Ny kode får du av vaktselskapet på 02222.",
    ),
    Case(
        "samsung",
        "Re: Bilen",
        "Arne Myr",
        """\
Bilen står i Garasje B. Nøkkelen er i skap 7.


Sendt fra min Samsung Galaxy-smarttelefon.


-------- Opprinnelig melding --------
Fra: Marit Vik <marit.vik@fjordvarme.example>
Dato: 05.03.2026 21:03 (GMT+01:00)
Til: Arne Myr <arne@fjordvarme.example>
Emne: Bilen

Hvor står bilen?
""",
        "Bilen står i Garasje B. Nøkkelen er i skap 7.",
    ),
    Case(
        "gmail forward",
        "Fwd: Vedlikehold av heis",
        "Marit Vik",
        """\
Hei alle, heisen er ute av drift på torsdag.

---------- Forwarded message ---------
Fra: Heisservice <post@heis.example>
Date: tor. 5. mars 2026 kl. 08:30
Subject: Vedlikehold av heis
To: Marit Vik <marit.vik@fjordvarme.example>


Vi kommer torsdag mellom 8 og 12.
""",
        """\
Hei alle, heisen er ute av drift på torsdag.

---------- Forwarded message ---------
Fra: Heisservice <post@heis.example>
Date: tor. 5. mars 2026 kl. 08:30
Subject: Vedlikehold av heis
To: Marit Vik <marit.vik@fjordvarme.example>

Vi kommer torsdag mellom 8 og 12.""",
    ),
    Case(
        "html from outlook, several in the chain",
        "SV: SV: Lisens",
        "Jon Dahl",
        """\
<html><body lang=NO-BOK><div class=WordSection1><p class=MsoNormal>Lisensen gjelder til 31.12.
Fornyelse koster 4&nbsp;900 kr.</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>Hilsen Jon</p>
<p class=MsoNormal>&nbsp;</p><div style='border:none;border-top:solid #B5C4DF 1.0pt'>
<p class=MsoNormal><b><span>From:</span></b><span> Marit Vik [mailto:marit.vik@fjordvarme.example]
<br><b>Sent:</b> 5. mars 2026 10:00<br><b>To:</b> Jon Dahl<br><b>Subject:</b> SV: Lisens</span></p>
</div><p class=MsoNormal>Og hva koster det?</p><p class=MsoNormal><b>Fra:</b> Jon Dahl<br>
<b>Sendt:</b> 4. mars 2026 15:00<br><b>Emne:</b> Lisens</p>
<p>Den må fornyes.</p></div></body></html>""",
        "Lisensen gjelder til 31.12. Fornyelse koster 4 900 kr.",
    ),
    Case(
        "steps in a numbered list",
        "SV: Ny PC",
        "Jon Dahl",
        """\
Slik gjør du:

1. Logg inn med ansattnummeret.
2. Velg «Sett opp på nytt».
3. Vent til den har startet to ganger.

Si fra hvis det stopper.

mvh
Jon Dahl
IT-drift | Fjordvarme
tlf 22334466

Fra: Arne Myr <arne@fjordvarme.example>
Sendt: torsdag 5. mars 2026 13.30
Til: Jon Dahl <jon@fjordvarme.example>
Emne: Ny PC

Hvordan setter jeg opp PC-en?
""",
        """\
Slik gjør du:

1. Logg inn med ansattnummeret.
2. Velg «Sett opp på nytt».
3. Vent til den har startet to ganger.

Si fra hvis det stopper.""",
    ),
    Case(
        "answers above and below",
        "Re: Julebord",
        "Arne Myr",
        """\
Hei,

Den 05.03.2026 kl. 12:00 skrev Marit Vik:
> Hvor mange blir vi?

Vi blir 42, tre av dem er vegetarianere.

> Og hvem holder tale?

Direktøren.

Hilsen
Arne
""",
        """\
Hei,

Vi blir 42, tre av dem er vegetarianere.

Direktøren.""",
    ),
    Case(
        "a contact as the answer",
        "SV: Vaktmester",
        "Marit Vik",
        """\
Vaktmesteren heter Svein Bø.
Tlf: 911 22 333
E-post: svein@hafslund.example

Han er her tirsdag og torsdag.

Hilsen
Marit
""",
        """\
Vaktmesteren heter Svein Bø.
Tlf: 911 22 333
E-post: svein@hafslund.example

Han er her tirsdag og torsdag.""",
    ),
    Case(
        "greeting in the middle",
        "Melding fra ledelsen",
        "Siri Lund",
        """\
Hilsen til alle på Avdeling Vest: dere har levert!

Fra mandag gjelder nye åpningstider: 7-15.

Med vennlig hilsen
Siri Lund
Daglig leder
""",
        """\
Hilsen til alle på Avdeling Vest: dere har levert!

Fra mandag gjelder nye åpningstider: 7-15.""",
    ),
    Case(
        "own memo",
        "Brannøvelse",
        "Jon Dahl",
        """\
Viktig beskjed til alle.

Den 12. mars kl. 10:00 skrev brannvesenet oss inn på listen for øvelse.
Alle møter på parkeringsplassen.
""",
        """\
Viktig beskjed til alle.

Den 12. mars kl. 10:00 skrev brannvesenet oss inn på listen for øvelse.
Alle møter på parkeringsplassen.""",
    ),
    Case(
        "signature only by name and number",
        "Re: Strøm",
        "Arne Myr",
        """\
Sikringen til serverrommet er nr. 12 i kjelleren.

Arne Myr
Tlf. 922 33 444
""",
        "Sikringen til serverrommet er nr. 12 i kjelleren.",
    ),
]
