"""`python -m evaluation.fit`: fit the confidence on the question sets beside the project.

Each set is asked whole, and cut down to small knowledge bases of 20 and of 60 documents, so
that the confidence means the same in a company's first weeks; and a company's short documents
are asked what they answer and what they nearly answer. Takes about half an hour; what came of
the questions is kept, and fitted to again in seconds with `--kept`. With `--reader` for
answers that the trained reader finds: each question is read by one that was not trained on
its context, which `python -m evaluation.reader --without` and
`python -m evaluation.reader.close --without` have trained.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from answering.calibration.metrics import (
    Flags,
    Floats,
    answered_within,
    auroc,
    calibration_error,
    reciprocal_rank,
)
from answering.confidence import FILE, WITH_READER
from answering.signals import OF_READER, Signals
from config import ROOT, Settings
from evaluation.outcomes import Outcome, ReaderFor, outcomes
from evaluation.question_sets import COMPANY, Question, QuestionSet, all_sets, coldstore
from evaluation.reader.crossfit import DATA, WORK, Untrained, cross_fitted
from evaluation.regression import Regression, fit

SHARED = ROOT.parent / "shared"
CUTS = {20: 6, 60: 3}
# Reading takes several times as long.
CUTS_WITH_READER = {20: 2, 60: 1}
FOLDS = 5
# The company's documents weigh as much as so many of the other sets and sizes.
WEIGHT_OF_COMPANY = 2.0
# At which false answers are counted: a space's threshold where none is set.
THRESHOLD = 0.6
NAMES_WITH_READER = tuple(field.name for field in fields(Signals))
NAMES = tuple(name for name in NAMES_WITH_READER if name not in OF_READER)


@dataclass(frozen=True)
class Table:
    """The outcomes of all sets, a row a question, a column for each of the signals `names`."""

    names: Sequence[str]
    signals: Floats
    answerable: Flags
    right: Flags
    weights: Floats
    folds: Floats
    sets: Sequence[QuestionSet]
    of_set: Floats

    def rows(self, wanted: Sequence[QuestionSet]) -> Flags:
        numbers = [number for number, one in enumerate(self.sets) if one in wanted]
        return np.isin(self.of_set, numbers)

    def fitted(self, rows: Flags) -> Regression:
        return fit(self.signals[rows], self.answerable[rows], self.right[rows], self.weights[rows])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.fit")
    parser.add_argument("--reader", action="store_true", help="for answers the reader finds")
    parser.add_argument("--work", type=Path, default=WORK, help="where the readers are")
    parser.add_argument("--kept", action="store_true", help="on what came of the last run")
    given = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print("fit: the question sets are expected in ../shared, which is not there")
        return 1
    cuts = CUTS_WITH_READER if given.reader else CUTS
    kept = given.work / ("outcomes-with-reader.pickle" if given.reader else "outcomes.pickle")
    results: list[tuple[QuestionSet, list[Outcome]]]
    if given.kept:
        results = pickle.loads(kept.read_bytes())
    else:
        try:
            reader_for = _cross_fitted(given.work) if given.reader else _no_reader
        except Untrained as error:
            print(f"fit: {error}")
            return 1
        results = list(_told(outcomes(list(_sets(SHARED, cuts)), reader_for)))
        given.work.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(results, protocol=5))
    sets = [asked for asked, _ in results]
    measured = {asked.name: _of_both(answered) for asked, answered in results}
    table = _table(results, NAMES_WITH_READER if given.reader else NAMES)
    by_context = _cross_validated(table)
    figures = {
        one.name: measured[one.name] | _figures(table, table.rows([one]), by_context)
        for one in _whole(sets)
    }
    for name, known in figures.items():
        _print({"confidence": name, "cross-validated": "over contexts", **known})
    for size in cuts:
        small = [one for one in sets if one.name.startswith(f"{one.whole}-{size}-")]
        _print(
            {"confidence": f"{size} documents", **_figures(table, table.rows(small), by_context)}
        )
    for name, known in _other_languages(table):
        _print({"confidence": name, "cross-validated": "other languages", **known})
    _write(WITH_READER if given.reader else FILE, table, figures, cuts)
    return 0


def _cross_fitted(work: Path) -> ReaderFor:
    settings = Settings()
    return cross_fitted(DATA, work, settings.embedding.model, settings.models_folder)


def _told(
    results: Iterable[tuple[QuestionSet, list[Outcome]]],
) -> Iterator[tuple[QuestionSet, list[Outcome]]]:
    for asked, answered in results:
        _print({"set": asked.name, **_of_both(answered)})
        yield asked, answered


def _of_both(answered: Sequence[Outcome]) -> dict[str, float]:
    return {**_of_search(answered), **_of_answers(answered)}


def _no_reader(_: Question) -> None:
    return None


def _sets(shared: Path, cuts: Mapping[int, int]) -> Iterator[QuestionSet]:
    for whole in all_sets(shared):
        yield whole
        for size, times in cuts.items():
            for seed in range(times):
                yield whole.cut(size, seed)
    yield coldstore()


def _whole(sets: Sequence[QuestionSet]) -> list[QuestionSet]:
    return [one for one in sets if one.name == one.whole]


def _table(results: Sequence[tuple[QuestionSet, list[Outcome]]], names: Sequence[str]) -> Table:
    rows = [(number, o) for number, (_, answered) in enumerate(results) for o in answered]
    sets = [asked for asked, _ in results]
    of_set = np.array([number for number, _ in rows])
    # A set and each size of its cuts weigh the same, however many questions they have; but
    # the company's documents are of another kind.
    kinds = [(one.whole, 0 if one.name == one.whole else len(one.documents)) for one in sets]
    of_kind = [kinds[number] for number, _ in rows]
    count = {kind: of_kind.count(kind) for kind in set(of_kind)}
    return Table(
        names,
        np.array([[getattr(o.signals, name) for name in names] for _, o in rows], dtype=float),
        np.array([o.question.answerable for _, o in rows]),
        np.array([o.right for _, o in rows]),
        np.array(
            [(WEIGHT_OF_COMPANY if kind[0] == COMPANY else 1.0) / count[kind] for kind in of_kind]
        ),
        np.array([zlib.crc32(o.question.context.encode()) % FOLDS for _, o in rows]),
        sets,
        of_set,
    )


def _cross_validated(table: Table) -> Floats:
    """Each question's confidence by a fit to the contexts of the other folds."""
    found = np.zeros(len(table.right))
    for fold in range(FOLDS):
        held = table.folds == fold
        found[held] = table.fitted(~held).predict(table.signals[held])
    return found


