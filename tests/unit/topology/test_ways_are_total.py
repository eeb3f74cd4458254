"""Ways of catalogues that no check would let pass: there is one or there is none, and nothing is raised."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.checks import CHECKS
from meshctl.model.events import EventReference
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.stages import Stage
from meshctl.topology.rule_patterns import pattern_text
from meshctl.topology.staged_ways import staged_ways
from meshctl.topology.ways import ways
from tests.support.broken_catalogues import BROKEN
from tests.support.catalogues import SOUND
from tests.support.whole_language import WHOLE

Files = Mapping[str, str | bytes | None]
EXAMPLES = [example for check in CHECKS for example in (check.wrong, check.right)]


def mesh_of(files: Files) -> Mesh | None:
    contents = {
        path: text if isinstance(text, bytes) else text.encode() for path, text in files.items() if text is not None
    }
    directories = {path.rsplit("/", depth)[0] for path in contents for depth in range(1, path.count("/") + 1)}
    return read_catalogue(CatalogueFiles(contents, frozenset({*contents, *directories}))).mesh


def assert_total(mesh: Mesh) -> None:
    """Each subscription of which it is clear what it means has one way, all others have none."""
    assert [one.subscription for one in ways(mesh)] == [one for one in mesh.subscriptions if is_clear(mesh, one)]
    for stage in mesh.stages:
        found = list(staged_ways(mesh, stage))
        clear = [one.key for one in mesh.at(stage.name).subscriptions if is_clear(mesh, one)]
        assert [one.subscription.key for one in found] == [key for key in clear if has_accounts(mesh, stage, key)]
        assert all(pattern_text(one.pattern) for one in found)


def is_clear(mesh: Mesh, one: Subscription) -> bool:
    return not isinstance(one.wants, EventReference) or len(mesh.meant_by(one.wants)) == 1


def has_accounts(mesh: Mesh, stage: Stage, key: str) -> bool:
    """Whether the stage has accounts for all whom the subscription concerns: publisher, receiver, and the hub between."""
    (one,) = (one for one in mesh.subscriptions if one.key == key)
    concerned = {one.system, one.wants.system or one.system}
    public = isinstance(one.wants, EventReference) and not mesh.meant_by(one.wants)[0].private
    return concerned | ({"hub"} if public else set()) <= {account.alias for account in stage.accounts}


@pytest.mark.parametrize("files", [files for _, files, _ in BROKEN], ids=[name for name, _, _ in BROKEN])
def test_a_broken_catalogue_has_ways_as_far_as_they_are_clear(files: Files) -> None:
    mesh = mesh_of({**SOUND, **files})
    if mesh:
        assert_total(mesh)


@pytest.mark.parametrize("files", EXAMPLES)
def test_the_examples_of_checks_have_ways_as_far_as_they_are_clear(files: Files) -> None:
    mesh = mesh_of({**SOUND, **files})
    assert mesh
    assert_total(mesh)


LINES = [(path, number) for path, text in WHOLE.items() for number in range(text.count("\n"))]
HOSTILE = ("", "a\0b", "../../etc", "${x}", "\x1b[31m", "a: b", "\u202e", "{}", "[]", "1", "null", "orders", "hub")


@settings(max_examples=60)
@given(
    at=st.lists(st.sampled_from(LINES), min_size=1, max_size=4), words=st.lists(st.sampled_from(HOSTILE), max_size=2)
)
def test_no_line_that_is_missing_or_hostile_keeps_ways_from_being_told(
    at: list[tuple[str, int]], words: list[str]
) -> None:
    files = {path: text.splitlines() for path, text in WHOLE.items()}
    for index, (path, number) in enumerate(at):
        key = files[path][number].partition(":")[0]
        files[path][number] = f"{key}: {words[index]}" if index < len(words) else ""
    mesh = mesh_of({path: "\n".join(lines) for path, lines in files.items()})
    if mesh:
        assert_total(mesh)
