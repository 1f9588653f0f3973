"""Which questions ask for what has been replaced, and which only sound like it."""

import pytest

from answering.editions import asks_for
from records import Newer, Passage

OLDER = Passage(
    id=1, version_id=1, ordinal=0, space="hr", source="docs", document="docs/gammel.md",
    title="Regler", date=None, language="nb", headings=(), text="",
)  # fmt: skip
NEWER = Newer("docs/ny.md", "Regler", None)


@pytest.mark.parametrize(
    "question",
    [
        "What did the old rules say?",
        "Hva sto i den forrige utgaven?",
        "Hva var de gamle satsene?",
        "Hva sa de tidligere reiseregler?",
        "Was stand in der alten Fassung?",
        "Was galt nach der bisherigen Regelung?",
        "What was in the previous travel policy?",
    ],
)
def test_asks_for_the_old_rules(question: str) -> None:
    assert asks_for(question, OLDER, NEWER)


@pytest.mark.parametrize(
    "question",
    [
        "How old must I be to drive the forklift?",
        "Kan jeg gå tidligere på fredag?",
        "Wo gebe ich das alte Handy ab?",
        "Får jeg feriepenger fra forrige arbeidsgiver?",
        "Kan jeg gå tidligere enn reglene sier?",
        "Can I leave earlier on Friday?",
    ],
)
def test_asks_for_the_rule_of_today(question: str) -> None:
    assert not asks_for(question, OLDER, NEWER)
