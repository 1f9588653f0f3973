"""When somebody is back, read from out-of-office replies as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from mail.replies.absence import back_on

SENT = date(2026, 7, 29)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Jeg har ferie og er tilbake mandag 3. august.", (8, 3)),
        ("Hei! Jeg er på ferie til og med 21. august. Kontakt Ola ved behov.", (8, 22)),
        ("Eg er attende 17.08.2026.", (8, 17)),
        ("Jeg er ute av kontoret fra 27.7. til 14.8. og leser ikke e-post.", (8, 15)),
        ("Takk for din e-post. Jeg har fri i perioden 20. juli - 9. august.", (8, 10)),
        ("Jeg er tilbake på kontoret i uke 33.", (8, 10)),
        ("Er på kurs i dag, tilbake i morgen.", (7, 30)),
        ("Ferie! Tilbake mandag.", (8, 3)),
        ("Jeg er ikke til stede t.o.m. 7/8.", (8, 8)),
        ("Ich bin bis einschließlich 21. August nicht im Büro.", (8, 22)),
        ("Ich bin ab dem 24. August 2026 wieder erreichbar.", (8, 24)),
        ("Vielen Dank! Ich bin vom 20.07.2026 bis zum 07.08.2026 im Urlaub.", (8, 8)),
        ("Bin am Montag, den 10. August wieder da.", (8, 10)),
        ("Ich bin derzeit abwesend und ab KW 33 wieder zurück.", (8, 10)),
        ("Ab Montag bin ich wieder für Sie da.", (8, 3)),
        ("Ich bin bis morgen außer Haus.", (7, 31)),
        ("I am out of the office until Friday 7 August.", (8, 8)),
        ("I'm on annual leave, returning on August 17th.", (8, 17)),
        ("I will be away August 3 to August 14, 2026, and back on Monday, August 17.", (8, 17)),
        ("Out of office July 27–31.", (8, 1)),
        ("I'm back tomorrow.", (7, 30)),
        ("I am away until 2026-08-20.", (8, 21)),
        ("Abwesend bis 14.08.\n\nGrüße", (8, 15)),
    ],
)  # fmt: skip
def test_the_first_day_back(text: str, back: tuple[int, int]) -> None:
    assert back_on(text, SENT) == date(2026, *back)


@pytest.mark.parametrize(
    "text",
    [
        "Jeg er ute av kontoret. Ved behov, ring 22 33 44 55 mellom 8.30 og 15.30.",
        "Ich bin ab dem 3. August im Urlaub.",
        "Thank you for your message. Version 2.1 was released on 3 May 2019.",
        "Jeg sluttet i selskapet 1. januar 2020.",
        "I have been on leave since 1 June.",
        "Guten Morgen, ich bin zurzeit nicht erreichbar.",
        "Back on 31 February.",
        "",
    ],
)
def test_no_day_is_made_up(text: str) -> None:
    assert back_on(text, SENT) is None


def test_a_date_without_a_year_is_the_next_one() -> None:
    assert back_on("Tilbake 4. januar", date(2026, 12, 21)) == date(2027, 1, 4)
    assert back_on("Tilbake i uke 1.", date(2026, 12, 21)) == date(2027, 1, 4)
