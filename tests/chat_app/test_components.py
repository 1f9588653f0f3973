"""The components' scripts as Streamlit calls them, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

import chat_app
from chat_app.show.entries import entry
from config import texts
from tests.chat_app.conftest import Opens
from tests.chat_app.test_entries import answer

pytestmark = pytest.mark.slow

FOLDER = Path(chat_app.__file__).parent / "components"
CALLS = """async ([script, states]) => {
    const place = document.createElement("div");
    place.innerHTML = '<div class="entry" data-component></div>';
    document.body.append(place);
    const address = URL.createObjectURL(new Blob([script], {type: "text/javascript"}));
    const component = (await import(address)).default;
    for (const data of states) component({data, parentElement: place, setTriggerValue: () => {}});
    return place.innerText;
}"""


def test_an_older_state_is_never_drawn_over_a_newer_one(opens: Opens) -> None:
    """Streamlit 1.67 calls in the wrong order in about one of 40 first answers."""
    parts = ("common.js", "forms.js", "talk.js", "link.js", "after.js", "entry.js")
    script = "\n".join((FOLDER / name).read_text("utf-8") for name in parts)
    pending = entry("Hvor mange?", None, None, newest=True, texts=texts("nb"))
    answered = entry("Hvor mange?", answer(), None, newest=True, texts=texts("nb"))
    drawn = opens().evaluate(CALLS, [script, [[answered, 2], [pending, 1]]])
    assert "Inntil 14 dager." in drawn
