"""What a question takes for granted, and quotes that deny it."""

import pytest

from answering.premises import contradicting, premise


def denied(question: str, *quotes: str) -> int | None:
    taken = premise(question)
    assert taken is not None
    return contradicting(taken, quotes)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Hvorfor kan vi ikke lenger overføre feriedager?", "Du kan overføre ti feriedager."),
        ("Hvorfor sluttet vi å betale for frukt i kantina?", "Frukt i kantina er gratis."),
        ("Hvorfor kan vi lade elsykler innendørs?", "Elsykler skal ikke lades innendørs."),
        ("Warum wurde das Jobsharing abgeschafft?", "Jobsharing: zwei teilen sich eine Stelle."),
        ("Warum ist das BEM-Gespräch verpflichtend?", "Das BEM-Gespräch ist freiwillig."),
        ("Seit wann werden Flüge erstattet?", "Flüge werden nicht erstattet."),
        ("Why did we stop paying for the canteen?", "The company pays for the canteen."),
        ("Why do we need a permit for parking?", "Parking: free, no permit needed."),
        ("Since SMS codes are still in use, where are they?", "SMS codes were switched off."),
    ],
)
def test_a_quote_that_says_otherwise_is_known(question: str, quote: str) -> None:
    assert denied(question, quote) == 0


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Hvorfor dekkes ikke parkeringsbøter?", "Parkeringsbøter dekkes aldri."),
        ("Når ble de gamle skriverne tatt ut?", "Gamle skrivere ble tatt ut i mai 2025."),
        ("Warum gibt es keine Prämie?", "Es gibt keine Prämie."),
        ("Why do apprentices work on site?", "Trainees and apprentices work on site."),
        ("When were SMS codes switched off?", "SMS codes were switched off in 2025."),
        # Of something else.
        ("Why do apprentices work on site?", "Visitors may not use the car park."),
    ],
)
def test_a_quote_that_bears_it_out_or_is_of_something_else_is_left(
    question: str, quote: str
) -> None:
    assert denied(question, quote) is None


@pytest.mark.parametrize("question", ["Kan jeg lade elsykkel inne?", "Is the canteen free?"])
def test_who_asks_whether_takes_nothing_for_granted(question: str) -> None:
    assert premise(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Why can't I log in to the VPN?",
        "Why can I not print?",
        "why can't i open my payslip?",
        "Why doesn't the scanner work?",
        "Why has my salary not been paid?",
        "Why did my VPN stop working?",
        "Hvorfor virker ikke skriveren?",
        "Hvorfor får jeg ikke logget inn?",
        "Hvorfor har jeg ikke fått lønn?",
        "Hvorfor ble tilgangen min fjernet?",
        "Hvorfor kommer vi ikke inn på nettet?",
        "Warum kann ich nicht drucken?",
        "Warum funktioniert der Scanner nicht?",
        "Warum lässt sich das Tor nicht öffnen?",
        "Wieso habe ich noch kein Gehalt bekommen?",
    ],
)
def test_what_went_wrong_for_somebody_is_no_rule(question: str) -> None:
    assert premise(question) is None


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        # Half of the words are not enough.
        ("Why does nobody answer the support line?", "The support team is in Larvik."),
        ("Hvorfor finnes det ikke nøkkel til lageret?", "Lageret er i første etasje."),
        ("Warum gibt es keinen Aufzug zur Kantine?", "Die Kantine ist im Erdgeschoss."),
        # "Not" and "no" that deny nothing.
        ("Why are claims due within 14 days?", "Claims are due no later than 14 days after."),
        ("Why is overtime limited to 10 hours?", "Overtime is limited to no more than 10 hours."),
        ("Hvorfor er fristen 14 dager?", "Fristen er ikke senere enn 14 dager etter reisen."),
        ("Hvorfor får vikarer bonus?", "Ikke bare fast ansatte, også vikarer får bonus."),
        (
            "Warum bekommen Azubis Fahrgeld?",
            "Nicht nur Angestellte, auch Azubis bekommen Fahrgeld.",
        ),
        ("Warum gilt die Helmpflicht?", "Die Helmpflicht gilt für alle, keine Ausnahmen."),
        # The reason, the purpose, the condition or another clause denies something.
        ("Hvorfor må vi bruke hjelm?", "Hjelm må brukes i hallen; ingen får gå inn uten."),
        ("Hvorfor låses porten?", "Porten låses kl. 18 slik at ingen kommer inn."),
        ("Hvorfor må jeg ringe lederen?", "Ring lederen hvis du ikke kan komme."),
        ("Why must visitors sign in?", "Visitors sign in at reception so that nobody is missed."),
        ("Why do visitors wear a badge?", "Visitors wear a badge, otherwise they cannot get in."),
        ("Why may we bring dogs?", "You may bring dogs, but not cats."),
        (
            "Warum tragen wir Schutzbrillen?",
            "Schutzbrillen tragen wir, damit niemand verletzt wird.",
        ),
        (
            "Warum müssen Gäste sich anmelden?",
            "Gäste melden sich an, sonst kommen sie nicht hinein.",
        ),
        # What ends every day has not been done away with.
        ("Why does the day shift end at 14:00?", "The day shift runs from 6:00 to 14:00."),
        ("Hvorfor er tidligskiftet så kort?", "Tidligskiftet er kort og slutter kl. 14."),
        ("Wann hat die Kantine geschlossen?", "Die Kantine ist von 11 bis 14 Uhr offen."),
        # In another language its words cannot be looked for.
        ("Warum werden Flüge nicht erstattet?", "Use the train within Germany."),
        ("Hvorfor dekkes ikke flyreiser?", "Take the train to Oslo."),
        ("Why is there no extra pay?", "Ansatte får bonus i desember."),
        # Borne out in other words.
        ("Hvorfor er ikke hjelm obligatorisk?", "Hjelm er frivillig på kontoret."),
        ("Why can't we bring dogs to the office?", "Dogs are allowed only in the office basement."),
        ("Warum ist Parken nicht kostenlos?", "Für das Parken muss bezahlt werden."),
        ("Why is it not forbidden to smoke outside?", "Smoking outside is allowed."),
    ],
)
def test_what_denies_nothing_of_the_premise_is_left(question: str, quote: str) -> None:
    taken = premise(question)
    assert taken is None or contradicting(taken, [quote]) is None


