"""A transitive mode is about all earlier versions of a schema: at tags, and of versions of an event beside each other."""

from collections.abc import Mapping
from datetime import date
from json import dumps
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meshctl.contracts.developments.compare_catalogues import compare_catalogues
from meshctl.contracts.developments.developments import Developments
from meshctl.contracts.developments.sides import EarlierMesh
from meshctl.contracts.versions.compatibility import compatible
from meshctl.contracts.versions.modes import Mode
from meshctl.model.mesh import Mesh
from tests.support.catalogues import CAPTURE, CHECKOUT

from .evolving import later_version, schema_of_an_event
from .test_compare_catalogues import PLACED, SCHEMA, mesh

TODAY = date(2026, 11, 27)
TRANSITIVE = [mode for mode in Mode if mode.is_transitive]
UNFILTERED = {"payments/capture.yaml": CAPTURE.replace('    where: {total: [{numeric: [">", 0]}]}\n', "")}
EVENT = "orders/OrderPlaced.v1"
NUMBER, TEXT = ({"type": "object", "properties": {"total": {"type": one}}} for one in ("number", "string"))
OTHER = {"type": "object", "properties": {"note": {"type": "string"}}}


def with_schema(schema: Any, files: Mapping[str, str] = UNFILTERED) -> Mesh:
    return mesh({**files, SCHEMA: dumps(schema) + "\n"})


def compared(mode: Mode, history: list[Any], new: Any, files: Mapping[str, str] = UNFILTERED) -> Developments:
    """With the last one as the base, and a tag for each, the oldest is v0."""
    *_, base = history
    tags = (EarlierMesh(f"v{number}", with_schema(one)) for number, one in reversed([*enumerate(history)]))
    return compare_catalogues(with_schema(base), with_schema(new, files), TODAY, mode, tags)


def broken(found: Developments) -> list[str]:
    return [one.sentence.removeprefix(f"{EVENT}: ") for one in found.breaks]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 2**40), st.sampled_from(TRANSITIVE), st.integers(1, 4))
def test_what_a_transitive_mode_forbids_is_what_any_pair_breaks(seed: int, mode: Mode, count: int) -> None:
    random = Random(seed)  # noqa: S311
    history = [{**schema_of_an_event(random), "type": "object"}]
    for _ in range(count):
        history.append({**later_version(random, history[-1]), "type": "object"})
    assume(not any(with_schema(one).schemas[SCHEMA].faults for one in history))
    *earlier, new = history
    told = {one.partition(" (compared with ")[0] for one in broken(compared(mode, earlier, new))}
    assert told == {one.sentence for one in compatible(mode, earlier, new)}


def test_a_break_with_a_tag_names_the_tag() -> None:
    (told,) = compared(Mode.FORWARD_TRANSITIVE, [TEXT, OTHER], NUMBER).breaks
    assert told.sentence == f'{EVENT}: "total" was string and is number (compared with v0)'
    assert told.witness == ('{"total": 0}', "old")
    assert "as another event" in told.help


def test_a_break_is_told_once_with_the_latest_tag() -> None:
    found = compared(Mode.FULL_TRANSITIVE, [TEXT, {**TEXT, "minProperties": 1}, OTHER, OTHER], NUMBER)
    assert [one for one in broken(found) if '"total"' in one] == ['"total" was string and is number (compared with v1)']


def test_what_the_base_has_told_is_not_told_again_with_a_tag() -> None:
    assert broken(compared(Mode.FULL_TRANSITIVE, [TEXT, TEXT], NUMBER)) == ['"total" was string and is number']


def test_a_tag_whose_schema_has_faults_is_told_as_not_compared() -> None:
    found = compared(Mode.FULL_TRANSITIVE, [{"type": "sting"}, NUMBER], NUMBER)
    assert [one.sentence for one in found.events] == [f"{EVENT} is not compared with v0, because a schema has faults"]


@pytest.mark.parametrize("mode", [mode for mode in Mode if not mode.is_transitive])
def test_other_modes_look_at_the_base_alone(mode: Mode) -> None:
    assert broken(compared(mode, [TEXT, OTHER], NUMBER)) == []


def test_a_private_event_is_its_systems_own_business() -> None:
    private = UNFILTERED | {PLACED: CHECKOUT.replace("version: 1", "version: 1, visibility: private")}
    assert not any(
        "compared with" in one for one in broken(compared(Mode.FULL_TRANSITIVE, [TEXT, OTHER], NUMBER, private))
    )


def test_what_nobody_receives_breaks_nobody() -> None:
    alone = {"payments/capture.yaml": "service: capture\n"}
    base, new = (with_schema(one, alone) for one in (OTHER, NUMBER))
    tag = EarlierMesh("v0", with_schema(TEXT, alone))
    assert not any(compare_catalogues(base, new, TODAY, Mode.FULL_TRANSITIVE, [tag]).breaks)


VERSIONS = ("OrderPlaced.v2", "OrderPlaced.v3")
READ = {"payments/capture.yaml": UNFILTERED["payments/capture.yaml"].replace("orders/OrderPlaced", EVENT)}


def versions(*schemas: Any) -> Mesh:
    """A catalogue with versions of one event beside each other, whose first one is received."""
    entries = (f"  {name}: {{schema: events/{name}.json}}\n" for name in VERSIONS[: len(schemas) - 1])
    files = {f"orders/events/{name}.json": dumps(one) + "\n" for name, one in zip(VERSIONS, schemas[1:], strict=False)}
    return with_schema(schemas[0], {**READ, PLACED: CHECKOUT + "".join(entries), **files})


@pytest.mark.parametrize("mode", list(Mode))
def test_a_new_version_follows_all_versions_beside_it_where_the_mode_is_transitive(mode: Mode) -> None:
    found = compare_catalogues(versions(TEXT, OTHER), versions(TEXT, OTHER, NUMBER), TODAY, mode)
    told = ['orders/OrderPlaced.v3: "total" was string and is number (compared with orders/OrderPlaced.v1)']
    assert [one.sentence for one in found.breaks] == told * mode.is_transitive


def test_so_do_those_beyond_an_old_version_that_changes() -> None:
    before, after = versions(OTHER, NUMBER), versions(TEXT, NUMBER)
    found = compare_catalogues(before, after, TODAY, Mode.FULL_TRANSITIVE)
    assert [one.sentence for one in found.breaks] == [
        f'orders/OrderPlaced.v2: "total" was string and is number (compared with {EVENT})'
    ]


def test_versions_that_the_base_has_as_well_are_no_change() -> None:
    same = versions(TEXT, NUMBER)
    assert compare_catalogues(same, same, TODAY, Mode.FULL_TRANSITIVE) == Developments((), (), (), ())
