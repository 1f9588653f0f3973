"""What a message holds: its text in one form of several, its files, and where reading ends."""

from __future__ import annotations

import time

import pytest

from mail.messages import Message, read
from mail.messages.mime.parts import DEEPEST


def multipart(kind: str, *parts: str, head: str = "", boundary: str = "b") -> str:
    body = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'{head}Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{body}--{boundary}--\n'


def message(*parts: str, kind: str = "mixed", head: str = "From: a@x.no\n") -> Message:
    return read(multipart(kind, *parts, head=head).encode())


def attached(name: str, media_type: str = "application/pdf") -> str:
    return f"Content-Type: {media_type}\nContent-Disposition: attachment; {name}\n\ndata"


PLAIN = "Content-Type: text/plain; charset=utf-8\n\n{}"
HTML = "Content-Type: text/html; charset=utf-8\n\n{}"


def test_files_have_safe_names_each_once_and_an_ending() -> None:
    given = [
        'filename="ferie.pdf"',
        'filename="FERIE.pdf"',
        'filename="../../etc/passwd"',
        r'filename="C:\\Users\\kari\\lønn.xlsx"',
        "filename*=utf-8''%C3%A5rsplan%202026.pdf",
        "filename*0=\"en lang \"; filename*1=\"fil.pdf\"",
        'filename="=?utf-8?Q?bl=C3=A5b=C3=A6r?=.pdf"',
        "filename=uten anførsel.pdf",
        'filename="con\x07trol\u202egpj.exe"',
        'filename=".."',
        "filename=",
    ]  # fmt: skip
    names = [one.name for one in message(*map(attached, given)).attachments]
    assert names == [
        "ferie.pdf",
        "FERIE-2.pdf",
        "passwd.pdf",
        "lønn.xlsx",
        "årsplan 2026.pdf",
        "en lang fil.pdf",
        "blåbær.pdf",
        "uten anførsel.pdf",
        "con trol gpj.exe",
        "attachment.pdf",
        "attachment-2.pdf",
    ]


def test_files_keep_their_places_and_content() -> None:
    base64 = "Content-Type: text/csv; name=a.csv\nContent-Transfer-Encoding: base64\n\nYTti\n"
    found = message(PLAIN.format("Se vedlegg"), base64, attached("filename=b.pdf"))
    assert found.text == "Se vedlegg"
    assert [(one.index, one.name, one.media_type, one.data) for one in found.attachments] == [
        (0, "a.csv", "text/csv", b"a;b"),
        (1, "b.pdf", "application/pdf", b"data"),
    ]


def test_a_message_within_is_an_attachment_called_after_its_subject() -> None:
    inner = (
        "Content-Type: message/rfc822\n\nFrom: b@x.no\nSubject: Pris/tilbud\n\nTilbudet er 12 kr."
    )
    found = message(PLAIN.format("Se under"), inner)
    (attachment,) = found.attachments
    assert (found.text, attachment.name) == ("Se under", "Pris tilbud.eml")
    assert read(attachment.data).text == "Tilbudet er 12 kr."


def test_a_uuencoded_file_in_the_text_is_an_attachment() -> None:
    body = "Her er den.\n\nbegin 644 pris.txt\n'2'4@,3(P,```\n`\nend\n"
    found = read(b"From: a@x.no\n\n" + body.encode())
    assert found.text == "Her er den."
    assert [one.name for one in found.attachments] == ["pris.txt"]


def test_signatures_of_programs_are_no_attachments() -> None:
    signature = attached("filename=smime.p7s", "application/pkcs7-signature")
    found = message(PLAIN.format("Hei"), signature, kind="signed")
    assert (found.text, found.attachments) == ("Hei", ())


def test_html_is_taken_for_its_lists_and_tables_plain_text_otherwise() -> None:
    plain = PLAIN.format("Ta med:\n* sko\n* lue\n")
    listed = HTML.format("<p>Ta med:</p><ul><li>sko</li><li>lue</li></ul>")
    found = message(plain, listed, kind="alternative")
    assert found.text == "Ta med:\n- sko\n- lue"
    assert found.html is not None and "<li>sko</li>" in found.html
    simple = message(
        PLAIN.format("Hei *du*"), HTML.format("<p>Hei <b>du</b></p>"), kind="alternative"
    )
    assert (simple.text, simple.html) == ("Hei *du*", None)


def test_html_is_taken_where_the_plain_text_only_says_that_there_is_html() -> None:
    stub = PLAIN.format("Vis i nettleser")
    full = HTML.format("<p>Kontoret er stengt fra mandag til onsdag på grunn av flytting.</p>")
    assert message(stub, full, kind="alternative").text.startswith("Kontoret er stengt")


