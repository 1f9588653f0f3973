"""How often one person or key may do something."""

import pytest
from starlette.testclient import TestClient

from chat_app import api
from chat_app.metrics import METRICS
from chat_app.throttle import Throttle
from config import RateLimits
from records import RecordsError
from tests.conftest import Company


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_minute_s_worth_may_come_at_once_and_fills_again_evenly() -> None:
    clock = Clock()
    throttle = Throttle(RateLimits(asks=3), clock)
    assert [throttle.take("asks", "kari") for _ in range(4)] == [0, 0, 0, 20]
    clock.now += 19
    assert throttle.take("asks", "kari") == 1
    clock.now += 1
    assert [throttle.take("asks", "kari") for _ in range(2)] == [0, 20]


def test_one_person_s_asking_holds_back_nobody_else_and_nothing_else() -> None:
    throttle = Throttle(RateLimits(asks=1, searches=1), Clock())
    assert throttle.take("asks", "kari") == 0
    assert throttle.take("asks", "kari") == 60
    assert throttle.take("asks", "ola") == 0
    assert throttle.take("searches", "kari") == 0


def test_nothing_is_taken_by_looking() -> None:
    throttle = Throttle(RateLimits(sign_ins=1), Clock())
    assert [throttle.wait("sign_ins", "10.0.0.7") for _ in range(3)] == [0, 0, 0]
    throttle.take("sign_ins", "10.0.0.7")
    assert throttle.wait("sign_ins", "10.0.0.7") == 60


def test_no_limit() -> None:
    throttle = Throttle(RateLimits(asks=0), Clock())
    assert {throttle.take("asks", "kari") for _ in range(1000)} == {0}


def test_those_who_were_here_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    throttle = Throttle(RateLimits(), clock)
    for number in range(10_001):
        throttle.take("asks", f"person {number}")
    clock.now += 61
    throttle.take("asks", "kari")
    assert list(throttle._buckets) == [("asks", "kari")]


@pytest.fixture
def limited(company: Company) -> Company:
    toml = (company.folder / "kilde.toml").read_text()
    company.configure(f"[limits]\nsearches = 2\nsign_ins = 2\n{toml}")
    return company


def key(company: Company, on_behalf_of: bool = False) -> dict[str, str]:
    made = company.kilde.keys.make("intranet", ("everyone",), on_behalf_of)
    return {"Authorization": f"Bearer {made}"}


def client(company: Company) -> TestClient:
    app = api.build(company.kilde)
    return TestClient(app, base_url="http://127.0.0.1:8501", client=("10.0.0.7", 999))


def test_a_key_that_searches_too_often_is_told_when_to_come_back(limited: Company) -> None:
    one, headers = client(limited), key(limited)
    answers = [one.post("/search", json={"question": "ferie"}, headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    # A half of a minute, less what the searches took.
    wait = int(answers[2].headers["Retry-After"])
    assert 20 <= wait <= 30
    assert answers[2].json() == {
        "error": f"searches: too many within a minute; try again in {wait} s, or have "
        "limits.searches in kilde.toml raised"
    }
    assert 'kilde_refused_total{limit="searches",from="api"}' in METRICS.text()


def test_a_key_that_speaks_for_people_is_held_back_person_by_person(limited: Company) -> None:
    one, headers = client(limited), key(limited, on_behalf_of=True)

    def search(person: str) -> int:
        body = {"question": "ferie", "on_behalf_of": {"person": person, "groups": ["everyone"]}}
        return one.post("/search", json=body, headers=headers).status_code

    assert [search("kari") for _ in range(3)] == [200, 200, 429]
    assert search("ola") == 200
    # Nor may it make people up without end: it has as much as ten.
    assert 429 in [search(f"colleague-{number}") for number in range(20)]


def test_keys_cannot_be_guessed_at_leisure(limited: Company) -> None:
    one = client(limited)
    guesses = [
        one.get("/health", headers={"Authorization": f"Bearer kilde_{number}"}).status_code
        for number in range(3)
    ]
    assert guesses == [401, 401, 429]


def test_files_are_taken_along_at_a_measure(company: Company) -> None:
    toml = (company.folder / "kilde.toml").read_text()
    company.configure(f'[auth]\nauditors = ["everyone"]\n[limits]\ndownloads = 2\n{toml}')
    one, headers = client(company), key(company)
    taken = [one.get("/audit.csv", headers=headers).status_code for _ in range(3)]
    assert taken[2] == 429 and 429 not in taken[:2]
    # Who came by a link on a page gets a page, in their language.
    browser = {"Accept": "text/html,*/*", "Accept-Language": "de-DE,de"}
    refused = one.get("/audit.csv?space=hr", headers=headers | browser)
    assert refused.status_code == 429
    for said in (
        '<html lang="de">',
        "<h1>Die Datei wurde nicht heruntergeladen</h1>",
        "Warten Sie 30 Sekunden und versuchen Sie es noch einmal.",
        '<a href="/audit.csv?space=hr">Noch einmal versuchen</a>',
    ):
        assert said in refused.text


def test_who_gets_no_file_gets_a_page_and_programs_the_reason(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RecordsError("kilde.sqlite: the disk is full; make room")

    toml = (company.folder / "kilde.toml").read_text()
    company.configure(f'[auth]\nauditors = ["audit"]\n{toml}')
    headers, page = key(company), {"Accept": "text/html,*/*", "Accept-Language": "en"}
    kilde = company.kilde
    one = TestClient(api.build(kilde), base_url="http://127.0.0.1:8501")

    refused = one.get("/audit.csv", headers=headers | page)
    assert refused.status_code == 403
    assert "<p>You no longer have access to it. Ask the person who looks after" in refused.text
    assert "Authorization" in one.get("/audit.csv", headers=headers).json()["error"]

    headers = {"Authorization": f"Bearer {kilde.keys.make('audit', ('audit',))}"}
    monkeypatch.setattr(kilde.audit, "count", fails)
    failed = one.get("/audit.csv", headers=headers | page)
    assert failed.status_code == 503
    assert "<h1>The records cannot be read</h1>" in failed.text
    assert '<a href="/audit.csv">Try again</a>' in failed.text
    reason = one.get("/audit.csv", headers=headers).json()
    assert reason == {"error": "kilde.sqlite: the disk is full; make room"}
