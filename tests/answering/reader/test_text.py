"""A passage as tokens that know where they stand."""

from __future__ import annotations

from answering.reader.text import LONGEST_PASSAGE, encode, own_tokens, question_numbers
from tests.answering.finding import vectors
from vectorstore.sentences import spans

TEXT = "Fem uker ferie.\n- Ti dager kan overføres."


def test_each_token_of_the_text_knows_its_word_and_its_sentence() -> None:
    tokens = vectors().tokens()
    encoded = encode(tokens, "passage: ", ("Ferie",), TEXT, spans(TEXT))

    words = list(dict.fromkeys(word for word in encoded.words if word))
    assert [TEXT[slice(*word)] for word in words] == TEXT.split()
    assert list(dict.fromkeys(encoded.sentences)) == [None, 0, 1]
    assert len(encoded.numbers) == len(encoded.words) == len(encoded.sentences)


def test_it_is_the_text_as_the_embedding_model_takes_it() -> None:
    tokens = vectors().tokens()
    encoded = encode(tokens, "passage: ", ("Ferie",), TEXT, spans(TEXT))

    assert encoded.numbers == tokens.encode(f"passage: Ferie {TEXT}", 512)


def test_headings_and_frame_are_no_part_of_a_sentence() -> None:
    encoded = encode(vectors().tokens(), "passage: ", ("Ferie", "Overføring"), "Ja.", [(0, 3)])

    first = encoded.sentences.index(0)
    assert set(encoded.sentences[:first]) == {None}
    assert (encoded.words[-1], encoded.sentences[-1]) == (None, None)
    told = vectors().tokens().pieces("Ferie > Overføring")
    assert encoded.numbers[slice(*encoded.headings)] == told
    assert encoded.headings[1] == first


def test_a_questions_own_tokens_are_without_prefix_and_frame() -> None:
    tokens = vectors().tokens()
    numbers = question_numbers(tokens, "query: ", "Hvor mange dager?")

    assert numbers[own_tokens(tokens, "query: ")] == tokens.pieces("Hvor mange dager?")


def test_what_does_not_fit_is_left_out() -> None:
    text = "Ferie er bra. " * 300
    encoded = encode(vectors().tokens(), "passage: ", (), text, spans(text))

    assert LONGEST_PASSAGE - 5 <= len(encoded.numbers) <= LONGEST_PASSAGE
    assert encoded.words[-1] is None
