from chat_app.show.blocks import blocks


def test_a_line_is_a_paragraph_an_item_or_a_table_row() -> None:
    text = "Husk dette:\n- logg inn\n  - med kode\n2. send inn\nAlder | Sats\n60 | 14,3 %"
    assert blocks(text) == [
        {"kind": "p", "runs": [["Husk dette:", 0]]},
        {"kind": "item", "marker": "", "depth": 0, "runs": [["logg inn", 0]]},
        {"kind": "item", "marker": "", "depth": 1, "runs": [["med kode", 0]]},
        {"kind": "item", "marker": "2.", "depth": 0, "runs": [["send inn", 0]]},
        {
            "kind": "table",
            "rows": [[[["Alder", 0]], [["Sats", 0]]], [[["60", 0]], [["14,3 %", 0]]]],
        },
    ]


def test_marks_cut_a_line_into_runs() -> None:
    assert blocks("ett to tre", [(4, 6, 2)]) == [
        {"kind": "p", "runs": [["ett ", 0], ["to", 2], [" tre", 0]]}
    ]


def test_a_mark_runs_over_lines_and_cells() -> None:
    made = blocks("en\na | b", [(1, 4, 1)])
    assert made[0]["runs"] == [["e", 0], ["n", 1]]
    assert made[1]["rows"] == [[[["a", 1]], [["b", 0]]]]


def test_of_two_marks_the_stronger_shows() -> None:
    assert blocks("abc", [(0, 3, 1), (1, 2, 2)])[0]["runs"] == [["a", 1], ["b", 2], ["c", 1]]


def test_a_line_that_looks_like_html_stays_text() -> None:
    assert blocks("<script>alert(1)</script>") == [
        {"kind": "p", "runs": [["<script>alert(1)</script>", 0]]}
    ]


def test_a_row_whose_last_or_first_cell_is_empty_keeps_its_cells() -> None:
    # The rows' ends are stripped where a document is read.
    assert blocks("Navn | Merknad\nKari |\n| ring før ni") == [
        {
            "kind": "table",
            "rows": [
                [[["Navn", 0]], [["Merknad", 0]]],
                [[["Kari", 0]], []],
                [[], [["ring før ni", 0]]],
            ],
        }
    ]
