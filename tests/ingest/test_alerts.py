"""Who is told of what: each problem once, and that all is well again."""

from __future__ import annotations

import json

from config import Settings
from config.settings import Alerts, Mail, Space, Webhook
from ingest import Report
from ingest.alerts import news
from records import RunDocument
from tests.conftest import Company

SPACE = Space(name="hr", title="Personal")
SETTINGS = Settings(
    space=(SPACE,),
    alerts=Alerts(to=("it@example.com", "ola@example.com")),
    mail=Mail(smtp="smtp://mail.example.com", from_="kilde@example.com"),
)
GONE = "the source 'hr': /srv/hr does not exist"


def failed(*errors: str) -> Report:
    return Report("hr", errors=list(errors))


def waiting(count: int) -> Report:
    documents = [RunDocument("waiting", f"hr/{n}.md") for n in range(count)]
    return Report("hr", documents=documents, errors=[f"{count} of 40 documents …"])


def test_everybody_is_told_what_failed_and_what_to_do() -> None:
    problem, [first, second] = news(SETTINGS, 7, failed(GONE), None)
    assert problem is not None
    assert (first.recipient, second.recipient) == ("it@example.com", "ola@example.com")
    assert first.key != second.key
    written = json.loads(first.payload)
    assert written["subject"] == "Kilde: the knowledge of “Personal” could not be updated"
    assert GONE in written["body"]
    assert "kilde ingest --space hr" in written["body"]


def test_the_same_problem_is_told_once() -> None:
    problem, _ = news(SETTINGS, 7, failed(GONE), None)
    assert news(SETTINGS, 8, failed(GONE), problem) == (problem, [])


def test_figures_change_and_the_problem_does_not() -> None:
    problem, _ = news(SETTINGS, 7, failed("no answer from process 4711"), None)
    assert news(SETTINGS, 8, failed("no answer from process 5822"), problem) == (problem, [])


def test_another_problem_is_told() -> None:
    problem, _ = news(SETTINGS, 7, failed(GONE), None)
    assert len(news(SETTINGS, 8, failed("the disk is full"), problem)[1]) == 2


def test_removals_that_wait_are_listed_and_told_once() -> None:
    problem, [mail, _] = news(SETTINGS, 7, waiting(17), None)
    written = json.loads(mail.payload)
    assert "17 documents" in written["subject"]
    assert "  hr/14.md\n  … and 2 more\n" in written["body"]
    assert "kilde ingest --space hr --confirm-removals" in written["body"]
    assert news(SETTINGS, 8, waiting(18), problem) == ("waiting", [])


def test_well_again_is_told_once() -> None:
    problem, mails = news(SETTINGS, 9, Report("hr"), "waiting")
    assert problem is None
    assert json.loads(mails[0].payload)["subject"] == "Kilde: “Personal” is up to date again"
    assert news(SETTINGS, 10, Report("hr"), None) == (None, [])


def test_documents_that_cannot_be_read_are_no_failed_run() -> None:
    report = Report("hr", documents=[RunDocument("failed", "hr/tom.md", "is empty")])
    assert news(SETTINGS, 7, report, None) == (None, [])


def test_mail_is_in_the_companys_language() -> None:
    german = SETTINGS.model_copy(update={"language": "de"})
    _, [mail, _] = news(german, 7, failed(GONE), None)
    assert "konnte nicht aktualisiert werden" in json.loads(mail.payload)["subject"]


def test_a_webhook_is_told_too() -> None:
    hooked = Settings(
        space=(SPACE,),
        webhook=(
            Webhook(url="https://a.example.com/hook"),
            Webhook(url="https://b.example.com/hook", events=("case.opened",)),
        ),
    )
    _, [event] = news(hooked, 7, waiting(17), None)
    assert (event.kind, event.recipient) == ("webhook", "https://a.example.com/hook")
    told = json.loads(event.payload)
    assert (told["event"], told["space"], told["run"], told["state"], told["waiting"]) == (
        "ingest.failed", "hr", 7, "waiting", 17,
    )  # fmt: skip


def test_nobody_to_be_told() -> None:
    assert news(Settings(space=(SPACE,)), 7, failed(GONE), None) == (None, [])


def test_what_is_told_is_in_the_outbox_when_the_run_has_ended(company: Company) -> None:
    company.configure(
        '[alerts]\nto = ["it@example.com"]\n[mail]\nsmtp = "smtp://127.0.0.1:9"\n'
        '[[space]]\nname = "docs"\n[[space.source]]\nfolder = "docs"\n'
    )
    (company.folder / "docs").rename(company.folder / "away")
    company.ingest()
    company.ingest()
    assert dict(company.kilde.catalogue.outbox.counts()) == {"waiting": 1}
    (company.folder / "away").rename(company.folder / "docs")
    company.ingest()
    assert dict(company.kilde.catalogue.outbox.counts()) == {"waiting": 2}
