"""Experts answer by mail: real servers by SMTP and IMAP, from the letter to the case."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid

import pytest

from answering.cases import CaseError
from answering.models import LOCAL, Person
from answering.replies import Round
from mail.imap import ImapError
from tests.answering.replies.town import ASKER, KARI, OLA, Town, bodies
from tests.waiting import wait_until


def test_an_experts_reply_answers_the_case_and_the_asker_is_told(town: Town) -> None:
    case = town.ask()
    [letter] = town.letters(KARI)
    assert str(letter["Reply-To"]).startswith(f"{town.mailbox.user.split('@')[0]}+{case.id}e-")
    town.send(town.reply("Inntil 14 dager.\n\nHilsen\nKari"))
    assert town.kilde.replies.read() == Round(taken=1)
    assert town.texts(case.id) == ["Inntil 14 dager."]
    [entry] = [e for e in town.kilde.cases.view(case.id).entries if e.kind == "reply"]
    assert (entry.author, entry.name) == (KARI, "Kari Nordmann")
    assert town.kilde.cases.get(case.id).state == "answered"
    town.deliver()
    [told] = bodies(town.letters(ASKER.address))
    assert "Inntil 14 dager." in told


def test_a_server_without_plus_addresses(town: Town) -> None:
    town.configure("plus = false")
    case = town.ask()
    [letter] = town.letters(KARI)
    assert str(letter["Reply-To"]) == town.mailbox.user
    town.send(town.reply("Inntil 14 dager."))
    town.kilde.replies.read()
    assert town.texts(case.id) == ["Inntil 14 dager."]


def test_the_asker_adds_by_replying(town: Town) -> None:
    case = town.ask()
    town.send(town.reply("Inntil 14 dager."))
    town.kilde.replies.read()
    town.deliver()
    town.send(town.reply("Gjelder det deltid også?", sender=ASKER.address), sender=ASKER.address)
    assert town.kilde.replies.read() == Round(taken=1)
    assert town.texts(case.id, "addition") == ["Gjelder det deltid også?"]
    assert town.kilde.cases.get(case.id).state == "open"
    town.deliver()
    assert "Gjelder det deltid også?" in bodies(town.letters(KARI))[-1]


def test_a_reply_is_taken_once_however_often_it_lies_there(town: Town) -> None:
    case = town.ask()
    reply = town.reply("Inntil 14 dager.")
    town.send(reply, reply)
    assert town.kilde.replies.read() == Round(taken=1)
    town.mailbox.number_anew()
    town.send(reply)
    assert town.kilde.replies.read() == Round()
    assert town.texts(case.id) == ["Inntil 14 dager."]
    town.deliver()
    assert len(town.letters(ASKER.address)) == 1


def test_a_process_that_dies_between_answering_and_noting_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = town.ask()
    town.send(town.reply("Inntil 14 dager."), town.reply("Og ferie i august."))
    kilde = town.kilde
    with monkeypatch.context() as dies:
        dies.setattr("records.replies.ReplyTable.done", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            kilde.replies.read()
    assert town.texts(case.id) == ["Inntil 14 dager."]
    town.kilde.replies.read()
    assert town.texts(case.id) == ["Inntil 14 dager.", "Og ferie i august."]
    town.deliver()
    assert len(town.letters(ASKER.address)) == 2


def test_what_lay_in_the_account_for_long_is_nobodys_reply(town: Town) -> None:
    old = datetime.now(UTC) - timedelta(days=30)
    with town.mailbox.client() as client:
        client.append("INBOX", b"From: x@example.com\r\nSubject: Hei\r\n\r\nHei\r\n", (), old)
    assert town.kilde.replies.read() == Round()
    town.send(b"From: x@example.com\r\nSubject: Hei\r\n\r\nHei\r\n")
    assert town.kilde.replies.read() == Round(held=1)
    # Nor when the account has been moved to another server.
    town.mailbox.number_anew()
    assert town.kilde.replies.read() == Round()


def test_an_expert_who_is_away_until_a_day(town: Town) -> None:
    case = town.ask()
    back = date.today() + timedelta(days=20)
    away = town.reply(
        f"Jeg er på ferie og er tilbake {back:%d.%m.%Y}.", Auto_Submitted="auto-replied"
    )
    town.send(away)
    assert town.kilde.replies.read() == Round(away=1)
    assert town.kilde.cases.get(case.id).assignee == OLA
    town.deliver()
    assert len(town.letters(OLA)) == 1
    # What is asked meanwhile goes to the next one at once.
    assert town.ask("Hvem bestiller visittkort til nye kolleger?").assignee == OLA
    # Who writes is there again.
    town.send(town.reply("Jeg er her. Inntil 14 dager."))
    town.kilde.replies.read()
    assert town.ask("Hvilken bil kan jeg låne i helgen?").assignee == KARI


def test_an_absence_is_shown_and_can_be_ended(town: Town) -> None:
    town.ask()
    back = date.today() + timedelta(days=20)
    town.send(town.reply(f"Tilbake {back:%d.%m.%Y}.", Auto_Submitted="auto-replied"))
    said = town.company.run("replies").stderr
    assert f"{KARI} is away until {back} and gets no new cases" in said
    assert town.company.run("replies", "--back", KARI).stderr == f"{KARI} gets cases again.\n"
    assert town.kilde.replies.away() == []
    # Who answers on the page is there again, too.
    case = town.ask("Hvem bestiller visittkort til nye kolleger?")
    town.send(town.reply(f"Tilbake {back:%d.%m.%Y}.", Auto_Submitted="auto-replied"))
    town.kilde.replies.read()
    assert [one.address for one in town.kilde.replies.away()] == [KARI]
    town.kilde.cases.reply(case.id, Person(KARI, "Kari", KARI), "Resepsjonen.")
    assert town.kilde.replies.away() == []


def test_a_server_that_goes_over_to_tls(town: Town) -> None:
    port = town.mailbox.server.port
    config = town.company.folder / "kilde.toml"
    url = f"imap://{town.mailbox.user}@localhost:{port}/INBOX"
    config.write_text(config.read_text().replace(town.mailbox.url, url))
    case = town.ask()
    town.send(town.reply("Inntil 14 dager."))
    assert town.kilde.replies.read() == Round(taken=1)
    assert town.texts(case.id) == ["Inntil 14 dager."]


def test_all_cases_of_somebody_who_is_away_go_on(town: Town) -> None:
    first, second = town.ask(), town.ask("Hvem bestiller visittkort til nye kolleger?")
    back = date.today() + timedelta(days=20)
    text = f"Abwesend bis {back:%d.%m.%Y}"
    town.send(town.reply(text, Subject="Abwesenheitsnotiz"))
    town.kilde.replies.read()
    assert {town.kilde.cases.get(case.id).assignee for case in (first, second)} == {OLA}


def test_where_everybody_is_away_a_case_stays_and_no_mail_goes_round(town: Town) -> None:
    case = town.ask()
    for sender in (KARI, OLA, KARI, OLA):
        if town.letters(sender):
            reply = town.reply("Ferie.", sender=sender, Auto_Submitted="auto-replied")
            town.send(reply, sender=sender)
            town.kilde.replies.read()
            town.deliver()
    assert town.kilde.cases.get(case.id).state == "open"
    assert (len(town.letters(KARI)), len(town.letters(OLA))) == (1, 1)


def test_a_letter_that_comes_back_goes_to_the_next_expert(town: Town) -> None:
    case = town.ask()
    [letter] = town.letters(KARI)
    report = EmailMessage()
    report["From"] = "MAILER-DAEMON@example.com"
    report["To"] = town.mailbox.user
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Message-ID"] = make_msgid(domain="example.com")
    report.set_content("I'm sorry.")
    report.add_attachment(letter)
    data = bytes(report).replace(
        b"multipart/mixed", b"multipart/report; report-type=delivery-status"
    )
    status = f"Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; {KARI}\r\nAction: failed\r\n"
    first = data.index(b"\n--") + 1
    boundary = data[first : data.index(b"\n", first)].strip()
    part = (
        boundary + b"\r\nContent-Type: message/delivery-status\r\n\r\n" + status.encode() + b"\r\n"
    )
    town.send(data[:first] + part + data[first:], sender="")
    assert town.kilde.replies.read() == Round(returned=1)
    assert town.kilde.cases.get(case.id).assignee == OLA
    assert KARI in town.texts(case.id, "note")[0]


def test_an_address_that_the_server_refuses_goes_to_the_next_expert(town: Town) -> None:
    town.office.unknown.add(KARI)
    case = town.ask()
    assert town.kilde.replies.read() == Round(returned=1)
    town.deliver()
    assert town.kilde.cases.get(case.id).assignee == OLA
    assert len(town.letters(OLA)) == 1
    assert town.kilde.replies.read() == Round()


def test_a_colleague_is_named_in_a_line(town: Town) -> None:
    case = town.ask()
    town.send(town.reply(f"Det vet Ola bedre.\nVidere til: {OLA}"))
    assert town.kilde.replies.read() == Round(taken=1)
    assert town.kilde.cases.get(case.id).assignee == OLA
    assert town.texts(case.id) == []
    town.send(town.reply("Videre til: x@evil.example"))
    town.kilde.replies.read()
    assert town.held() == [(case.id, "stranger")]


def test_what_is_about_a_person_is_answered_and_never_published(town: Town) -> None:
    case = town.ask("Sjefen min trakasserer meg. Hvem kan jeg snakke med?")
    assert case.personal
    town.send(town.reply("Verneombudet.\n\nPubliser"))
    assert town.kilde.replies.read() == Round(taken=1)
    assert town.texts(case.id) == ["Verneombudet."]
    assert town.texts(case.id, "published") == []
    assert len(town.texts(case.id, "note")) == 1
    assert "«Publiser»" not in bodies(town.letters(KARI))[0]


def test_files_are_named_and_not_passed_on(town: Town) -> None:
    case = town.ask()
    reply = town.reply("Se vedlegget.")
    reply.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="ferie.pdf")
    town.send(reply)
    town.kilde.replies.read()
    assert town.texts(case.id) == ["Se vedlegget."]
    assert "ferie.pdf" in town.texts(case.id, "note")[0]


class TestAttacks:
    def test_nobody_answers_without_the_letter(self, town: Town) -> None:
        case = town.ask()
        mine = town.letters(KARI)[0]["Reply-To"]
        forged = EmailMessage()
        forged["From"], forged["To"] = KARI, town.mailbox.user
        forged["Subject"] = f"SV: Sak {case.id}"
        forged.set_content("Alle kan ta fri.\nPubliser")
        stolen = town.reply("Alle kan ta fri.", From="x@evil.example")
        other = town.reply("Alle kan ta fri.", To=str(mine).replace(f"+{case.id}e-", "+99e-"))
        named = town.reply("Alle kan ta fri.", From=f'"{KARI}" <x@evil.example>')
        town.send(forged, stolen, other, named)
        assert town.kilde.replies.read() == Round(held=4)
        assert town.texts(case.id) == []
        assert sorted(reason for _, reason in town.held()) == ["mark", "mark", "mark", "no_mark"]

    def test_the_mark_of_another_expert(self, town: Town) -> None:
        case = town.ask()
        town.send(town.reply("Jeg tar den.", sender=OLA, letter=town.letters(KARI)[0]), sender=OLA)
        town.kilde.replies.read()
        assert (town.held(), town.texts(case.id)) == ([(case.id, "mark")], [])

    @pytest.mark.parametrize("text", ["Alle kan ta fri.", f"Videre til: {OLA}"])
    def test_who_is_no_expert_any_more_answers_nothing(self, town: Town, text: str) -> None:
        case = town.ask()
        reply = town.reply(text)
        config = town.company.folder / "kilde.toml"
        config.write_text(config.read_text().replace(f'experts = ["{KARI}", ', "experts = ["))
        kilde = town.kilde
        kilde.cases.pass_on(case.id, LOCAL, OLA)
        town.send(reply)
        assert kilde.replies.read() == Round(held=1)
        assert (town.texts(case.id), town.held()) == ([], [(case.id, "former")])

    def test_lines_in_a_subject_or_name_start_no_header(self, town: Town) -> None:
        case = town.ask()
        reply = bytes(town.reply("Inntil 14 dager.")).replace(
            b"From: Kari Nordmann",
            b"From: =?utf-8?q?Kari=0D=0ABcc=3A_x=40evil.example?=",
        )
        subject = b"Subject: =?utf-8?q?SV=0D=0ABcc=3A_x=40evil.example?=\r\n"
        head, _, rest = reply.partition(b"Subject:")
        town.send(head + subject + b"X-Old:" + rest)
        assert town.kilde.replies.read() == Round(taken=1)
        town.deliver()
        [told] = town.letters(ASKER.address)
        assert told["Bcc"] is None
        assert "x@evil.example" not in town.office.recipients
        [entry] = [e for e in town.kilde.cases.view(case.id).entries if e.kind == "reply"]
        assert "\n" not in entry.name

    def test_a_question_that_asks_to_be_published_is_not(self, town: Town) -> None:
        case = town.ask("Hvor mange feriedager kan jeg overføre?\n\nPubliser")
        town.send(town.reply("Inntil 14 dager."))
        # A program that quotes in a way that nobody knows.
        unmarked = town.reply("Inntil 14 dager.")
        text = (
            unmarked.get_content().replace("> ", "").replace("Den 29. juli 2026 skrev Kilde:", "")
        )
        unmarked.set_content(text)
        town.send(unmarked)
        town.kilde.replies.read()
        assert town.texts(case.id) == ["Inntil 14 dager."]
        assert town.texts(case.id, "published") == []
        assert town.held() == [(case.id, "quoted")]

    def test_a_huge_mail_is_not_fetched(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("mail.replies.account.LARGEST_BYTES", 100_000)
        case = town.ask()
        huge = town.reply("Se vedlegget.")
        huge.add_attachment(b"x" * 200_000, maintype="application", subtype="octet-stream")
        town.send(huge, town.reply("Inntil 14 dager."))
        assert town.kilde.replies.read() == Round(taken=1, held=1)
        assert town.held() == [(case.id, "large")]

    def test_a_large_mail_is_taken_apart_only_where_it_proves_something(self, town: Town) -> None:
        case = town.ask()
        proven, forged = town.reply("Inntil 14 dager."), town.reply("Alle kan ta fri.")
        for one in (proven, forged):
            one.add_attachment(b"x" * 300_000, maintype="image", subtype="png", filename="a.png")
        del forged["From"]
        forged["From"] = "x@evil.example"
        town.send(proven, forged)
        assert town.kilde.replies.read() == Round(taken=1, held=1)
        assert town.texts(case.id) == ["Inntil 14 dager."]
        [held] = town.kilde.replies.held()
        assert (held.case_id, held.reason, held.text) == (case.id, "mark", "")

    def test_a_message_that_cannot_be_read_stops_nothing(
        self, town: Town, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = town.ask()
        deep = b"From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        deep += b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 3000
        town.send(deep, b"\r\n\r\n", town.reply("Inntil 14 dager."))
        assert town.kilde.replies.read() == Round(taken=1, held=2)
        assert town.texts(case.id) == ["Inntil 14 dager."]

    def test_half_a_character_stops_nothing(self, town: Town) -> None:
        case = town.ask()
        half = b"From: x@evil.example\r\nSubject: =?utf-7?q?+2AA-?=\r\n"
        half += b"Content-Type: text/plain; charset=utf-7\r\n\r\nhei +2AA- du\r\n"
        town.send(half, town.reply("Inntil 14 dager."))
        assert town.kilde.replies.read() == Round(taken=1, held=1)
        assert town.texts(case.id) == ["Inntil 14 dager."]
        [held] = town.kilde.replies.held()
        assert (held.subject, held.text) == ("\ufffd", "hei \ufffd du")

    @pytest.mark.parametrize("step", ["believing.Believing.judged", "effects.Effects.do"])
    def test_a_message_at_which_something_fails_that_nobody_foresaw_waits_for_a_person(
        self,
        town: Town,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        step: str,
    ) -> None:
        case = town.ask()
        town.send(town.reply("Inntil 14 dager."))
        kilde = town.kilde
        with monkeypatch.context() as fails:
            fails.setattr(f"answering.replies.{step}", lambda *_: 1 / 0)
            assert kilde.replies.read() == Round(held=1)
        [held] = kilde.replies.held()
        assert (held.case_id, held.reason, held.text) == (case.id, "unread", "Inntil 14 dager.")
        assert "ZeroDivisionError at a mail, which waits as unread" in caplog.text
        assert "14 dager" not in caplog.text
        assert kilde.replies.read() == Round()

    def test_two_programs_that_answer_each_other_stop(self, town: Town) -> None:
        case = town.ask()
        for _ in range(8):
            town.send(town.reply("Takk for din henvendelse!"))
            town.kilde.replies.read()
        assert len(town.texts(case.id)) == 6
        assert town.held() == [(case.id, "many")] * 2

    def test_kildes_own_mail_is_no_reply(self, town: Town) -> None:
        case = town.ask()
        town.send(town.reply("Hei", From=town.mailbox.user))
        town.kilde.replies.read()
        assert (town.held(), town.texts(case.id)) == ([(case.id, "own")], [])


class TestHeld:
    def test_somebody_takes_it_for_an_answer(self, town: Town) -> None:
        case = town.ask()
        other = town.reply("Inntil 14 dager.\n\nPubliser", From="Kari <kari@privat.example>")
        town.send(other)
        town.kilde.replies.read()
        [held] = town.kilde.replies.held()
        assert (held.case_id, held.sender, held.reason) == (case.id, "kari@privat.example", "mark")
        assert held.text == "Inntil 14 dager.\n\nPubliser"
        town.kilde.replies.accept(held.id, case.id, LOCAL)
        assert town.texts(case.id) == ["Inntil 14 dager."]
        assert town.held() == []
        with pytest.raises(CaseError):
            town.kilde.replies.accept(held.id, case.id, LOCAL)

    def test_what_an_asker_wrote_is_added_and_answers_nobody(self, town: Town) -> None:
        case = town.ask()
        town.send(town.reply("Inntil 14 dager."))
        town.kilde.replies.read()
        town.deliver()
        more = town.reply("Gjelder det deltid også?", sender=ASKER.address)
        more.replace_header("To", town.mailbox.user)
        del more["In-Reply-To"], more["References"]
        town.send(more, sender=ASKER.address)
        assert town.kilde.replies.read() == Round(held=1)
        [held] = town.kilde.replies.held()
        assert town.kilde.replies.accept(held.id, case.id, LOCAL).state == "open"
        assert town.texts(case.id) == ["Inntil 14 dager."]
        assert town.texts(case.id, "addition") == ["Gjelder det deltid også?"]
        assert (town.texts(case.id, "note"), town.held()) == ([], [])

    def test_somebody_throws_it_away(self, town: Town) -> None:
        spam = town.ask() and EmailMessage()
        assert isinstance(spam, EmailMessage)
        spam["From"], spam["Subject"] = "x@evil.example", "Vinn!"
        spam.set_content("Vinn!")
        town.send(spam)
        town.kilde.replies.read()
        [held] = town.kilde.replies.held()
        town.kilde.replies.discard(held.id)
        assert town.held() == []
        town.send(spam)
        town.kilde.replies.read()
        assert town.held() == []

    def test_a_reply_to_a_closed_case(self, town: Town) -> None:
        case = town.ask()
        town.kilde.cases.close(case.id, LOCAL)
        town.send(town.reply("Inntil 14 dager."))
        town.kilde.replies.read()
        assert town.held() == [(case.id, "closed")]


def test_replies_come_in_while_kilde_follows(town: Town) -> None:
    case = town.ask()
    kilde, stop, said = town.kilde, threading.Event(), list[str]()
    reading = threading.Thread(target=kilde.replies.follow, args=[said.append, stop])
    reading.start()
    try:
        town.send(town.reply("Inntil 14 dager."))
        wait_until(lambda: town.texts(case.id))
        town.mailbox.server.disconnect()
        town.send(town.reply("Fra i år 12."))
        wait_until(lambda: len(town.texts(case.id)) == 2)
    finally:
        stop.set()
        reading.join(60)
    assert not reading.is_alive()


def test_a_password_that_is_missing_or_wrong_is_named(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KILDE_REPLIES_PASSWORD", "feil")
    with pytest.raises(ImapError, match="did not let Kilde in"):
        town.kilde.replies.read()
    monkeypatch.delenv("KILDE_REPLIES_PASSWORD")
    with pytest.raises(ImapError, match="KILDE_REPLIES_PASSWORD is not set"):
        town.kilde.replies.read()


def test_nothing_is_marked_or_moved(town: Town) -> None:
    town.ask()
    town.send(town.reply("Inntil 14 dager."))
    town.kilde.replies.read()
    with town.mailbox.client() as client:
        client.select_folder("INBOX")
        assert list(client.get_flags([1]).values()) in ([()], [(b"\\Recent",)])


def test_the_command_says_what_came(town: Town) -> None:
    case = town.ask()
    town.send(town.reply("Inntil 14 dager."), town.reply("Hei", From="x@evil.example"))
    said = town.company.run("replies")
    assert said.stderr == (
        "1 reply taken, 0 experts away, 0 letters returned, 1 new message held.\n"
        "1 message waits for a person on the page Inbox.\n"
    )
    assert town.texts(case.id) == ["Inntil 14 dager."]
