"""The way to a person and back, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from config import texts
from records import HeldReply, ReplyTable
from tests.chat_app import library
from tests.chat_app.conftest import Opens, Shoot, narrow
from tests.chat_app.serving import serving
from tests.chat_app.test_browser import ask
from tests.conftest import Company
from vectorstore import server

pytestmark = pytest.mark.slow


TOML = """
[[space]]
name = "hr"
title = "Personal"
experts = ["per@example.com", "anne@example.com"]
anonymous = true
[[space.source]]
folder = "handbook"
[[space]]
name = "production"
title = "Produksjon"
experts = ["drift@example.com"]
[[space.source]]
folder = "manuals"
"""
PARKING = "Hvor parkerer jeg bilen min?"
COFFEE = "Hvem reparerer kaffemaskinen i tredje etasje?"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KILDE_CONFIG", "KILDE_DATA"):
            patch.delenv(name, raising=False)
        made = Company(tmp_path_factory.mktemp("asking"))
        made.configure(TOML)
        made.write("handbook/ferie.md", library.FERIE)
        made.write("manuals/td-40.pdf", library.manual())
        for space in ("hr", "production"):
            made.ingest(space)
        yield made
        server.stop(made.settings.data_folder)


@pytest.fixture(scope="module")
def address(company: Company) -> Iterator[str]:
    with serving(company.folder) as running:
        yield running.address


def test_the_whole_life_of_a_case(opens: Opens, company: Company, shoot: Shoot) -> None:
    asker = opens()
    entry = ask(asker, PARKING)
    offer = entry.locator(".offer")
    expect(offer.get_by_label("Dette blir sendt")).to_have_value(PARKING)
    shoot(asker, "offer")
    # Whom it goes to can be corrected, and what is sent.
    offer.get_by_label("Til").select_option(label="Personal")
    expect(offer.locator("h3")).to_have_text("Skal jeg spørre Personal?")
    expect(offer).to_contain_text("per@example.com")
    offer.get_by_label("Dette blir sendt").fill(f"{PARKING} Den er lang.")
    offer.get_by_role("button", name="Send spørsmålet").click()
    expect(offer.get_by_role("alert")).to_contain_text("Skriv navnet ditt")
    offer.get_by_label("Navnet ditt").fill("Kari Nordmann")
    offer.get_by_label("E-postadressen din").fill("kari@example.com")
    offer.get_by_role("button", name="Send spørsmålet").click()
    card = entry.locator(".case")
    expect(card).to_contain_text("Sendt til Personal")
    expect(card).to_contain_text("venter på svar")
    expect(asker.locator(".masthead")).to_contain_text("Innboks1")
    shoot(asker, "case-sent")

    expert = opens("inbox")
    expect(expert.locator(".summary")).to_have_text("1 sak venter på svar.")
    shoot(expert, "inbox")
    expert.get_by_role("button", name=f"{PARKING} Den er lang.").click()
    work = expert.locator(".casework")
    expect(work.locator("h2")).to_be_focused()
    expect(work).to_contain_text("Kari Nordmann")
    work.locator("button.source").first.click()
    expect(expert.locator(".document")).to_be_visible()
    shoot(expert, "casework")
    expert.get_by_role("button", name="Lukk dokumentet").click()
    work.get_by_label("Svaret ditt til Kari Nordmann").fill(
        "Bak bygg fire.\n\nHent et skilt i resepsjonen."
    )
    work.get_by_label("Navnet ditt, slik").fill("Per Hansen")
    work.get_by_label("Publiser som kvalitetssikret svar").check()
    work.get_by_label("Spørsmålet som det svarer på").fill(PARKING)
    work.get_by_label("Skal ses på igjen").fill("2027-06-01")
    shoot(expert, "casework-publish")
    work.get_by_role("button", name="Send og publiser").click()
    expect(work).to_contain_text("Svaret er sendt og publisert.")
    expect(work.locator(".thread .reply")).to_contain_text("Bak bygg fire.")
    shoot(expert, "casework-answered")

    # Whoever asks the same, in another language, is answered at once.
    colleague = opens(language="en")
    same = ask(colleague, "Where do I park my car?")
    note = same.locator(".earlier")
    expect(note).to_contain_text(f"Answered earlier for: “{PARKING}”")
    # An expert's name is for who asked, unless [privacy] says more.
    expect(note).not_to_contain_text("Per Hansen")
    expect(same.locator("blockquote")).to_contain_text("Bak bygg fire.")
    same.locator("button.source").first.click()
    expect(colleague.locator(".document")).to_contain_text("Hent et skilt i resepsjonen.")
    shoot(colleague, "answered-earlier")
    note.get_by_role("button", name="That is not my question").click()
    expect(same.locator(".unknown")).to_be_visible()
    expect(note).to_have_count(0)

    # The asker's page has not been touched.
    expect(card.locator(".reply")).to_contain_text("Per Hansen")
    expect(card).to_contain_text("Hent et skilt i resepsjonen.")
    expect(entry.locator(".unknown")).to_have_count(0)
    shoot(asker, "case-answered")
    card.get_by_role("button", name="Spør om svaret").click()
    card.get_by_label("Legg til i saken").fill("Gjelder det om natta også?")
    card.get_by_role("button", name="Send").click()
    expect(card).to_contain_text("venter på svar")
    expect(work.locator(".thread .addition")).to_contain_text("om natta")

    asker.get_by_role("button", name="Ny samtale").click()
    mine = asker.locator(".mine")
    mine.locator("summary").first.click()
    expect(mine.locator(".case")).to_contain_text("Gjelder det om natta også?")
    shoot(asker, "my-cases")
    [case] = company.kilde.cases.list()
    [published] = company.kilde.verified.listed()
    assert (published.question, str(published.review_on), published.case_id) == (
        PARKING,
        "2027-06-01",
        case.id,
    )
    # What a mail links to.
    expect(opens(f"?case={case.id}").locator(".mine .case")).to_be_visible()
    assert (case.space, case.state) == ("hr", "open")


def test_an_answer_that_does_not_help_is_asked_about(opens: Opens, company: Company) -> None:
    page = opens()
    entry = ask(page, library.QUESTIONS["nb"][0])
    entry.get_by_role("button", name="Hjelper ikke").click()
    entry.get_by_label("Hva var feil").fill("Det står ikke noe om sykdom.")
    entry.get_by_role("button", name="Send, og spør et menneske").click()
    expect(entry.get_by_role("button", name="Hjelper ikke")).to_have_attribute(
        "aria-pressed", "true"
    )
    offer = entry.locator(".offer")
    expect(offer.locator("h3")).to_have_text("Skal jeg spørre Personal?")
    offer.get_by_label("Uten navnet mitt").check()
    expect(offer.get_by_label("Navnet ditt")).to_have_count(0)
    offer.get_by_role("button", name="Send spørsmålet").click()
    expect(entry.locator(".case")).to_contain_text("Sendt til Personal")
    [said] = company.kilde.conversations.turns.feedback()
    assert (said.helpful, said.reason) == (False, "Det står ikke noe om sykdom.")
    [asker] = [
        asker
        for case in company.kilde.cases.list(("hr",))
        for asker in company.kilde.cases.view(case.id).askers
        if asker.anonymous
    ]
    assert (asker.name, asker.address) == ("", "")

    expert = opens("inbox")
    expert.get_by_role("button", name=library.QUESTIONS["nb"][0]).click()
    reasons = expert.locator(".casework .reasons")
    expect(reasons).to_contain_text("Med egne ord: «Det står ikke noe om sykdom.»")
    expect(reasons).not_to_contain_text("Nå finnes det et svar")


def test_an_expert_passes_on_merges_and_closes(opens: Opens, shoot: Shoot) -> None:
    asker = opens()
    for question in (COFFEE, "Når åpner kantina i Bergen på lørdager?"):
        offer = ask(asker, question).locator(".offer")
        expect(offer.get_by_role("button", name="Send spørsmålet")).to_be_visible()
        if offer.get_by_label("Navnet ditt").count():  # from the second case on it is known
            offer.get_by_label("Navnet ditt").fill("Kari")
        offer.get_by_role("button", name="Send spørsmålet").click()
        expect(asker.locator(".entry").last.locator(".case")).to_be_visible()
    numbers = [text.split()[-1] for text in asker.locator(".case h3").all_inner_texts()]

    expert = opens(f"inbox?case={numbers[0]}")
    work = expert.locator(".casework")
    expect(work.locator("h2")).to_have_text(COFFEE)
    work.locator("summary", has_text="Send videre").click()
    work.locator('[data-key="pass-to"]').select_option(label="Produksjon")
    work.get_by_role("button", name="Send videre").click()
    expect(work.locator(".facts")).to_contain_text("hos drift@example.com")
    work.locator("summary", has_text="samme som en annen sak").click()
    shoot(expert, "casework-further")
    work.get_by_label("Hører til").select_option(value=numbers[1])
    work.get_by_role("button", name="Slå sammen").click()
    expect(work).to_contain_text(f"Sak {numbers[0]} hører nå til denne.")

    work.locator("summary", has_text="Lukk uten svar").click()
    work.get_by_role("button", name="Lukk saken").click()
    expect(work.get_by_role("alert")).to_contain_text("Skriv hvorfor")
    work.get_by_label("Hvorfor").fill("Se oppslaget ved kantina.")
    work.get_by_role("button", name="Lukk saken").click()
    expect(work.locator(".facts")).to_contain_text("Lukket")
    for card in asker.locator(".case").all():
        expect(card).to_contain_text("Se oppslaget ved kantina.")
    work.get_by_role("button", name="Ta saken opp igjen").click()
    expect(work.locator(".facts")).to_contain_text("Venter på svar")


def test_a_held_mail_is_taken_into_its_case(opens: Opens, company: Company, shoot: Shoot) -> None:
    asker = opens()
    card = ask(asker, "Hvilken farge har firmabilene?")
    card.locator(".offer").get_by_label("Navnet ditt").fill("Kari")
    card.get_by_role("button", name="Send spørsmålet").click()
    expect(card.locator(".case")).to_be_visible()
    number = company.kilde.conversations.turns.recent("local", 1)[0].case_id
    replies = ReplyTable(company.kilde.catalogue.engine)
    for n, sender in enumerate(("per@example.com", "stranger@example.org")):
        mail = HeldReply(
            0, number, "unvouched", sender, "", f"SV: Sak {number}", f"Grønn, sier {sender}.",
            datetime.now(UTC), f"{n}@example.com",
        )  # fmt: skip
        replies.done("INBOX", 1, n + 1, mail.message_id, mail)
    expert = opens("inbox")
    mails = expert.locator(".held > li")
    expert.get_by_role("button", name="E-poster2").click()
    expect(mails).to_have_count(2)
    expect(mails.last).to_contain_text("E-postserveren går ikke god for avsenderen.")
    shoot(expert, "inbox-held")
    mails.filter(has_text="stranger").get_by_role("button", name="Kast").click()
    expect(mails).to_have_count(1)
    expect(mails).to_contain_text("blir den bare lagt til i saken")
    mails.get_by_role("button", name="Ta den inn i saken").click()
    expect(expert.locator(".kilde-done")).to_contain_text(f"tatt inn i sak {number}")
    expect(card.locator(".case .reply")).to_contain_text("Grønn")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_on_a_phone(dark: bool, opens: Opens, shoot: Shoot) -> None:
    theme = "dark" if dark else "light"
    page = opens(language="de", dark=dark, phone=True)
    entry = ask(page, "Wer gewann den Eurovision Song Contest 1985?")
    expect(entry.locator(".offer")).to_be_visible()
    shoot(page, f"phone-{theme}-offer")
    narrow(page)
    entry.get_by_label("Ihr Name").fill("Kari Nordmann")
    entry.get_by_role("button", name="Frage senden").click()
    expect(entry.locator(".case")).to_be_visible()
    page.get_by_role("button", name="Seiten").click()
    page.get_by_role("button", name=texts("de")("page.inbox")).click()
    expect(page.locator(".inbox")).to_be_visible()
    shoot(page, f"phone-{theme}-inbox")
    narrow(page)
    page.locator(".one").first.click()
    expect(page.locator(".casework")).to_be_visible()
    shoot(page, f"phone-{theme}-casework")
    narrow(page)
