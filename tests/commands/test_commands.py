"""`kilde` as a person calls it: each in a process of its own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Company

HOLIDAYS = (
    "---\ndate: 2026-01-15\n---\n# Ferie\n\n## Overføring\n\n"
    "Du kan overføre ti feriedager til neste år. Avtal det med lederen din.\n"
)
QUESTION = "Hvor mange feriedager kan jeg overføre til neste år?"


@pytest.fixture
def ingested(company: Company) -> Company:
    company.write("docs/ferie.md", HOLIDAYS)
    company.ingest()
    return company


def test_ingest_says_what_it_did(company: Company) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    done = company.run("ingest")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("docs: 1 new; 1 passage (")


def test_ingest_names_what_it_could_not_read_and_exits_with_3(company: Company) -> None:
    company.write("docs/ferie.md", HOLIDAYS)
    company.write("docs/tom.md", "")
    company.write("docs/plan.mpp", "x")
    done = company.run("ingest", "--json")
    assert done.returncode == 3
    assert "  docs/tom.md: is empty" in done.stderr
    assert "left out, as no parser reads their kind: 1 .mpp" in done.stderr
    [space] = json.loads(done.stdout)["spaces"]
    assert (space["added"], space["failed"]) == (1, 1)


def test_ingest_of_a_vanished_folder_fails(ingested: Company) -> None:
    (ingested.folder / "docs").rename(ingested.folder / "away")
    done = ingested.run("ingest")
    assert done.returncode == 1
    assert "does not exist; mount or restore it" in done.stderr
    assert ingested.found("feriedager") == ["docs/ferie.md"]


def test_search_as_json(ingested: Company) -> None:
    done = ingested.run("search", QUESTION, "--json")
    [passage] = json.loads(done.stdout)["passages"]
    assert passage == {
        "space": "docs",
        "document": "docs/ferie.md",
        "title": "Ferie",
        "page": None,
        "heading": "Ferie > Overføring",
        "date": "2026-01-15",
        "text": "Du kan overføre ti feriedager til neste år. Avtal det med lederen din.",
        "score": passage["score"],
        "superseded_by": None,
    }


def test_reranked_the_passage_that_answers_comes_first(company: Company) -> None:
    company.write(
        "docs/pictures.md",
        "# Bildearkiv\n\nBilder fra fotograferingen i mai ligger på fellesområdet. "
        "Si ifra til Bente hvis du vil ha dem.\n",
    )
    company.write(
        "docs/visitors.md",
        "# Visitors\n\nPhotographs need the consent of the managing director. "
        "Badges are handed back on leaving.\n",
    )
    company.ingest()

    def first(*options: str) -> str:
        done = company.run("search", "Hvem må si ja til fotografering?", "--json", *options)
        return str(json.loads(done.stdout)["passages"][0]["document"])

    assert first() == "docs/pictures.md"
    assert first("--rerank") == "docs/visitors.md"


def test_ask_as_json_has_the_fields_of_the_design(ingested: Company) -> None:
    answer = json.loads(ingested.run("ask", QUESTION, "--json").stdout)
    of_the_design, own = list(answer)[:8], list(answer)[8:]
    assert of_the_design == [
        "id", "status", "confidence", "language", "answer", "case", "elapsed_ms", "citations",
    ]  # fmt: skip
    assert "full_question" in own
    assert (answer["language"], answer["case"]) == ("nb", None)
    assert answer["answer"].startswith("Du kan overføre ti feriedager til neste år.")
    assert answer["answer"].endswith("[1]")
    assert list(answer["citations"][0])[:10] == [
        "n", "space", "document", "title", "page", "heading", "date", "quote", "score", "link",
    ]  # fmt: skip


def test_a_batch_gives_a_line_for_each_question_and_nothing_else(ingested: Company) -> None:
    ingested.write(
        "questions.jsonl",
        '{"id": "a", "question": "feriedager"}\n\n{"id": 2, "question": ""}\n',
    )
    for command in ("search", "ask"):
        done = ingested.run(command, "--batch", "questions.jsonl")
        first, second = map(json.loads, done.stdout.splitlines())
        assert (first["id"], second["id"]) == ("a", "2")
        assert "is empty" in second["error"]


def test_a_batch_that_is_no_batch_is_named(ingested: Company) -> None:
    ingested.write("questions.jsonl", "feriedager\n")
    done = ingested.run("ask", "--batch", "questions.jsonl")
    assert done.returncode == 1
    assert "questions.jsonl: line 1 is not" in done.stderr


def test_ask_in_plain_words(ingested: Company) -> None:
    done = ingested.run("ask", QUESTION)
    assert "Du kan overføre ti feriedager til neste år." in done.stdout
    assert "[1] docs: docs/ferie.md, Ferie > Overføring, 2026-01-15" in done.stdout


def test_small_talk_is_answered(ingested: Company) -> None:
    assert "Ask me whatever you would like to know" in ingested.run("ask", "Hello!").stdout


def test_what_it_does_not_know_it_says(ingested: Company) -> None:
    done = ingested.run("ask", "What is the warranty period of the hydraulic press?")
    assert done.stdout.startswith("I don't know (confidence")


def test_nothing_ingested_says_what_to_do(company: Company) -> None:
    done = company.run("ask", QUESTION)
    assert "Name their folder in kilde.toml, then: kilde ingest" in done.stderr


def test_an_empty_question(ingested: Company) -> None:
    done = ingested.run("ask", "")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "kilde: the question is empty; write what you want to know\n"


def test_groups_are_respected(ingested: Company) -> None:
    ingested.configure(
        '[[space]]\nname = "docs"\nreaders = ["hr"]\n[[space.source]]\nfolder = "docs"\n'
    )
    assert json.loads(ingested.run("search", "ferie", "--json", "--groups", "it").stdout) == {
        "id": "1",
        "passages": [],
    }
    found = ingested.run("search", "ferie", "--json", "--groups", "it,hr").stdout
    assert len(json.loads(found)["passages"]) == 1


def test_a_space_that_does_not_exist(ingested: Company) -> None:
    done = ingested.run("search", "ferie", "--space", "sales")
    assert done.returncode == 1
    assert done.stderr == "kilde: there is no space 'sales'; the spaces are: docs\n"


def test_status(ingested: Company) -> None:
    ingested.write("docs/tom.md", "")
    ingested.run("ingest")
    found = json.loads(ingested.run("status", "--json").stdout)
    [space] = found["spaces"]
    assert (space["name"], space["documents"], space["passages"], space["failed"]) == (
        "docs", 1, 1, 1,
    )  # fmt: skip
    assert space["last_run"]["failed"] == 1
    assert found["stores"] == {"records": "ok", "chroma": "ok", "model": "ok"}
    assert space["last_run"]["trigger"] == "command line"
    assert space["last_run"]["state"] == "partial"
    assert [d["what"] for d in space["last_run"]["documents"]] == ["failed"]
    assert (space["next_run"], found["follower"]) == (None, None)
    assert found["outbox"] == {"waiting": 0, "sending": 0, "sent": 0, "failed": 0, "error": None}
    assert "docs/tom.md: is empty" in ingested.run("status").stdout


def test_status_of_a_schedule_that_nobody_follows(ingested: Company) -> None:
    ingested.configure(
        '[alerts]\nto = ["it@example.com"]\n'
        '[[space]]\nname = "docs"\nschedule = "0 3 * * *"\n[[space.source]]\nfolder = "docs"\n'
    )
    said = ingested.run("status").stdout
    assert "docs: 1 document, 1 passage, 0 failed; next run 20" in said
    assert "schedules: nobody follows them now; kilde serve does, or kilde follow" in said
    assert "nobody in alerts.to is told anything: mail.smtp in kilde.toml is empty" in said


def test_status_names_what_departs_from_the_file(ingested: Company) -> None:
    ingested.kilde.departures.change("docs", "threshold", 0.8, "kari")
    ingested.kilde.departures.change("docs", "experts", ["ola@example.com"], "kari")
    said = ingested.run("status").stdout
    assert "  departs from kilde.toml: threshold = 0.8\n" in said
    assert '  departs from kilde.toml: experts = "ola@example.com"\n' in said
    ingested.kilde.departures.add({"name": "sales"}, "docs", "kari")
    docs, sales = json.loads(ingested.run("status", "--json").stdout)["spaces"]
    assert docs["departures"] == {"threshold": 0.8, "experts": ["ola@example.com"]}
    assert (docs["added"], sales["added"], sales["departures"]) == (False, True, {})


def test_a_run_that_cannot_begin_is_recorded(ingested: Company) -> None:
    assert ingested.run("ingest", KILDE_MODELS=str(ingested.folder / "none")).returncode == 1
    [space] = json.loads(ingested.run("status", "--json").stdout)["spaces"]
    assert space["last_run"]["state"] == "failed"
    assert "make setup" in space["last_run"]["error"]


def test_a_wrong_key_in_kilde_toml(company: Company) -> None:
    company.configure('titel = "x"')
    done = company.run("status")
    assert done.returncode == 1
    assert done.stderr.endswith("titel: there is no such key; did you mean title?\n")


def test_no_kilde_toml(tmp_path: Path, company: Company) -> None:
    done = company.run("--config", str(tmp_path / "none.toml"), "status")
    assert done.returncode == 1
    assert "none.toml does not exist" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_may_not_be_written(company: Company) -> None:
    (company.folder / "closed").mkdir(mode=0o500)
    done = company.run("status", KILDE_DATA=str(company.folder / "closed"))
    assert "is not writable" in done.stderr


def test_a_key_is_made_listed_and_revoked(company: Company) -> None:
    token = company.run("key", "make", "intranet", "--groups", "hr,it").stdout.strip()
    assert token.startswith("kilde_")
    listed = company.run("key", "list").stdout
    assert listed.startswith("intranet: hr, it, made 20")
    assert token not in listed
    company.run("key", "make", "robot", "--ingest")
    assert "robot: everyone, may ingest, made 20" in company.run("key", "list").stdout
    assert company.run("key", "revoke", "intranet").returncode == 0
    assert company.run("key", "revoke", "intranet").returncode == 1


def test_strangers_are_refused_without_sign_in(company: Company) -> None:
    done = company.run("serve", "--host", "0.0.0.0")
    assert done.returncode == 1
    assert "--host 0.0.0.0: with auth.provider" in done.stderr


def test_a_port_in_use_is_named(company: Company) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = company.run("serve", "--port", port)
    assert done.returncode == 1
    assert done.stderr == (
        f"kilde: port {port} on 127.0.0.1 is in use by another program; "
        "choose another with --port\n"
    )


def test_stop_ends_the_chroma_server(ingested: Company) -> None:
    assert ingested.run("stop").stderr == "The Chroma server has been ended.\n"
    assert ingested.run("stop").stderr == "No Chroma server was running.\n"


def test_the_log_holds_no_word_of_a_question(ingested: Company) -> None:
    ingested.run("ask", "Hva koster brystholderen?")
    data = ingested.folder / "data"
    held = b"".join(f.read_bytes() for f in data.rglob("*") if f.is_file())
    assert b"brystholder" not in held


def test_search_among_some_documents(ingested: Company) -> None:
    def found(*options: str) -> list[str]:
        done = ingested.run("search", QUESTION, "--json", *options)
        return [passage["document"] for passage in json.loads(done.stdout)["passages"]]

    assert found("--source", "docs", "--kind", "text", "--language", "nb") == ["docs/ferie.md"]
    assert found("--from", "2026-01-15", "--to", "2026-01-15") == ["docs/ferie.md"]
    assert found("--from", "2026-01-16") == []
    refused = ingested.run("search", QUESTION, "--source", "handbok")
    assert refused.returncode == 2
    assert "--source handbok: there is no such source with documents" in refused.stderr
