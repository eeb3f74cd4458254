"""What tells of a catalogue that was checked before says the very same without reading it anew, and never what is no longer so."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.broken_catalogues import BROKEN
from tests.support.catalogues import SOUND, write_catalogue
from tests.support.drawn_catalogues import catalogues
from tests.support.rights import without_the_rights_of_root
from tests.support.running import COMMAND, QUIET, Done, check, meshctl, meshctl_process
from tests.support.whole_language import WHOLE

from .test_answer_cache import CHANGES, DAMAGES, no_file_above_100_bytes

MESH, BASE, RESULTS = ".meshctl/mesh", ".meshctl/earlier", ".meshctl/results"
LISTED = ("systems", "services", "events", "schemas", "subscriptions", "channels", "sources", "externals")
EVENT = {"source": "orders.checkout", "detail-type": "OrderPlaced.v1", "detail": {"total": 12}}
DRAWN_EVENT = {"source": "orders.checkout", "detail-type": "Placed.v1", "detail": {}}
TELLING = (
    *(("list", kind, "--format", "json") for kind in LISTED),
    ("list", "services"),
    ("list", "routes", "--stage", "dev"),
    ("list", "routes", "--stage", "dev", "--format", "json"),
    ("list", "routes", "--stage", "nowhere"),
    ("show", "orders"),
    ("show", "orders/checkout"),
    ("show", "payments/capture", "--format", "json"),
    ("trace", "../event.json", "--stage", "dev", "--format", "json"),
    ("trace", "../event.json"),
    ("trace", "../event.json", "--stage", ""),
    ("diff", "--base", "../base", "--format", "json"),
    ("diff", "--base", "../base", "--compatibility", "full", "--format", "json"),
    ("diff", "--base", ".", "--format", "json"),
    ("diff", "--base", "../base"),
)
SHARES = tuple(TELLING[first::3] for first in range(3))
"""Each lists, shows, tells routes and compares; many cases take turns with them, a few run all there is."""
IN_JSON = tuple(command for command in TELLING if "json" in command and command[0] != "show")


def _told(
    catalogue: Path,
    base: Mapping[str, str],
    event: Mapping[str, object],
    commands: Sequence[tuple[str, ...]] = TELLING,
) -> list[Done]:
    write_catalogue(catalogue.parent / "base", base)
    (catalogue.parent / "event.json").write_text(json.dumps(event))
    return [meshctl(catalogue, *command) for command in commands]


def _forbid_reading(patch: pytest.MonkeyPatch) -> None:
    """From here on, whoever reads a catalogue or runs a check fails."""
    patch.setattr("meshctl.app.check.check_catalogue.check_reading", None)
    patch.setattr("meshctl.catalogue.read_catalogue.read_catalogue", None)
    patch.setattr("meshctl.app.tell.list_routes.routes", None)
    patch.setattr("meshctl.app.events.receivers.gather_ways.gather_ways", None)
    patch.setattr("meshctl.app.tell.list_things.LISTS", None)
    patch.setattr("meshctl.contracts.developments.compare_catalogues.compare_catalogues", None)


def _says_the_same_warm(
    home: Path,
    files: Mapping[str, str | bytes | None],
    base: Mapping[str, str],
    event: Mapping[str, object],
    commands: Sequence[tuple[str, ...]] = TELLING,
) -> bool:
    catalogue = write_catalogue(home / "catalogue", files)
    cold = _told(catalogue, base, event, commands)
    assert not (catalogue / ".meshctl").exists()
    check(catalogue)
    assert _told(catalogue, base, event, commands) == cold
    with pytest.MonkeyPatch.context() as patch:
        _forbid_reading(patch)
        return _told(catalogue, base, event, commands) == cold


@pytest.mark.parametrize("files", [SOUND, WHOLE], ids=["sound", "the whole language"])
def test_it_says_the_very_same(tmp_path: Path, files: Mapping[str, str]) -> None:
    assert _says_the_same_warm(tmp_path, files, SOUND, EVENT)


@given(catalogues(), catalogues(), st.sampled_from(SHARES))
@settings(max_examples=8)
def test_it_says_the_very_same_of_whatever_catalogue(
    texts: dict[str, str], base: dict[str, str], commands: Sequence[tuple[str, ...]]
) -> None:
    with TemporaryDirectory() as home:
        assert _says_the_same_warm(Path(home), texts, base, DRAWN_EVENT, commands)


def _edited(files: Mapping[str, str], path: str, line: str) -> dict[str, str]:
    return {**files, path: files[path] + line}


@given(st.lists(st.tuples(catalogues(), catalogues()), min_size=2, max_size=2), st.data())
@settings(max_examples=4)
def test_through_random_edits_it_says_what_it_would_say_without_a_cache(
    edits: list[tuple[dict[str, str], dict[str, str]]], data: st.DataObject
) -> None:
    """Every state comes again: what was told of another one lies in the cache by then."""
    with TemporaryDirectory() as home:
        catalogue = Path(home) / "catalogue"
        for texts, base in [*edits, *edits]:
            path = data.draw(st.sampled_from(sorted(texts)))
            edited = _edited(texts, path, data.draw(st.sampled_from(["", "# of the day\n", "colour: red\n"])))
            shutil.rmtree(Path(home) / "base", ignore_errors=True)
            warm = _told(write_catalogue(catalogue, edited), base, DRAWN_EVENT, IN_JSON)
            unchecked = write_catalogue(Path(home) / "unchecked" / "catalogue", edited)
            assert _told(unchecked, base, DRAWN_EVENT, IN_JSON) == warm
            check(catalogue)


def _broken() -> list[Any]:
    """Some of them, and that of which nothing can be compared, as its mesh.yaml cannot be read."""
    without_secret = enumerate(one for one in BROKEN if one[0] != "secret-in-plain-text")
    some = [one for number, one in without_secret if number % 4 == 0 or one[0] == "wrong-value"]
    return [pytest.param(one[1], commands, id=one[0]) for one, commands in zip(some, cycle(SHARES), strict=False)]


@pytest.mark.parametrize(("files", "commands"), _broken())
def test_it_says_the_very_same_of_a_broken_catalogue(
    tmp_path: Path, files: dict[str, str | bytes | None], commands: Sequence[tuple[str, ...]]
) -> None:
    assert _says_the_same_warm(tmp_path, files, SOUND, EVENT, commands)


@pytest.mark.parametrize(("change", "commands"), list(zip(CHANGES, cycle(SHARES), strict=False)))
def test_every_change_is_noticed(tmp_path: Path, change: str, commands: Sequence[tuple[str, ...]]) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    check(catalogue)
    CHANGES[change](catalogue)
    warm = _told(catalogue, SOUND, EVENT, commands)
    shutil.rmtree(catalogue / ".meshctl")
    assert _told(catalogue, SOUND, EVENT, commands) == warm


def test_a_base_that_changes_is_noticed(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    check(catalogue)
    command = ("diff", "--base", "../base")
    write_catalogue(tmp_path / "base")
    same = meshctl(catalogue, *command)
    (tmp_path / "base/payments/capture.yaml").unlink()
    assert "payments/capture" in meshctl(catalogue, *command).out
    write_catalogue(tmp_path / "base")
    assert meshctl(catalogue, *command) == same


@pytest.mark.parametrize("kept", [MESH, BASE, RESULTS])
@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_noticed_and_does_no_harm(tmp_path: Path, damage: str, kept: str) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    commands = (("list", "services"), ("diff", "--base", "../base"))
    cold = _told(catalogue, SOUND, EVENT, commands)
    check(catalogue)
    _told(catalogue, SOUND, EVENT, commands)
    DAMAGES[damage](catalogue / kept)
    assert [meshctl(catalogue, *command) for command in commands] == cold


@pytest.mark.parametrize("kept", [MESH, RESULTS])
def test_what_another_catalogue_has_left_is_none(tmp_path: Path, kept: str) -> None:
    for name, files in {"one": {}, "other": {"orders/more.yaml": "service: more\n"}}.items():
        check(write_catalogue(tmp_path / name, files))
        meshctl(tmp_path / name, "list", "services")
    shutil.copy(tmp_path / "other" / kept, tmp_path / "one" / kept)
    assert "orders/more" not in meshctl(tmp_path / "one", "list", "services").out


def test_where_nobody_has_checked_nothing_is_left(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    _told(catalogue, SOUND, EVENT)
    assert not (catalogue / ".meshctl").exists()
    assert not (tmp_path / "base" / ".meshctl").exists()


def test_a_catalogue_with_a_secret_is_not_written_down(tmp_path: Path) -> None:
    catalogue = write_catalogue(
        tmp_path / "catalogue", {"orders/ordering.yaml": "service: ordering\n# ASIAIOSFODNN7EXAMPLE\n"}
    )
    check(catalogue)
    _told(catalogue, SOUND, EVENT)
    assert not [kept for kept in (MESH, RESULTS) if (catalogue / kept).exists()]


def test_a_comparison_with_what_holds_a_secret_is_not_written_down(tmp_path: Path) -> None:
    check(write_catalogue(tmp_path / "catalogue"))
    write_catalogue(tmp_path / "base", {"orders/ordering.yaml": "service: ordering\n# ASIAIOSFODNN7EXAMPLE\n"})
    assert "ordering is gone" in meshctl(tmp_path / "catalogue", "diff", "--base", "../base").out
    assert not [kept for kept in (BASE, RESULTS) if (tmp_path / "catalogue" / kept).exists()]


def test_another_base_is_another_question(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    check(catalogue)
    for name in ("gone", "gone-too"):
        write_catalogue(tmp_path / name, {f"orders/{name}.yaml": f"service: {name}\n"})
        assert f"orders/{name} is gone" in meshctl(catalogue, "diff", "--base", f"../{name}").out


@pytest.mark.skipif(sys.platform != "linux", reason="rights are taken away as Linux does it")
def test_a_catalogue_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    check(catalogue)
    warm = meshctl(catalogue, "list", "services")
    (catalogue / MESH).write_bytes(b"")
    catalogue.chmod(0o500)
    (catalogue / ".meshctl").chmod(0o500)
    done = meshctl_process(catalogue, "list", "services", before=without_the_rights_of_root)
    catalogue.chmod(0o700)
    assert done == warm


def test_a_full_disk_does_not_disturb_and_holds_no_half_mesh(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    check(catalogue)
    warm = meshctl(catalogue, "list", "services")
    (catalogue / MESH).unlink()
    (catalogue / RESULTS).unlink()
    assert meshctl_process(catalogue, "list", "services", before=no_file_above_100_bytes) == warm
    assert sorted(path.name for path in (catalogue / ".meshctl").iterdir()) == [".gitignore", "answer", "code", "names"]


def test_four_at_once_say_the_same(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    check(catalogue)
    (catalogue / MESH).unlink()
    command = [*COMMAND, "list", "services", "--catalogue", str(catalogue)]
    running = [subprocess.Popen(command, stdout=-1, stderr=-1, env=QUIET, cwd=tmp_path) for _ in range(4)]
    said = {one.communicate(timeout=60) for one in running}
    warm = meshctl(catalogue, "list", "services")
    assert said == {(warm.out.encode(), warm.err.encode())}


def _imported(done: Done) -> set[str]:
    return {line.rpartition("|")[2].strip() for line in done.err.splitlines() if line.startswith("import time:")}


FROM_RESULTS = {"meshctl.model.mesh", "meshctl.topology.ways", "meshctl.retirement", "meshctl.patterns"}
WITHOUT: Mapping[tuple[str, ...], set[str]] = {
    ("list", "services"): FROM_RESULTS,
    ("list", "routes", "--stage", "dev"): FROM_RESULTS,
    ("diff", "--base", "."): FROM_RESULTS,
    ("trace", "../event.json", "--stage", "dev"): FROM_RESULTS - {"meshctl.patterns"},
    ("show", "orders/checkout"): FROM_RESULTS - {"meshctl.model.mesh"},
}


@pytest.mark.parametrize("command", WITHOUT, ids=" ".join)
def test_nothing_that_reads_or_checks_is_even_imported(tmp_path: Path, command: tuple[str, ...]) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    (tmp_path / "event.json").write_text(json.dumps(EVENT))
    check(catalogue)
    heavy = {"yaml", "jsonschema_rs", "meshctl.app.check.check_catalogue", "meshctl.checks"} | WITHOUT[command]
    meshctl(catalogue, *command)
    imported = _imported(meshctl_process(catalogue, *command, PYTHONPROFILEIMPORTTIME="1"))
    assert imported & {"meshctl.app.check.reading_record", "meshctl.app.check.result_record"}
    assert not heavy & imported
