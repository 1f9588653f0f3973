"""Old formats of office programs, which LibreOffice makes into new ones."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.guard import Guard, Unreadable

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
PAGE = (
    "<html><body><h1>Ferie</h1><p>Alle ansatte har fem uker ferie.</p>"
    "<table border=1><tr><th>Reise</th><th>Beløp</th></tr>"
    "<tr><td>Dagsreise</td><td>315 kr</td></tr></table></body></html>"
)
Make = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """A file made by LibreOffice: made("side.html", "doc")."""
    folder = tmp_path_factory.mktemp("office")

    def make(name: str, target: str) -> Path:
        content = {
            "side.html": PAGE,
            "satser.csv": "Reise,Beløp\nDagsreise,315 kr\nHotell,1012 kr\n",
            "lysark.fodp": SLIDES,
        }[name]
        (folder / name).write_text(content, encoding="utf-8")
        command: list[str | Path] = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        ]
        command += ["--headless", "--convert-to", target, "--outdir", folder, folder / name]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return folder / f"{Path(name).stem}.{target.partition(':')[0]}"

    return make


SLIDES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:body><office:presentation><draw:page draw:name="En">
<draw:frame presentation:class="title" svg:width="20cm" svg:height="3cm" svg:x="2cm" svg:y="1cm">
<draw:text-box><text:p>Reiseregninger</text:p></draw:text-box></draw:frame>
<draw:frame svg:width="20cm" svg:height="8cm" svg:x="2cm" svg:y="6cm">
<draw:text-box><text:p>Lever bilag innen tretti dager.</text:p></draw:text-box></draw:frame>
</draw:page></office:presentation></office:body></office:document>
"""


@needs_libreoffice
@pytest.mark.parametrize(
    ("name", "target", "said"),
    [
        ("side.html", "doc:MS Word 97", "Alle ansatte har fem uker ferie."),
        ("lysark.fodp", "ppt", "Lever bilag innen tretti dager."),
        ("satser.csv", "xls", "Dagsreise"),
    ],
)
def test_word_powerpoint_and_excel_of_before_2007(
    guard: Guard, made: Make, name: str, target: str, said: str
) -> None:
    path = made(name, target)
    assert path.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    parsed = guard.parse(path, path.name)
    assert any(said in element.text for element in parsed.elements)


@needs_libreoffice
def test_headings_and_tables_of_an_old_word_document(guard: Guard, made: Make) -> None:
    parsed = guard.parse(made("side.html", "doc:MS Word 97"), "ferie.doc")
    kinds = {element.kind: element.text for element in parsed.elements}
    assert kinds["heading"] == "Ferie"
    assert kinds["table"].split("\n")[-1] == "Dagsreise | 315 kr"


@needs_libreoffice
def test_a_damaged_one_is_named(guard: Guard, tmp_path: Path, made: Make) -> None:
    whole = made("side.html", "doc:MS Word 97").read_bytes()
    path = tmp_path / "skadet.doc"
    path.write_bytes(whole[:1536] + bytes(len(whole) - 1536))
    with pytest.raises(Unreadable):
        guard.parse(path, path.name)


def test_without_libreoffice_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    path = tmp_path / "brev.wpd"
    path.write_bytes(b"\xffWPC" + bytes(200))
    reason = "is read through LibreOffice, which is not installed; install libreoffice-writer-nogui"
    with Guard() as guard, pytest.raises(Unreadable, match=re.escape(reason)):
        guard.parse(path, path.name)
