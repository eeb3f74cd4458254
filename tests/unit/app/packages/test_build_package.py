import base64
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from meshctl.app.packages.build_package import build_package
from meshctl.app.packages.read_function import read_function
from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import PackedFile, packed
from meshctl.packaging.locks.pinning_files import LockedProject
from meshctl.packaging.package import Package, package_of
from meshctl.packaging.requirements import Pin
from meshctl.packaging.sources import read_sources
from meshctl.packaging.targets import PackageTarget, lambda_target
from meshctl.ports import InstallWheels

MESHKIT = read_sources(Path(__file__).resolve().parents[4] / "lambdas" / "meshkit", under="meshkit/")
TARGET = lambda_target("python3.12", "arm64")
SETTLE = """
from meshkit import Event, consumer
import core, six

@consumer
def handle(event: Event) -> None:
    print(event.name, core.word, six.__version__)
"""


def wheels_of_six(pins: tuple[Pin, ...], target: PackageTarget) -> dict[str, PackedFile]:
    return {"six.py": packed(b"__version__ = '1.17.0'\nu = str")}


def nothing_exported(project: LockedProject) -> str:
    raise AssertionError(project)


def build(source: Path, install_wheels: InstallWheels = wheels_of_six) -> Package:
    return build_package(read_function(source, "handler.handle", TARGET), install_wheels, MESHKIT, nothing_exported)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    directory = tmp_path / "settle"
    directory.mkdir()
    (directory / "handler.py").write_text(SETTLE)
    (directory / "core.py").write_text("word = 'settled'")
    (directory / "requirements.txt").write_text("six==1.17.0")
    return directory


def test_a_package_runs_by_itself(source: Path, tmp_path: Path) -> None:
    package = tmp_path / "package.zip"
    package.write_bytes(build(source).content)
    meta = dict.fromkeys(["event_id", "correlation_id", "time", "producer"], "x") | {"schema_version": 1}
    event = {"source": "a.b", "detail-type": "OrderPlaced.v1", "detail": {"meta": meta, "data": {}}}
    code = f"import sys; sys.path.insert(0, {str(package)!r}); import handler; handler.handle({event!r}, None)"

    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "OrderPlaced settled 1.17.0\n"


def test_hash_and_digest_are_those_of_the_zip(source: Path) -> None:
    package = build(source)
    sha256 = hashlib.sha256(package.content)
    assert (package.hash, package.digest) == (base64.b64encode(sha256.digest()).decode(), sha256.hexdigest())
    assert package.files == 3 + len(MESHKIT)


def test_another_path_mode_time_and_umask_give_the_same_package(source: Path, tmp_path: Path) -> None:
    first = build(source)
    before = os.umask(0o077)
    try:
        elsewhere = tmp_path / "elsewhere" / "copy"
        elsewhere.mkdir(parents=True)
        for file in sorted(source.iterdir(), reverse=True):
            shutil.copyfile(file, elsewhere / file.name)
            (elsewhere / file.name).chmod(0o600)
    finally:
        os.umask(before)
    assert build(elsewhere) == first


def test_a_changed_source_gives_another_package(source: Path) -> None:
    first = build(source)
    (source / "core.py").write_text("word = 'changed'")
    assert build(source).digest != first.digest


@pytest.mark.parametrize("name", ["meshkit.py", "meshkit/extra.py", "meshkit.abi3.so"])
def test_own_sources_cannot_hide_meshkit(source: Path, name: str) -> None:
    (source / name).parent.mkdir(exist_ok=True)
    (source / name).write_text("")
    with pytest.raises(PackagingFailed, match="'meshkit' is in the function's own sources and in meshkit"):
        build(source)


def test_own_sources_and_wheels_cannot_hide_each_other(source: Path) -> None:
    (source / "six").mkdir()
    (source / "six" / "__init__.py").write_text("")
    with pytest.raises(PackagingFailed, match="'six' is in the wheels it requires and in the function's own sources"):
        build(source)


def test_without_requirements_nothing_is_installed(source: Path) -> None:
    def unasked(pins: tuple[Pin, ...], target: PackageTarget) -> dict[str, PackedFile]:
        raise AssertionError(pins)

    (source / "requirements.txt").write_text("# nothing yet\n")
    assert build(source, install_wheels=unasked).files == 2 + len(MESHKIT)


def test_wheels_count_towards_the_size_of_a_package(source: Path) -> None:
    def heavy(pins: tuple[Pin, ...], target: PackageTarget) -> dict[str, PackedFile]:
        return {f"model{part}.bin": packed(bytes(25 * 2**20)) for part in range(10)}

    with pytest.raises(
        PackagingFailed,
        match=r"unzipped is 250 MB, .*; the largest in it: model0\.bin 25 MB, model1",
    ):
        build(source, install_wheels=heavy)


@pytest.mark.bounds
def test_a_zip_over_the_limit_is_refused(source: Path) -> None:
    def incompressible(pins: tuple[Pin, ...], target: PackageTarget) -> dict[str, PackedFile]:
        return {"model.bin": packed(os.urandom(50 * 2**20))}

    with pytest.raises(PackagingFailed, match="zipped is 50 MB, and Lambda takes less than 50 MB"):
        build(source, install_wheels=incompressible)


def test_no_files_are_a_package_too() -> None:
    assert package_of({}).files == 0


def test_a_namespace_package_may_be_of_the_function_and_of_a_wheel(source: Path) -> None:
    def wheels(pins: tuple[Pin, ...], target: PackageTarget) -> dict[str, PackedFile]:
        return {name: packed(b"") for name in ("acme/prices.py", "acme/inner/a.py", "data/a.json", "LICENSE")}

    for name in ["acme/orders.py", "acme/inner/b.py", "data/a.txt"]:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text("")
    assert build(source, wheels).files == 2 + 3 + 4 + len(MESHKIT)


@pytest.mark.parametrize("name", ["acme/prices.py", "acme/prices/__init__.py", "acme/__init__.py", "acme.py"])
def test_within_a_namespace_package_no_module_hides_another(source: Path, name: str) -> None:
    (source / name).parent.mkdir(parents=True, exist_ok=True)
    (source / name).write_text("")
    with pytest.raises(PackagingFailed, match="is in the wheels it requires and in the function's own sources"):
        build(source, lambda pins, target: {"acme/prices.py": packed(b"")})


def test_code_is_parsed_to_build_and_before_wheels_are_asked_for(source: Path) -> None:
    (source / "handler.py").write_text("def")
    sources = read_function(source, "handler.handle", TARGET)
    with pytest.raises(PackagingFailed, match=r"handler\.py:1 is not valid Python"):
        build_package(sources, lambda pins, target: pytest.fail("asked for"), MESHKIT, nothing_exported)


def test_a_handler_may_come_with_a_wheel(source: Path) -> None:
    sources = read_function(source, "six.u", TARGET)
    assert build_package(sources, wheels_of_six, MESHKIT, nothing_exported)
    with pytest.raises(PackagingFailed, match=r"there is no seven\.py"):
        build_package(read_function(source, "seven.handle", TARGET), wheels_of_six, MESHKIT, nothing_exported)
