"""Who may read what, held against a small company.

A space's own partition holds its verified answers and uploads too; one with narrower readers
does not.
"""

from __future__ import annotations

import pytest

from config import ConfigError, Settings
from records import Partition
from vectorstore.access import readable

OWN = ("uploads", "verified")
SETTINGS = Settings.model_validate(
    {
        "space": (
            {"name": "all", "source": ({"folder": "a"},)},
            {
                "name": "hr",
                "readers": ("hr",),
                "source": ({"folder": "h"}, {"folder": "pay", "readers": ("payroll",)}),
            },
        )
    }
)


def partition(number: int, space: str, *readers: str) -> Partition:
    return Partition(number, space, readers, "e5", "f", f"c{number}")


PARTITIONS = (partition(1, "all"), partition(2, "hr"), partition(3, "hr", "payroll"))


@pytest.mark.parametrize(
    ("groups", "may_read"),
    [
        (None, {1: {"a", *OWN}, 2: {"h", *OWN}, 3: {"pay"}}),
        ((), {1: {"a", *OWN}}),
        (("hr",), {1: {"a", *OWN}, 2: {"h", *OWN}}),
        (("hr", "payroll"), {1: {"a", *OWN}, 2: {"h", *OWN}, 3: {"pay"}}),
        (("payroll",), {1: {"a", *OWN}}),
    ],
)
def test_groups_open_partitions(
    groups: tuple[str, ...] | None, may_read: dict[int, set[str]]
) -> None:
    scopes = readable(SETTINGS, PARTITIONS, groups)
    assert {scope.partition.id: set(scope.sources) for scope in scopes} == may_read


def test_asking_for_a_space_opens_nothing() -> None:
    assert readable(SETTINGS, PARTITIONS, (), ["hr"]) == ()


def test_a_space_that_does_not_exist_is_named() -> None:
    with pytest.raises(ConfigError, match="no space 'sales'; the spaces are: all, hr"):
        readable(SETTINGS, PARTITIONS, None, ["sales"])


def test_narrowing_a_source_hides_its_documents_before_the_next_ingest() -> None:
    """Its documents still lie in the space's own partition, where others may read."""
    narrowed = Settings.model_validate(
        {
            "space": (
                {
                    "name": "hr",
                    "readers": ("hr",),
                    "source": ({"folder": "h", "readers": ("board",)}, {"folder": "x"}),
                },
            )
        }
    )
    [scope] = readable(narrowed, (partition(2, "hr"),), ("hr", "board"))
    assert scope.sources == {"x", *OWN}
