"""What somebody thought of an answer: with a kind and a reason, replaced, and taken back."""

from datetime import UTC, datetime
from pathlib import Path

from records import TurnRecord, Turns, open_database


def test_an_opinion_is_replaced_and_taken_back(tmp_path: Path) -> None:
    turns = Turns(open_database(f"sqlite:///{tmp_path / 'kilde.db'}"))
    turns.add(
        TurnRecord(
            id="t", conversation="c", person="kari", asked=datetime.now(UTC), channel="page",
            question="Hvor?", full_question="Hvor?", language="nb", status="answered",
            confidence=0.9, answer="Der. [1]", citations="[]",
        )
    )  # fmt: skip
    turns.rate("t", "kari", helpful=True)
    turns.rate("t", "kari", helpful=False, reason="Vi har flyttet.", kind="outdated")
    [opinion] = turns.feedback("t")
    assert (opinion.helpful, opinion.kind, opinion.reason) == (False, "outdated", "Vi har flyttet.")
    turns.unrate("t", "kari")
    assert turns.feedback("t") == []
