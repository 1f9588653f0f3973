from chat_app.show.earlier import renamed
from config import texts


def test_a_conversation_named_with_nothing_has_its_first_questions_words_again() -> None:
    english = texts("en")
    assert renamed("Holidays", english) == "The conversation has a new name."
    assert renamed("  ", english) == "The conversation has its first question as its name again."
