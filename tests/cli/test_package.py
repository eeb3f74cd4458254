"""`meshctl package` builds what does not lie there, and says what is in a package and why."""

import json
from pathlib import Path

import pytest

from meshctl.cli.packages.known_functions import known_functions
from meshctl.cli.packages.of_stage import packages_of
from tests.support.catalogues import CAPTURE, write_catalogue
from tests.support.running import meshctl
from tests.unit.packaging.handmade_wheels import WheelDirectory

CHARGE = "payments/capture/charge"
SOURCE = "payments/lambdas/charge"


def test_what_lies_there_is_not_built_again_and_what_has_changed_is(tmp_path: Path) -> None:
    two = CAPTURE.replace("functions:\n", "functions:\n  refund: {source: lambdas/charge, handler: handler.handle}\n")
    catalogue = write_catalogue(tmp_path, {"payments/capture.yaml": two})
    first = meshctl(catalogue, "package", "--stage", "dev")
    zips = {path: path.stat() for path in (catalogue / ".meshctl/packages/dev").glob("*.zip")}
    assert meshctl(catalogue, "package", "--stage", "dev") == first
    assert {path: path.stat() for path in zips} == zips

    damaged, untouched = sorted(zips)
    content = damaged.read_bytes()
    damaged.write_bytes(bytes(len(content)))
    assert meshctl(catalogue, "package", "--stage", "dev") == first
    assert (damaged.read_bytes(), untouched.stat()) == (content, zips[untouched])

    (catalogue / SOURCE / "more.py").write_text("")
    assert meshctl(catalogue, "package", "--stage", "dev").out != first.out


def test_a_record_from_elsewhere_is_none(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "one")
    meshctl(catalogue, "package", "--stage", "dev")
    directory = catalogue / ".meshctl/packages/dev"
    (zip_,) = directory.glob("*.zip")
    content = zip_.read_bytes()
    zip_.unlink()
    zip_.write_bytes(b"planted")
    zip_.chmod(0o600)
    assert meshctl(catalogue, "package", "--stage", "dev").code == 0
    assert zip_.read_bytes() == content


@pytest.mark.pip
def test_a_package_is_explained_part_by_part(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    wheels = WheelDirectory(tmp_path / "wheels")
    wheels.add_wheel("swift", needs=("light>=1", "absent; python_version < '3'"))
    wheels.add_wheel("light")
    catalogue = write_catalogue(tmp_path / "c", {f"{SOURCE}/requirements.txt": "swift==1.0\nlight==1.0\n"})
    settings = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "wheels"), "PIP_CONFIG_FILE": "/dev/null"}
    command = ["package", "--stage", "dev", "--explain", CHARGE]

    text = meshctl(catalogue, *command, **settings)  # type: ignore[arg-type]
    assert text.out.startswith(f"{CHARGE}: ")
    assert "zipped (of 50 MB)" in text.out
    assert "needed by swift" in text.out
    told = json.loads(meshctl(catalogue, *command, "--format", "json", **settings).out)  # type: ignore[arg-type]
    parts = {one["name"]: one for one in told["parts"]}
    assert parts.keys() == {"meshkit", "swift", "light", "the function's own files"}
    assert (parts["light"]["needed_by"], parts["swift"]["needed_by"]) == (["swift"], [])
    assert sum(one["bytes"] for one in parts.values()) == told["unzipped"]
    assert parts["swift"]["files"] == 3


def test_a_function_that_there_is_not_is_told(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path), "package", "--stage", "dev", "--explain", "payments/capture/chrage")
    assert done.code == 1
    assert 'there is no function "payments/capture/chrage"' in done.err


PACKAGE = ("package", "--stage", "dev")