CANTEEN = "The company pays for the canteen."
KANTINE = "Firmaet betaler for kantina."
ZUSCHUSS = "Die Firma zahlt den Zuschuss zur Kantine."


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Hi! Why did we stop paying for the canteen?", CANTEEN),
        ("Hello, can you tell me why we stopped paying for the canteen?", CANTEEN),
        ("Do you know why we no longer pay for the canteen?", CANTEEN),
        ("What is the reason that we stopped paying for the canteen?", CANTEEN),
        ("Who decided to stop paying for the canteen?", CANTEEN),
        ("I am new here. Why did you get rid of the canteen?", CANTEEN),
        ("Why was the canteen closed?", CANTEEN),
        ("When did we do away with home office?", "Home office: up to two days a week."),
        ("Hei! Hvorfor sluttet vi å betale for kantina?", KANTINE),
        ("Vet du hvorfor vi sluttet å betale for kantina?", KANTINE),
        ("Kan du si meg hvorfor vi ikke lenger betaler for kantina?", KANTINE),
        ("Hva er grunnen til at vi sluttet å betale for kantina?", KANTINE),
        ("Hvem bestemte at vi skulle slutte å betale for kantina?", KANTINE),
        ("Når kuttet vi kantina?", KANTINE),
        ("Når avskaffet vi kantina?", KANTINE),
        ("Hvorfor ble kantina lagt ned?", KANTINE),
        ("Aus welchem Grund wurde der Zuschuss zur Kantine gestrichen?", ZUSCHUSS),
        ("Guten Tag, wissen Sie, warum der Zuschuss zur Kantine gestrichen wurde?", ZUSCHUSS),
        ("Können Sie mir sagen, warum es keinen Zuschuss zur Kantine gibt?", ZUSCHUSS),
        ("Was ist der Grund dafür, dass es keinen Zuschuss zur Kantine gibt?", ZUSCHUSS),
        ("Wann habt ihr den Zuschuss zur Kantine abgeschafft?", ZUSCHUSS),
        ("Wer hat entschieden, den Zuschuss zur Kantine abzuschaffen?", ZUSCHUSS),
        ("Warum wurde die Kantine geschlossen?", ZUSCHUSS),
        # What one must is not free.
        ("Hvorfor er hjelm frivillig?", "Hjelm er påbudt i hallen."),
        ("Warum ist der Helm freiwillig?", "Der Helm ist in der Halle Pflicht."),
        ("Why are helmets optional?", "Helmets are mandatory in the hall."),
        ("Why is the helmet mandatory?", "You do not have to wear a helmet."),
        # A rule for the one who asks is a rule.
        ("Why am I not allowed to use the gym?", "You may use the gym until 22:00."),
        ("Hvorfor har jeg ikke lov til å bruke sykkel?", "Du kan bruke sykkel til jobb."),
        ("Warum darf ich keine Schichten tauschen?", "Schichten tauschen ist erlaubt."),
        # The opposite in so many words, of something named before.
        ("Why do I need the VPN for e-mail?", "You do not need it for e-mail."),
        ("Warum dürfen wir keine Schichten tauschen?", "Tauschen ist erlaubt, wenn beide wollen."),
        ("Hvorfor må jeg søke for å parkere?", "Parkering er gratis."),
        ("Warum wird das Krankengeld nicht gezahlt?", "Die Kasse zahlt das Krankengeld."),
        # A table's row, with the name of each column.
        ("Why do we wear gloves at the lathe?", "Where | Gloves | Hat\nLathe | forbidden | yes"),
        ("Hvorfor dekkes taxi?", "Reise | Dekkes\nTaxi | aldri\nBuss | ja"),
    ],
)
def test_a_premise_is_known_however_it_is_asked(question: str, quote: str) -> None:
    assert denied(question, quote) == 0


def test_another_column_of_a_row_denies_nothing() -> None:
    table = "Where | Gloves | Hat\nLathe | forbidden | worn"
    assert denied("Why is a hat worn at the lathe?", table) is None
