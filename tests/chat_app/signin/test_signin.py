"""Signing in at a real provider, and what holds afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from chat_app import api
from chat_app.signin import signin
from chat_app.signin.signin import _own_path
from tests.chat_app.signin.conftest import (
    ANNA,
    KILDE,
    OLA,
    Entrance,
    RunningProvider,
    at_provider,
)
from tests.conftest import Company

HTML = {"Accept": "text/html"}


def test_who_signs_in_comes_to_the_page_that_was_wanted(entrance: Entrance) -> None:
    arrived = entrance.enter("anna", "/who?case=12")

    assert arrived.json() == {
        "name": "Anna Berg",
        "address": "anna@example.com",
        "groups": ["hr"],
        "query": "case=12",
    }


def test_without_a_session_there_is_no_page(entrance: Entrance) -> None:
    assert entrance.who().status_code == 401


def test_who_is_signed_out_and_follows_a_link_to_a_file_is_led_to_the_sign_in(
    entrance: Entrance, company: Company
) -> None:
    client = TestClient(api.build(company.kilde, entrance.sign_in), base_url=KILDE)
    refused = client.get("/me/download", headers=HTML | {"Accept-Language": "nb"})

    assert refused.status_code == 401
    assert "<h1>Du er logget ut</h1>" in refused.text
    assert f'<a href="{entrance.sign_in.address}">Logg inn</a>' in refused.text


def test_an_address_that_only_begins_like_the_sign_in_is_closed(entrance: Entrance) -> None:
    assert entrance.client.get("/sign-in-else").status_code == 401
    assert entrance.client.get("/sign-out/else").status_code == 401


def test_a_made_up_session_is_none(entrance: Entrance) -> None:
    entrance.client.cookies.set(entrance.sign_in.cookie, "a" * 43)

    assert entrance.who().status_code == 401


def test_who_signs_out_is_out_at_once_with_every_copy_of_the_cookie(entrance: Entrance) -> None:
    entrance.enter("anna")
    cookie = entrance.client.cookies[entrance.sign_in.cookie]

    onward = entrance.client.post("/sign-out").json()["to"]

    entrance.client.cookies.set(entrance.sign_in.cookie, cookie)
    assert entrance.who().status_code == 401
    assert "/logout" in onward and "id_token_hint=" in onward


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(entrance: Entrance) -> None:
    begun = entrance.client.get("/sign-in", follow_redirects=False)
    back = at_provider(begun.headers["location"], "anna")
    answer = entrance.client.get(back, follow_redirects=False)

    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("kilde="))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie
    assert answer.headers["cache-control"] == "no-store"


def test_the_secret_of_a_session_is_not_in_the_database(entrance: Entrance) -> None:
    entrance.enter("anna")
    secret = entrance.client.cookies[entrance.sign_in.cookie]
    session = entrance.people.session(secret)

    assert session and secret not in repr(session)
    # The provider's tokens are sealed: an ID token would begin with eyJ.
    assert b"eyJ" not in session.tokens


def test_groups_taken_away_at_the_provider_are_gone_when_they_are_asked_for_again(
    entrance: Entrance, provider: RunningProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    entrance.enter("anna")
    provider.now(anna={**ANNA, "groups": ["sales"]}, ola=OLA)
    assert entrance.who().json()["groups"] == ["hr"]  # asked a moment ago

    monkeypatch.setattr(signin, "FRESH", timedelta())

    assert entrance.who().json()["groups"] == ["sales"]


def test_whom_the_provider_no_longer_knows_is_signed_out(
    entrance: Entrance, provider: RunningProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    entrance.enter("anna")
    monkeypatch.setattr(signin, "FRESH", timedelta())
    provider.now(ola=OLA)

    assert entrance.who().status_code == 401

    provider.now(anna=ANNA, ola=OLA)
    assert entrance.who().status_code == 401  # and stays so until the next sign-in


def test_kildes_own_groups_hold_at_once(entrance: Entrance) -> None:
    entrance.enter("ola")
    entrance.people.join("hr-leads", "Ola@Example.com", "a test")
    assert entrance.who().json()["groups"] == ["hr-leads"]

    entrance.people.leave("hr-leads", "ola@example.com", "a test")
    assert entrance.who().json()["groups"] == []


def test_an_address_that_the_provider_has_not_verified_is_nobodys(
    entrance: Entrance, provider: RunningProvider
) -> None:
    provider.now(anna=ANNA, ola={**OLA, "email": "hr@example.com", "email_verified": False})
    entrance.people.join("hr-leads", "hr@example.com", "a test")

    arrived = entrance.enter("ola").json()

    assert (arrived["address"], arrived["groups"]) == ("", [])


def test_a_way_back_that_this_browser_did_not_begin_signs_nobody_in(entrance: Entrance) -> None:
    """Somebody else's sign-in, sent to a victim as a link."""
    begun = entrance.client.get("/sign-in", follow_redirects=False)
    theirs = at_provider(begun.headers["location"], "ola")
    entrance.client.cookies.clear()

    answer = entrance.client.get(theirs, headers=HTML)

    assert answer.status_code == 403
    assert "kilde" not in entrance.client.cookies


def test_a_code_is_good_once(entrance: Entrance) -> None:
    begun = entrance.client.get("/sign-in", follow_redirects=False)
    back = at_provider(begun.headers["location"], "anna")
    cookies = dict(entrance.client.cookies)
    assert entrance.client.get(back, follow_redirects=False).status_code == 303
    entrance.client.cookies.clear()
    entrance.client.cookies.update(cookies)

    assert entrance.client.get(back).status_code == 403


def test_a_session_ends_by_itself(entrance: Entrance) -> None:
    entrance.enter("anna")
    session = entrance.people.session(entrance.client.cookies[entrance.sign_in.cookie])
    assert session and session.ends - session.begun == timedelta(hours=10)

    person = entrance.people.named("anna@example.com")
    assert person and entrance.people.end_all(person.id) == 1
    assert entrance.who().status_code == 401


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/inbox?case=3", "/inbox?case=3"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\nSet-Cookie: b", "/"),
        ("inbox", "/"),
    ],
)
def test_signing_in_leads_to_no_other_site(wanted: str, goes_to: str) -> None:
    assert _own_path(wanted) == goes_to


def test_who_fails_too_often_is_told_in_human_words_when_to_come_back(entrance: Entrance) -> None:
    tries = [
        entrance.client.get("/sign-in/return?state=x", headers={"Accept-Language": "nb"})
        for _ in range(entrance.settings.limits.sign_ins + 1)
    ]
    assert {answer.status_code for answer in tries[:-1]} == {403}
    assert (tries[-1].status_code, tries[-1].headers["Retry-After"]) == (429, "3")
    assert "Vent 3 sekunder, og prøv igjen." in tries[-1].text