def test_of_a_catalogue_that_told_its_functions_before_no_mesh_is_read(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path)
    cold = meshctl(catalogue, *PACKAGE)
    meshctl(catalogue, "check")
    assert meshctl(catalogue, *PACKAGE) == cold  # this one keeps them
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("meshctl.cli.packages.known_functions.sound_mesh_of", None)
        assert meshctl(catalogue, *PACKAGE) == cold
        (catalogue / SOURCE / "handler.py").write_text("def handle(event, context):\n    return 1\n")
        assert meshctl(catalogue, *PACKAGE).out != cold.out


PYLOCK = """\
[[packages]]
name = "six"
version = "1.17.0"
marker = "python_version < '3'"
wheels = [{}]
"""
UV_LOCK = 'requires-python = ">=3.11"\nversion = 1\n[[package]]\nname = "f"\nversion = "0"\nsource = {virtual = "."}\n'
PROJECT = '[project]\nname = "f"\nversion = "0"\nrequires-python = ">=3.11"\n'
PINNING = [
    {"requirements.txt": "six==1.17.0; python_version < '3'\n"},
    {"pylock.toml": PYLOCK},
    {"uv.lock": UV_LOCK, "pyproject.toml": PROJECT},
]


@pytest.mark.parametrize("texts", PINNING, ids=lambda texts: next(iter(texts)))
def test_pins_of_an_unchanged_function_are_not_read(tmp_path: Path, texts: dict[str, str]) -> None:
    catalogue = write_catalogue(tmp_path, {f"{SOURCE}/{name}": text for name, text in texts.items()})
    first = meshctl(catalogue, *PACKAGE)
    assert first.code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("meshctl.packaging.locks.pinned.pinned", None)
        assert meshctl(catalogue, *PACKAGE) == first
        changed = catalogue / SOURCE / next(iter(texts))
        changed.write_text(f"# another\n{changed.read_text()}")
        with pytest.raises(TypeError):
            meshctl(catalogue, *PACKAGE)


def test_what_was_found_of_pins_is_kept_where_another_function_is_refused(tmp_path: Path) -> None:
    two = CAPTURE.replace("functions:\n", "functions:\n  refund: {source: lambdas/refund, handler: handler.handle}\n")
    texts = {"payments/capture.yaml": two, "payments/lambdas/refund/handler.py": "handle = print\n"}
    catalogue = write_catalogue(tmp_path, {**texts, **{f"{SOURCE}/{name}": text for name, text in PINNING[0].items()}})
    (catalogue / "payments/lambdas/refund/requirements.txt").write_text("six>=1\n")
    assert "no exact pins" in meshctl(catalogue, *PACKAGE).err
    (catalogue / "payments/lambdas/refund/requirements.txt").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("meshctl.app.packages.judged_pins.are_fixed", None)
        assert meshctl(catalogue, *PACKAGE).code == 0


def test_functions_of_one_stage_are_not_those_of_another(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path)
    meshctl(catalogue, "check")
    for _ in range(2):
        assert meshctl(catalogue, *PACKAGE).code == 0
        refused = meshctl(catalogue, "package", "--stage", "devv")
        assert (refused.code, 'there is no stage "devv"' in refused.err) == (1, True)


def test_another_schema_is_another_package_of_a_function_that_validates(tmp_path: Path) -> None:
    validating = CAPTURE.replace("handler: handler.handle", "handler: handler.handle, validate: true")
    published = (
        "publishes:\n  Captured: {version: 1, description: The money is there., schema: events/Captured.v1.json}\n"
    )
    schema = "payments/events/Captured.v1.json"
    texts = {"payments/capture.yaml": validating + published, schema: '{"type": "object"}'}
    catalogue = write_catalogue(tmp_path, texts)
    meshctl(catalogue, "check")
    digests = [packages_of(catalogue, *known_functions(catalogue, "dev")).digests() for _ in range(2)]
    (catalogue / schema).write_text('{"type": "object", "title": "Captured"}')
    changed = packages_of(catalogue, *known_functions(catalogue, "dev")).digests()
    assert digests[0] == digests[1] != changed