def test_where_links_lead_is_told() -> None:
    wrapped = (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.no%2Fskjema&amp;data=1"
    )
    found = read(HTML.format(f'<p>Bruk <a href="{wrapped}">skjemaet</a>.</p>').encode())
    assert found.html is not None and "skjemaet (https://x.no/skjema)</a>" in found.html


def test_nothing_in_the_html_can_hide_name_or_fetch_anything() -> None:
    found = read(
        HTML.format(
            '<div class="cookie-consent"><p style="color:red" onclick="x()">Ferie</p></div>'
            '<p style="display:none">skjult</p><img src="http://x.no/a.png"><script>x</script>'
            "<footer>Til slutt</footer>"
        ).encode()
    )
    assert found.html is not None
    assert found.text == "Ferie\nTil slutt"
    for word in ("skjult", "script", "style", "onclick", "class", "img", "footer"):
        assert word not in found.html


def test_pictures_of_signatures_and_quotes_are_left_out() -> None:
    picture = "Content-Type: image/png; name={0}.png\nContent-ID: <{0}>\n\n" + "x" * 9000
    body = HTML.format(
        '<p>Slik ser det ut:</p><img src="cid:shot"><div id="Signature"><p>Kari</p>'
        '<img src="cid:logo"></div>'
    )
    found = message(body, picture.format("shot"), picture.format("logo"), kind="related")
    assert [one.name for one in found.attachments] == ["shot.png"]


@pytest.mark.parametrize("boundary", ["b", "a b", "=_x", "'b'", "b=c;d", "(b)"])
def test_boundaries_of_every_form(boundary: str) -> None:
    assert read(multipart("mixed", PLAIN.format("Hei"), boundary=boundary).encode()).text == "Hei"


def test_damaged_parts_give_what_there_is() -> None:
    whole = multipart("mixed", PLAIN.format("En"), PLAIN.format("To"))
    assert read(whole.removesuffix("--b--\n").encode()).text == "En\n\nTo"
    assert read(whole.replace('boundary="b"', "").encode()).text == "En\n\nTo"
    assert read(whole.replace('boundary="b"', "boundary=c").encode()).text == "En\n\nTo"
    nested = multipart("mixed", multipart("alternative", PLAIN.format("En"), boundary="b2"))
    assert read(nested.replace("--b2--", "").encode()).text == "En"
    same = multipart("mixed", multipart("alternative", PLAIN.format("En")), PLAIN.format("To"))
    assert read(same.encode()).text == "En\n\nTo"
    assert read(b"Content-Type: multipart/mixed; boundary=b\n\nBare tekst").text == "Bare tekst"


def test_a_message_nested_500_deep_keeps_what_is_above_and_the_rest_as_a_file() -> None:
    inner = PLAIN.format("Innerst")
    for depth in range(500):
        inner = multipart("mixed", inner, boundary=f"b{depth}")
    found = message(PLAIN.format("Ytterst"), inner)
    assert found.text == "Ytterst"
    assert [one.name for one in found.attachments] == ["nested.eml"]
    for _ in range(500 // DEEPEST):
        found = read(found.attachments[0].data)
    assert (found.text, found.attachments) == ("Innerst", ())
    chain = "".join(f"Subject: {n}\nContent-Type: message/rfc822\n\n" for n in range(500))
    assert [one.name for one in read(chain.encode()).attachments] == ["1.eml"]


HEAD = b"From: Kari Nordmann <a@x.no>\nSubject: Re: x\n"


@pytest.mark.parametrize(
    "data",
    [
        b"To: " + b"a@" * 100_000 + b"\n\nx",
        b"To: " + b'"' * 200_000 + b"\n\nx",
        b"References: <" + b"(" * 200_000 + b"\n\nx",
        b"Subject: " + b"=?utf-8?B?" * 20_000 + b"\n\nx",
        HEAD + b"\n" + b"-" * 300_000,
        HEAD + b"\n" + b"a." * 150_000,
        HEAD + b"\n" + b"Mvh Kari\n" * 10_000,
        HEAD + b"\n" + b"On 1.1.2026 10:00\n" * 10_000,
        HEAD + b"\n" + b"Denne e-posten " * 20_000,
        HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 20_000 + b"x",
        HEAD + b"Content-Type: text/html\n\n" + b"<blockquote type=cite>" * 10_000 + b"x",
        HEAD + b"Content-Type: text/html\n\n" + b"<table><tr><td>" * 5_000 + b"x",
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000,
        HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"YQ==" * 100_000,
    ],
    ids=range(14),
)
def test_hostile_messages_are_read_in_time(data: bytes) -> None:
    started = time.process_time()
    read(data)
    assert time.process_time() - started < 15
