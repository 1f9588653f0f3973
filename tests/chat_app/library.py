"""The documents of a small company in three languages, and its kilde.toml."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

TOML = """
[[space]]
name = "hr"
[[space.source]]
folder = "handbook"
link = "https://intranet.example.com/hr/{path}"
[[space]]
name = "production"
[[space.source]]
folder = "manuals"
[[space]]
name = "board"
readers = ["board"]
[[space.source]]
folder = "board"
"""

FERIE = """---
title: Ferie
date: 2026-01-15
---
# Ferie

Denne siden gjelder alle som er ansatt i Norge. Ferieåret følger kalenderåret.

## Hvor mange feriedager kan jeg overføre?

Du kan overføre inntil 14 virkedager ferie til neste år. Det må avtales skriftlig med
nærmeste leder før 1. desember. Skriv ikke `<img src=x onerror="document.title='broken'">`.

## Feriepenger

Feriepenger utbetales i juni. Er du over 60 år, får du en ekstra ferieuke.

| Alder | Feriedager | Sats |
| --- | --- | --- |
| under 60 | 25 | 12 % |
| over 60 | 30 | 14,3 % |
"""

KRANK = """<!doctype html><html lang="de"><head><title>Krankmeldung</title></head><body>
<h1>Krankmeldung</h1><p>Diese Seite gilt für den Standort Oldenburg.</p>
<h2>So melden Sie sich krank</h2>
<p>Rufen Sie vor Beginn Ihrer Schicht bei Ihrer Führungskraft an, um sich krank zu melden.
Die elektronische Krankschreibung ruft die Personalabteilung selbst bei der Kasse ab.</p>
<h2>Ab dem vierten Tag</h2><p>Dauert die Krankheit länger als drei Kalendertage, gehen Sie
am vierten Tag zum Arzt.</p></body></html>"""

VPN = """---
title: Connecting to the VPN
date: 2026-05-04
---
# Connecting to the VPN

You need the VPN when you work outside the offices and want to reach the file shares.

## How do I connect?

To connect to the VPN, click the grey shield near the clock and choose Connect. Approve the
sign-in on your phone. Wait until the shield turns green.

## When it does not work

Restart the client. If that does not help, call the service desk on extension 4040.
"""

BOARD = """# Salaries of the management

The managing director earns 2,100,000 kroner a year, decided by the board in March 2026.
"""

MANUAL = [
    ["Dosing pump TD-40", "Operating manual. Read it before you start the pump."],
    ["Safety", "Wear goggles and gloves. Relieve the pressure before opening the pump head."],
    [
        "Cleaning the pump head",
        "Rinse the pump head with warm water for five minutes after every shift.",
        "Replace the diaphragm after 4,000 hours of operation.",
    ],
]


def manual() -> bytes:
    """A PDF of three pages, a heading and some lines on each."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.setTitle("Dosing pump TD-40")
    for heading, *lines in MANUAL:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(72, 760, heading)
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(lines):
            canvas.drawString(72, 720 - 18 * number, line)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


# By language: a question, the title of the document that answers it, and words of the answer.
QUESTIONS = {
    "nb": (
        "Hvor mange feriedager kan jeg overføre til neste år?",
        "Ferie",
        "inntil 14 virkedager",
    ),
    "de": ("Wie melde ich mich krank?", "Krankmeldung", "Rufen Sie vor Beginn Ihrer Schicht"),
    "en": ("How do I connect to the VPN?", "Connecting to the VPN", "click the grey shield"),
}
