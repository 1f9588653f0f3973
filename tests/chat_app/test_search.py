"""What the page Search says, shows and keeps in its address."""

from __future__ import annotations

from datetime import date

from answering.everything import about, by_document
from answering.marking import wanted
from chat_app.show.search import Looking, Results, search
from config import texts
from records import Narrowing, Newer, Passage, Shelf
from vectorstore import Hit
from vectorstore.fusion import Scores

SHELVES = (
    Shelf("hr", "handbook", "pdf", "nb", 12),
    Shelf("hr", "letters", "mail", "de", 1400),
    Shelf("it", "handbook", "web", "nb", 3),
)


def hit(number: int, document: str, score: float, day: str | None = "2026-01-15") -> Hit:
    passage = Passage(
        number, 1, 0, "hr", "handbook", document, document.title(), day, "nb",
        (document.title(), "Overføring"), "Du kan overføre ferie.\nSpør lederen.", 0, ((0, 2),),
    )  # fmt: skip
    return Hit(passage, Scores(0.9, 1.0, 1.0, score))


def shown(looking: Looking, *hits: Hit, replaced: dict[tuple[str, str], Newer] | None = None):  # type: ignore[no-untyped-def]
    results = Results(by_document(hits, looking.order), replaced or {}, wanted(["overføre"]))
    titles = {"hr": "Personal", "it": "IT"}
    return search(looking, results, SHELVES, titles, 2, date(2026, 11, 26), texts("nb"))


def test_the_address_says_all_and_only_what_is_not_as_usual() -> None:
    looking = Looking("ferie", "hr", "hr/letters", "2026-01-01", "", "mail", "de", "date", 20)
    assert looking.address == {
        "q": "ferie", "space": "hr", "source": "hr/letters", "from": "2026-01-01",
        "kind": "mail", "language": "de", "sort": "date", "n": "20",
    }  # fmt: skip
    assert Looking.of(looking.address) == looking
    assert Looking("ferie").address == {"q": "ferie"}


def test_what_an_address_cannot_mean_is_left_out() -> None:
    odd = {"q": " ferie ", "from": "in spring", "sort": "size", "n": "99999", "kind": "film"}
    assert Looking.of(odd).among(SHELVES) == Looking("ferie")
    assert [Looking.of({"q": "x", "n": n}).shown for n in ("0", "20", "999")] == [10, 20, 300]
    assert Looking.of({"q": "x", "space": "board"}).among(SHELVES) == Looking("x")


def test_the_address_narrows_the_search() -> None:
    looking = Looking("x", source="hr/letters", until="2026-01-31", kind="mail", language="de")
    narrowing = Narrowing(("hr/letters",), None, date(2026, 1, 31), ("mail",), ("de",))
    assert looking.narrowing == narrowing


def test_filters_count_what_may_be_read_and_offer_no_choice_of_one() -> None:
    selects = {one["key"]: one["options"] for one in shown(Looking("x"))["filters"]["selects"]}
    assert selects["space"] == [["hr", "Personal (1\u00a0412)"], ["it", "IT (3)"]]
    assert selects["kind"] == [
        ["pdf", "PDF (12)"],
        ["web", "Nettside (3)"],
        ["mail", "E-post (1\u00a0400)"],
    ]
    within = {one["key"]: one for one in shown(Looking("x", space="it"))["filters"]["selects"]}
    assert set(within) == {"space"}


def test_passages_stand_under_their_document_with_their_words_marked() -> None:
    data = shown(
        Looking("overføre"), hit(1, "ferie", 0.9), hit(2, "permisjon", 0.8), hit(3, "ferie", 0.7)
    )
    assert [(one["title"], len(one["hits"])) for one in data["groups"]] == [
        ("Ferie", 2),
        ("Permisjon", 1),
    ]
    assert data["summary"] == "2 dokumenter · 3 avsnitt"
    first = data["groups"][0]["hits"][0]
    assert first["text"] == [["Du kan ", 0], ["overføre", 1], [" ferie. Spør lederen.", 0]]
    assert first["where"] == [["Overføring", 1], [" · side 2", 0]]
    assert data["groups"][1]["hits"][0]["opened"]


def test_more_than_a_page_of_documents_waits() -> None:
    hits = [hit(n, f"d{n}", 0.9) for n in range(12)]
    data = shown(Looking("overføre"), *hits)
    assert (len(data["groups"]), data["more"]) == (10, "Vis flere dokumenter (2 igjen)")
    assert shown(Looking("overføre", shown=20), *hits)["more"] == ""


def test_the_newest_first_and_undated_ones_last() -> None:
    hits = (hit(1, "old", 0.9, "2024-01-01"), hit(2, "none", 0.8, None), hit(3, "new", 0.7))
    data = shown(Looking("overføre", order="date"), *hits)
    assert [one["title"] for one in data["groups"]] == ["New", "Old", "None"]


def test_by_filters_alone_documents_are_listed_the_newest_first() -> None:
    looking = Looking(kind="web")
    assert looking.listing and not Looking().listing and not Looking("x", kind="web").listing
    data = shown(looking, hit(1, "new", 0.0), hit(2, "old", 0.0, "2024-01-01"))
    assert data["summary"] == "2 dokumenter, de nyeste først"
    assert [(one["title"], one["count"]) for one in data["groups"]] == [("New", ""), ("Old", "")]


def test_a_replaced_document_says_so() -> None:
    data = shown(
        Looking("x"),
        hit(1, "ferie", 0.9),
        replaced={("hr", "ferie"): Newer("n.md", "Ferie 2027", None)},
    )
    assert data["groups"][0]["old"] == "Gjelder ikke lenger: erstattet av «Ferie 2027»."


def test_what_is_not_about_it_is_left_out() -> None:
    kept = about((hit(1, "a", 0.8), hit(2, "b", 0.5), hit(3, "c", 0.1)))
    assert [one.passage.id for one in kept] == [1, 2]
    assert about((hit(1, "a", 0.1),)) == about(()) == ()
