"""Settings and texts: what an administrator decides, and what a person reads.

`load` gives the checked `Settings` of kilde.toml (ConfigError says what is wrong with it,
key by key); `secret` gives what belongs in the environment and never in the file; `texts`
gives the interface's texts in nb, de and en, and `writing` their dates,
numbers and plurals; `forms` how headings become
questions for people who are new. Nothing here imports another folder.
"""

# First: it must stand before any library is loaded.
from config import silence as silence  # isort: skip
from config import writing
from config.forms import DAYS, Day, Forms, forms
from config.secrets import secret
from config.settings import (
    EVERYONE,
    ROOT,
    UPLOADS,
    Auth,
    ConfigError,
    OAuth,
    RateLimits,
    Settings,
    Source,
    Space,
    Trust,
    Value,
    checked_space,
    load,
)
from config.texts import (
    LANGUAGES,
    Form,
    Texts,
    addressed,
    nearest_language,
    small_talk_texts,
    texts,
    urgency_phrases,
)

__all__ = [
    "DAYS",
    "EVERYONE",
    "LANGUAGES",
    "ROOT",
    "UPLOADS",
    "Auth",
    "ConfigError",
    "Day",
    "Form",
    "Forms",
    "OAuth",
    "RateLimits",
    "Settings",
    "Source",
    "Space",
    "Texts",
    "Trust",
    "Value",
    "addressed",
    "checked_space",
    "forms",
    "load",
    "nearest_language",
    "secret",
    "small_talk_texts",
    "texts",
    "urgency_phrases",
    "writing",
]