def _other_languages(table: Table) -> Iterator[tuple[str, dict[str, float]]]:
    """Each language's own set, by a fit to the sets without that language."""
    for one in _whole(table.sets):
        if len(one.languages) == 1:
            others = [other for other in table.sets if not one.languages & other.languages]
            rows = table.rows([one])
            found = np.zeros(len(rows))
            found[rows] = table.fitted(table.rows(others)).predict(table.signals[rows])
            yield one.name, _figures(table, rows, found)


def _of_search(answered: Sequence[Outcome]) -> dict[str, float]:
    ranks = [o.rank for o in answered if o.question.answerable]
    reranked = [o.reranked for o in answered if o.question.answerable]
    return {
        "questions": len(answered),
        "recall@1": round(sum(rank == 1 for rank in ranks) / len(ranks), 4),
        "mrr@10": round(reciprocal_rank(ranks), 4),
        "recall@1 reranked": round(sum(rank == 1 for rank in reranked) / len(ranks), 4),
    }


def _of_answers(answered: Sequence[Outcome]) -> dict[str, float]:
    right = [o.right for o in answered if o.question.answerable]
    return {
        "in_text_shown": round(sum(right) / len(right), 4),
        "chars_shown": sorted(len(o.shown) for o in answered)[len(answered) // 2],
    }


def _figures(table: Table, rows: Flags, confidence: Floats) -> dict[str, float]:
    answerable, right, found = table.answerable[rows], table.right[rows], confidence[rows]
    return {
        "auroc": round(auroc(found, answerable), 4),
        "auroc_right": round(auroc(found, right), 4),
        "answered_at_5": round(answered_within(found, answerable), 4),
        "ece": round(calibration_error(found, right), 4),
        "false_answers": round(float((found[~answerable] >= THRESHOLD).mean()), 4),
        "right_answers": round(float((right & (found >= THRESHOLD)).sum() / answerable.sum()), 4),
    }


def _write(
    file: Path, table: Table, figures: dict[str, dict[str, float]], cuts: Mapping[int, int]
) -> None:
    fitted = table.fitted(np.ones(len(table.right), dtype=bool))
    whole = _whole(table.sets)
    content = {
        "names": table.names,
        "means": _short(fitted.means),
        "scales": _short(fitted.scales),
        "coefficients": _short(fitted.coefficients),
        "intercept": round(fitted.intercept, 5),
        "ceiling": round(fitted.ceiling, 5),
        "fitted_on": {
            "data": {
                "norquad": "NorQuAD, Language Technology Group, University of Oslo (CC0 1.0)",
                "xquad": "XQuAD, Google DeepMind (CC BY-SA 4.0)",
                "coldstore": "a company's documents and questions, made up for Kilde",
            },
            "embedding": Settings().embedding.model,
            "sets": [one.name for one in whole],
            "cut_to": {f"{size} documents": f"{times} times" for size, times in cuts.items()},
            "questions": len(table.right),
            "different_questions": sum(len(one.questions) for one in whole),
            "date": date.today().isoformat(),
            "cross_validated_over_contexts": figures,
        },
    }
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _short(values: Floats) -> list[float]:
    return [round(float(value), 5) for value in values]


def _print(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    sys.exit(main())
