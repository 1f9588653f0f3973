"""Secrets come from the environment, never from kilde.toml."""

from __future__ import annotations

import os

from config.settings import ConfigError


def secret(name: str, needed_for: str = "") -> str:
    """The value of the environment variable `name`, empty where it is not set.

    With `needed_for` an unset one raises ConfigError, naming the variable and its use.
    """
    value = os.environ.get(name, "")
    if not value and needed_for:
        raise ConfigError(f"{name} is not set in the environment; {needed_for} needs it")
    return value
