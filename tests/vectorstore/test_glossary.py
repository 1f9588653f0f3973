"""The company's abbreviations, understood both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from vectorstore.glossary import Glossary, GlossaryError, load_glossary

GLOSSARY = Glossary((("AU", "Arbeitsunfähigkeit"), ("IT", "informasjonsteknologi")))


@pytest.mark.parametrize(
    ("question", "expanded"),
    [
        ("Wann brauche ich eine AU?", "Wann brauche ich eine AU? (Arbeitsunfähigkeit)"),
        ("Was tun bei arbeitsunfähigkeit?", "Was tun bei arbeitsunfähigkeit? (AU)"),
        ("Do I need it?", "Do I need it?"),
        ("Die AUTOMATIK", "Die AUTOMATIK"),
    ],
)
def test_the_other_form_is_added(question: str, expanded: str) -> None:
    assert GLOSSARY.expand(question) == expanded


def test_the_question_in_its_other_form() -> None:
    assert GLOSSARY.wordings("Was tun bei AU?") == (
        "Was tun bei AU?",
        "Was tun bei Arbeitsunfähigkeit?",
    )
    assert GLOSSARY.wordings("Was tun?") == ("Was tun?",)


@pytest.mark.parametrize("line", ["HMS,helse og sikkerhet", "HMS;helse og sikkerhet"])
def test_commas_and_semicolons_are_taken(tmp_path: Path, line: str) -> None:
    file = tmp_path / "glossary.csv"
    file.write_text(f"short{line[3]}long\n{line}\n\n", encoding="utf-8")
    assert load_glossary(file).pairs == (("HMS", "helse og sikkerhet"),)


def test_no_file_is_an_empty_glossary(tmp_path: Path) -> None:
    assert load_glossary(tmp_path / "glossary.csv") == Glossary()


def test_a_line_without_a_long_form_is_named(tmp_path: Path) -> None:
    file = tmp_path / "glossary.csv"
    file.write_text("short,long\nHMS,\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match="line 2 has no long form"):
        load_glossary(file)
