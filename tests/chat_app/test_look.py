import pytest

from chat_app.look import DARK, LIGHT


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


TEXT_ON = [
    ("textColor", "backgroundColor"),
    ("textColor", "secondaryBackgroundColor"),
    ("textColor", "grayBackgroundColor"),
    ("textColor", "yellowBackgroundColor"),
    ("textColor", "orangeBackgroundColor"),
    ("textColor", "redBackgroundColor"),
    ("textColor", "greenBackgroundColor"),
    ("grayTextColor", "backgroundColor"),
    ("grayTextColor", "secondaryBackgroundColor"),
    ("grayTextColor", "greenBackgroundColor"),
    ("linkColor", "backgroundColor"),
    ("linkColor", "secondaryBackgroundColor"),
    ("linkColor", "greenBackgroundColor"),
    ("primaryColor", "backgroundColor"),
    ("backgroundColor", "primaryColor"),
    ("greenTextColor", "greenBackgroundColor"),
    ("orangeTextColor", "orangeBackgroundColor"),
    ("redTextColor", "redBackgroundColor"),
]
SHAPES_ON = [
    ("greenColor", "backgroundColor"),
    ("orangeColor", "backgroundColor"),
    ("redColor", "redBackgroundColor"),
    ("yellowColor", "secondaryBackgroundColor"),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(theme: dict[str, str]) -> None:
    poor = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in TEXT_ON}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_that_mean_something_can_be_seen(theme: dict[str, str]) -> None:
    poor = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in SHAPES_ON}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 3} == {}


def test_both_themes_set_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
