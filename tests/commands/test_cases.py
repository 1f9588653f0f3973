"""`kilde ask --escalate` and `kilde cases`, as somebody without a page uses them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result

from commands.asking import ask
from commands.cases import cases
from tests.answering.cases.office import furnish
from tests.conftest import Company
from vectorstore import server

Kilde = Callable[..., Result]
QUESTION = "Får jeg feriepenger i foreldrepermisjonen?"


@pytest.fixture(scope="module")
def kilde(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kilde]:
    """Runs a command in a company whose mail server is down."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("KILDE_CONFIG", "KILDE_DATA"):
            patch.delenv(name, raising=False)
        company = furnish(Company(tmp_path_factory.mktemp("office")))
        file = str(company.folder / "kilde.toml")

        def run(name: str, *arguments: str, input: str | None = None) -> Result:
            command = ask if name == "ask" else cases
            given = list(arguments) if name == "ask" else [name, *arguments]
            return CliRunner().invoke(command, given, obj=file, input=input)

        yield run
        server.stop(company.settings.data_folder)


def test_a_case_on_the_command_line(kilde: Kilde) -> None:
    asked = kilde("ask", QUESTION, "--escalate", "--address", "kari@example.com")
    assert "Case 1 has been opened and waits for hr@example.com." in asked.output
    assert "not everything could be sent" in asked.output
    assert kilde("list").output == f"1  hr  open, hr@example.com\n   {QUESTION}\n"
    assert kilde("pass", "1").output.startswith("Case 1 waits for hr2@example.com now.")
    replied = kilde("reply", "1", "-", "--name", "Hanne", input="Ja, i 15 uker.\n")
    assert replied.output.startswith("Case 1 is answered.")
    shown = kilde("show", "1").output.splitlines()
    assert shown[0] == "Case 1, hr: answered"
    assert [line.split("  ")[1] for line in shown[1:] if line[0].isdigit()] == [
        "question, kari@example.com", "passed, command line", "reply, Hanne",
    ]  # fmt: skip
    as_json = json.loads(kilde("show", "1", "--json").stdout)
    assert as_json["askers"][0]["address"] == "kari@example.com"
    assert kilde("close", "1").output.startswith("Case 1 is closed.")
    assert "There is no such case." in kilde("list").output
    assert json.loads(kilde("list", "--state", "closed", "--json").stdout)["cases"][0]["case"] == 1


def test_what_becomes_no_case_is_said(kilde: Kilde) -> None:
    for nothing in ("asdfghjkl", "Når er det suppe i kantina?"):
        said = kilde("ask", nothing, "--escalate").output
        assert ("no case was opened" in said) or ("Confidence" in said)
        assert "has been opened" not in said
    assert "belongs to --escalate" in kilde("ask", QUESTION, "--address", "a@b").output


def test_what_cannot_be_done_says_why(kilde: Kilde) -> None:
    assert "no case 99 that you may see" in str(kilde("show", "99").exception)
    assert "no case 99" in str(kilde("reply", "99", "Ja").exception)
