"""Documents made to harm their reader: each is refused or cut with a reason, in time.

Nothing they refer to is fetched or opened, and the reader goes on with the next document.
"""

from __future__ import annotations

import socket
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import psutil
import pytest
from PIL import Image

from ingest.elements import Parsed
from ingest.guard import Guard, Limits, Unreadable
from tests.ingest.test_libreoffice import needs_libreoffice

MEBIBYTE = 1024 * 1024
SECRET = "hemmelighetskremmer"
LONGEST_SECONDS = 150  # a tenth of it where nothing else runs
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
    '{kind}.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}"{mode}/></Relationships>'
)
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 13))
)


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard(Limits(cpu_seconds=10)) as guard:
        yield guard


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server on loopback that whatever is fetched would have to connect to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server
        with pytest.raises(BlockingIOError):
            server.accept()


def outcome(guard: Guard, path: Path) -> Parsed | str:
    """What a file says, or the reason why it is not read, within the time it may take.

    Afterwards the guard reads an ordinary file, and this process has not grown.
    """
    before, started = psutil.Process().memory_info().rss, time.monotonic()
    found: Parsed | str
    try:
        found = guard.parse(path, path.name)
    except Unreadable as error:
        found = str(error)
    assert time.monotonic() - started < LONGEST_SECONDS
    ordinary = path.with_name("ferie.md")
    ordinary.write_text("# Ferie\n\nFem uker.\n")
    assert guard.parse(ordinary, "ferie.md").title == "Ferie"
    assert psutil.Process().memory_info().rss - before < 100 * MEBIBYTE
    return found


def text_of(found: Parsed | str) -> str:
    return found if isinstance(found, str) else "\n".join(e.text for e in found.elements)


