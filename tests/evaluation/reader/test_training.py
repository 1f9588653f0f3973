"""A tiny reader, from texts to what is served."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from answering.reader import TrainedReader, Unread
from evaluation.reader import features, recipe
from evaluation.reader.candidates import Candidates, Cut
from evaluation.reader.export import export, largest_difference
from evaluation.reader.features import Features
from evaluation.reader.groups import Group, groups
from evaluation.reader.network import Network
from evaluation.reader.training import begun, train
from tests.answering.finding import vectors
from vectorstore.sentences import spans

pytestmark = pytest.mark.slow

CUTS = [
    Cut(0, "nb", ("Ferie",), "Alle har fem uker ferie. Inntil ti dager kan overføres."),
    Cut(1, "nb", ("Kantine",), "Kantina er åpen fra kl. 8. Lunsjen koster 55 kroner."),
    Cut(2, "de", ("Lohn",), "Der Lohn kommer am 15. des Monats. Das Urlaubsgeld kommt im Juni."),
]
ASKED = (
    ("Hvor mange dager kan overføres?", 0, "ti dager"),
    ("Hvor lang ferie har alle?", 0, "fem uker"),
    ("Hva koster lunsjen?", 1, "55 kroner"),
    ("Wann kommt der Lohn?", 2, "am 15."),
)
FOUND = [
    Candidates(
        passage,
        0,
        question,
        CUTS[passage].language,
        ((passage, start, start + len(answer)),),
        (0, 1, 2),
    )
    for question, passage, answer in ASKED
    for start in [CUTS[passage].text.index(answer)]
]
RECIPE = recipe.Recipe(
    **{**recipe.read().__dict__, "steps": 30, "groups_a_batch": 4, "unanswered": 0.0}
)


@pytest.fixture(scope="module")
def learnt() -> list[Group]:
    return groups(CUTS, FOUND, wordings=1, seed=1)


@pytest.fixture(scope="module")
def made(learnt: list[Group]) -> Features:
    wordings = [wording for group in learnt for wording in group.wordings]
    languages = {one.question: one.language for one in FOUND}
    return features.features(vectors(), CUTS, wordings, languages)


@pytest.fixture(scope="module")
def network(learnt: list[Group], made: Features) -> Network:
    return train(begun(made, RECIPE), learnt, made, RECIPE, say=lambda _: None)


def test_it_learns_where_the_answers_stand_and_is_served_so(
    network: Network, tmp_path: Path
) -> None:
    export(network, vectors(), tmp_path)
    served = TrainedReader(vectors(), tmp_path)
    passages = [Unread(cut.headings, cut.text, tuple(spans(cut.text))) for cut in CUTS]

    for question, number, answer in ASKED:
        readings = served.read(question, passages)
        assert max(range(len(CUTS)), key=lambda n: readings[n].total) == number
        best = max(range(2), key=readings[number].sentences.__getitem__)
        assert answer in CUTS[number].text[slice(*passages[number].sentences[best])]

    pairs = [(question, passage) for question, _, _ in ASKED for passage in passages]
    assert largest_difference(network, served, vectors(), pairs) < 0.01
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 10_000_000


def test_stopped_and_gone_on_with_it_ends_the_same(
    network: Network, learnt: list[Group], made: Features, tmp_path: Path
) -> None:
    class Stopped(Exception):
        pass

    def stop(line: str) -> None:
        raise Stopped

    checkpoint = tmp_path / "checkpoint"
    with pytest.raises(Stopped):
        train(begun(made, RECIPE), learnt, made, RECIPE, checkpoint, stop, saved_each=0)
    again = train(begun(made, RECIPE), learnt, made, RECIPE, checkpoint, lambda _: None)

    for name, value in network.state_dict().items():
        torch.testing.assert_close(again.state_dict()[name], value, rtol=1e-3, atol=1e-4)