def docx(path: Path, document: str, relations: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        part = "word/document.xml"
        archive.writestr(
            "[Content_Types].xml",
            CONTENT_TYPES.format(part=part, kind="wordprocessingml.document"),
        )
        archive.writestr(
            "_rels/.rels", RELATIONS.format(kind="officeDocument", target=part, mode="")
        )
        archive.writestr(part, document)
        if relations:
            archive.writestr("word/_rels/document.xml.rels", relations)
    return path


def word(text: str, beginning: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{beginning}<w:document xmlns:w="{WORD}"><w:body><w:p><w:r>'
        f"<w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    )


def odt(path: Path, content: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return path


def open_text(text: str, beginning: str = "") -> str:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    return (
        f'<?xml version="1.0"?>{beginning}<office:document-content xmlns:office="{names}:office:'
        f'1.0" xmlns:text="{names}:text:1.0"><office:body><office:text><text:p>{text}</text:p>'
        "</office:text></office:body></office:document-content>"
    )


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("bombe.docx", "word/document.xml"),
        ("bombe.xlsx", "xl/workbook.xml"),
        ("bombe.pptx", "ppt/presentation.xml"),
        ("bombe.odt", "content.xml"),
        ("bombe.epub", "META-INF/container.xml"),
    ],
)
def test_a_small_archive_of_enormous_parts(
    guard: Guard, tmp_path: Path, name: str, part: str
) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        if name.endswith("odt"):
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(part, "w", force_zip64=True) as file:
            for _ in range(600):
                file.write(b" " * MEBIBYTE)
    assert path.stat().st_size < 6 * MEBIBYTE
    assert isinstance(outcome(guard, path), str)


@pytest.mark.parametrize("kind", ["docx", "odt", "html", "xhtml"])
def test_a_billion_laughs(guard: Guard, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"latter.{kind}"
    if kind == "docx":
        docx(path, word("&a12;", LAUGHS.replace("x [", "w:document [")))
    elif kind == "odt":
        odt(path, open_text("&a12;", LAUGHS))
    else:
        path.write_text(f"{LAUGHS}<html><body><p>Fem uker &a12;</p></body></html>")
    assert len(text_of(outcome(guard, path))) < 10_000


@pytest.mark.parametrize("kind", ["docx", "odt", "html", "xhtml"])
def test_entities_that_name_files_and_addresses(
    guard: Guard, tmp_path: Path, listener: socket.socket, kind: str
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    port = listener.getsockname()[1]
    entities = (
        f"<!DOCTYPE x [<!ENTITY f SYSTEM '{(tmp_path / 'secret.txt').as_uri()}'>"
        f"<!ENTITY h SYSTEM 'http://127.0.0.1:{port}/x'>]>"
    )
    path = tmp_path / f"viser.{kind}"
    if kind == "docx":
        docx(path, word("Fem uker &f; &h;", entities))
    elif kind == "odt":
        odt(path, open_text("Fem uker &f; &h;", entities))
    else:
        path.write_text(f"{entities}<html><body><p>Fem uker &f; &h;</p></body></html>")
    assert SECRET not in text_of(outcome(guard, path))


def test_a_page_that_brings_other_files_with_it(
    guard: Guard, tmp_path: Path, listener: socket.socket
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    at = f"http://127.0.0.1:{listener.getsockname()[1]}"
    (tmp_path / "side.html").write_text(
        f'<html><head><base href="{at}/"><link rel="stylesheet" href="{at}/a.css">'
        f'<script src="{at}/a.js"></script></head><body><p>Fem uker.</p><img src="{at}/a.png">'
        f'<iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}"></object>'
        f'<img src="{secret.as_uri()}"><embed src="{secret}"></body></html>'
    )
    found = text_of(outcome(guard, tmp_path / "side.html"))
    assert "Fem uker." in found
    assert SECRET not in found


def test_a_letter_with_a_template_elsewhere(
    guard: Guard, tmp_path: Path, listener: socket.socket
) -> None:
    target = f"http://127.0.0.1:{listener.getsockname()[1]}/mal.dotm"
    relations = RELATIONS.format(
        kind="attachedTemplate", target=target, mode=' TargetMode="External"'
    )
    path = docx(tmp_path / "brev.docx", word("Fem uker ferie."), relations)
    assert text_of(outcome(guard, path)) == "Fem uker ferie."


@needs_libreoffice
def test_what_libreoffice_is_made_to_fetch(
    guard: Guard, tmp_path: Path, listener: socket.socket
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    at = f"http://127.0.0.1:{listener.getsockname()[1]}/bilde.png"
    (tmp_path / "brev.doc").write_text(
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"><w:body>'
        "<w:p><w:r><w:t>Fem uker ferie.</w:t></w:r></w:p>"
        f'<w:p><w:r><w:pict><v:shape style="width:90pt;height:90pt"><v:imagedata src="{at}"/>'
        "</v:shape></w:pict></w:r></w:p><w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        f'<w:r><w:instrText>INCLUDETEXT "{tmp_path / "secret.txt"}"</w:instrText></w:r>'
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p></w:body></w:wordDocument>"
    )
    found = text_of(outcome(guard, tmp_path / "brev.doc"))
    assert "Fem uker ferie." in found
    assert SECRET not in found


def pdf(*objects: bytes) -> bytes:
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, text) for n, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size %d>>\n" % (len(objects) + 1)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def stream(entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    head = b"<<%s/Filter/FlateDecode/Length %d>>" % (entries, len(packed))
    return head + b"stream\n" + packed + b"\nendstream"


@pytest.mark.parametrize(
    "content",
    [
        pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>"),
        pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", b"<</Type/Page/Parent 2 0 R>>"),
        pdf(CATALOG, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 1e9]/Contents 4 0 R>>",
            stream(b"", b"BT ET " * 1000)),
        pdf(CATALOG, PAGES, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
            stream(b"", b"0 0 m 9 9 l S " * 3_000_000)),
        pdf(CATALOG, PAGES,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R"
            b"/Resources<</XObject<</I 4 0 R>>>>>>",
            stream(b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray"
                   b"/BitsPerComponent 8", b"\0" * 1000),
            stream(b"", b"600 0 0 800 0 0 cm /I Do")),
        pdf(CATALOG, PAGES,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R"
            b"/Resources<</XObject<</F 4 0 R>>>>>>",
            stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>",
                   b"/F Do " * 50),
            stream(b"", b"/F Do")),
    ],
    ids=["tree", "count", "size", "paths", "picture", "form"],
)  # fmt: skip
def test_a_pdf_that_never_ends(guard: Guard, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "evig.pdf").write_bytes(content)
    assert isinstance(outcome(guard, tmp_path / "evig.pdf"), str)


def test_a_spreadsheet_of_a_million_empty_rows(guard: Guard, tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    path = tmp_path / "tomt.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        kind = "spreadsheetml.sheet"
        archive.writestr(
            "[Content_Types].xml", CONTENT_TYPES.format(part="xl/workbook.xml", kind=kind)
        )
        target = RELATIONS.format(kind="officeDocument", target="xl/workbook.xml", mode="")
        archive.writestr("_rels/.rels", target)
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Tomt" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        sheet = RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml", mode="")
        archive.writestr("xl/_rels/workbook.xml.rels", sheet)
        rows = "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(2, 1_000_000))
        first = '<row r="1"><c r="A1" t="inlineStr"><is><t>Fem uker</t></is></c></row>'
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>{first}{rows}</sheetData></worksheet>',
        )
    found = outcome(guard, path)
    assert isinstance(found, str) or len(text_of(found)) < 1000


def test_a_message_nested_500_deep(guard: Guard, tmp_path: Path) -> None:
    data = b"Subject: innerst\n\nFem uker ferie.\n"
    for number in range(500):
        head = b"Subject: lag %d\nMIME-Version: 1.0\nContent-Type: multipart/mixed;" % number
        mark = b" boundary=m%d\n\n--m%d\n" % (number, number)
        data = head + mark + b"Content-Type: message/rfc822\n\n" + data + b"\n--m%d--\n" % number
    (tmp_path / "dyp.eml").write_bytes(data)
    found = outcome(guard, tmp_path / "dyp.eml")
    assert isinstance(found, str) or len(found.attachments) <= 1


def test_an_attachment_is_as_harmless_as_a_file(guard: Guard, tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "Bilag"
    message.set_content("Se vedlegg.")
    evil = pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000>>")
    message.add_attachment(evil, maintype="application", subtype="pdf", filename="evig.pdf")
    (tmp_path / "bilag.eml").write_bytes(bytes(message))
    with pytest.raises(Unreadable):
        guard.parse(tmp_path / "bilag.eml", "evig.pdf", (0,))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_picture_of_60000_by_60000_pixels(guard: Guard, tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    packed = zlib.compress(bytes(100_000))
    content = chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    (tmp_path / "stort.png").write_bytes(b"\x89PNG\r\n\x1a\n" + content)
    found = outcome(guard, tmp_path / "stort.png")
    assert found == "is 60000 × 60000 pixels large; save it smaller"


def test_a_tiff_of_1500_pages(guard: Guard, tmp_path: Path) -> None:
    page = Image.new("1", (50, 50), 1)
    page.save(tmp_path / "mange.tiff", save_all=True, append_images=[page] * 1500)
    assert "no text" in text_of(outcome(guard, tmp_path / "mange.tiff"))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("ferie.pdf", b"\x7fELF" + bytes(500), "is a program, not a PDF"),
        ("ferie.docx", b"%PDF-1.4\n", "is a PDF, not a Word document"),
        ("ferie.txt", b"PK\x03\x04" + bytes(200), "not text"),
        ("ferie.png", b"MZ" + bytes(500), "is a program, not a picture"),
        ("ferie.xlsx", b"\x1f\x8b" + bytes(100), "is a gzip archive, not an Excel workbook"),
    ],
)
def test_a_name_that_lies(
    guard: Guard, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert reason in text_of(outcome(guard, tmp_path / name))
