"""The real uv, fed from a directory of wheels made by hand."""

import os
import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from meshctl.adapters.wheels.install_wheels import install_wheels
from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import PackedFile, reproducible_zip
from meshctl.packaging.requirements import read_pins
from meshctl.packaging.targets import lambda_target, this_interpreter

from .handmade_wheels import WheelDirectory

pytestmark = pytest.mark.pip
ARM = lambda_target("python3.12", "arm64")
Install = Callable[..., Mapping[str, PackedFile]]
NEWEST = "cp312-cp312-manylinux_2_34_aarch64"


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WheelDirectory:
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    (tmp_path / "wheels").mkdir()
    return WheelDirectory(tmp_path / "wheels")


@pytest.fixture
def install(tmp_path: Path) -> Install:
    for cache in ("cache", "one", "two"):
        (tmp_path / cache).mkdir(mode=0o700)
    return lambda text, target=ARM, cache="cache": install_wheels(read_pins(text), target, cache=tmp_path / cache)


def test_each_target_gets_the_best_wheel_made_for_it(wheels: WheelDirectory, install: Install) -> None:
    for tag in ["py3-none-any", NEWEST, "cp312-cp312-manylinux2014_x86_64", "cp313-cp313-manylinux2014_aarch64"]:
        wheels.add_wheel("swift", tag=tag)

    assert NEWEST in install("swift==1.0")["swift/__init__.py"].content.decode()
    assert (
        "x86_64" in install("swift==1.0", lambda_target("python3.12", "x86_64"))["swift/__init__.py"].content.decode()
    )
    assert "none-any" in install("swift==1.0", this_interpreter())["swift/__init__.py"].content.decode()


@pytest.mark.parametrize("tag", ["cp312-cp312-manylinux_2_35_aarch64", "cp311-cp311-manylinux2014_aarch64"])
def test_a_wheel_for_another_glibc_or_python_is_not_taken(wheels: WheelDirectory, install: Install, tag: str) -> None:
    wheels.add_wheel("swift", tag=tag)
    with pytest.raises(PackagingFailed, match=r"swift==1\.0 has no wheels") as refusal:
        install("swift==1.0")
    assert "Python 3.12 on aarch64" in refusal.value.hint


def test_a_wheel_of_the_stable_abi_serves_later_pythons(wheels: WheelDirectory, install: Install) -> None:
    wheels.add_wheel("swift", tag="cp39-abi3-manylinux_2_28_aarch64")
    assert "abi3" in install("swift==1.0")["swift/__init__.py"].content.decode()


def test_a_program_that_needs_no_interpreter_of_this_machine_is_in_and_stays_executable(
    wheels: WheelDirectory, install: Install
) -> None:
    wheels.add_wheel("swift", programs={"tool": "\x7fELF", "run": "#!/bin/sh\nexec tool\n", "old": "#!python\n"})
    programs = {path: file for path, file in install("swift==1.0").items() if path.startswith("bin/")}
    assert sorted(programs) == ["bin/run", "bin/tool"]
    assert all(file.executable for file in programs.values())


def test_notes_about_the_installation_and_programs_stay_out(wheels: WheelDirectory, install: Install) -> None:
    wheels.add_wheel("swift")
    assert sorted(install("swift==1.0")) == [
        "swift-1.0.dist-info/METADATA",
        "swift-1.0.dist-info/WHEEL",
        "swift/__init__.py",
    ]


def test_two_installations_are_the_same(wheels: WheelDirectory, install: Install) -> None:
    wheels.add_wheel("swift")
    wheels.add_wheel("light")
    assert install("swift==1.0\nlight==1.0", cache="one") == install("light==1.0\nswift==1.0", cache="two")


def test_a_file_that_several_wheels_bring_is_that_of_the_last_by_name(wheels: WheelDirectory, install: Install) -> None:
    names = ["mid", "zebra", "alpha", "same", "beta"]
    for name in names:
        wheels.add_wheel(name, beside={"tests/__init__.py": name, "LICENSE": "MIT", f"acme/{name}.py": ""})
    files = install("".join(f"{name}==1.0\n" for name in names))
    assert (files["tests/__init__.py"].content, files["LICENSE"].content) == (b"zebra", b"MIT")
    assert sorted(path for path in files if path.startswith("acme/")) == [f"acme/{name}.py" for name in sorted(names)]


def test_a_wheel_that_needs_something_unpinned_is_refused(wheels: WheelDirectory, install: Install) -> None:
    wheels.add_wheel("swift", needs=("light>=2",))
    wheels.add_wheel("light", "2.0")
    with pytest.raises(PackagingFailed, match=r"swift 1\.0 needs light>=2, which is not pinned"):
        install("swift==1.0")
    assert "light/__init__.py" in install("swift==1.0\nlight==2.0")


def test_a_pin_that_does_not_fit_another_wheel_is_refused(wheels: WheelDirectory, install: Install) -> None:
    wheels.add_wheel("swift", needs=("light>=2",))
    wheels.add_wheel("light", "1.0")
    with pytest.raises(PackagingFailed, match="needs light>=2"):
        install("swift==1.0\nlight==1.0")


def test_what_a_wheel_needs_is_asked_for_the_target_and_not_for_this_machine(
    wheels: WheelDirectory, install: Install
) -> None:
    wheels.add_wheel("swift", needs=('light; python_version < "3.12"', 'heavy; platform_machine == "x86_64"'))

    assert install("swift==1.0")
    with pytest.raises(PackagingFailed, match="needs light"):
        install("swift==1.0", lambda_target("python3.11", "arm64"))
    with pytest.raises(PackagingFailed, match="needs heavy"):
        install("swift==1.0", lambda_target("python3.12", "x86_64"))


def test_an_extra_needs_what_it_adds(wheels: WheelDirectory, install: Install) -> None:
    wheels.add_wheel("swift", needs=('light; extra == "fast"',))

    assert install("swift==1.0")
    with pytest.raises(PackagingFailed, match="needs light"):
        install("swift[fast]==1.0")


def test_a_wheel_with_another_hash_is_refused(wheels: WheelDirectory, install: Install) -> None:
    wheels.add_wheel("swift")
    with pytest.raises(PackagingFailed, match="Hash mismatch"):
        install(f"swift==1.0 --hash=sha256:{'0' * 64}")


def test_nothing_is_ever_built(wheels: WheelDirectory, install: Install, tmp_path: Path) -> None:
    wheels.add_sdist("swift", trap=tmp_path / "built")
    for target in [ARM, this_interpreter()]:
        with pytest.raises(PackagingFailed, match="has no usable wheels"):
            install("swift==1.0", target)
    assert not (tmp_path / "built").exists()


def test_a_uv_in_the_current_directory_is_not_run(
    wheels: WheelDirectory, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheels.add_wheel("swift")
    for name in ("uv", "uv.py"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o700)
    monkeypatch.chdir(tmp_path)
    assert install("swift==1.0")


@pytest.mark.parametrize("setting", ["UV_SYSTEM_CERTS", "UV_KEYRING_PROVIDER"])
def test_a_setting_that_uv_does_not_take_is_not_the_functions(
    wheels: WheelDirectory, install: Install, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv(setting, "maybe")
    with pytest.raises(PackagingFailed, match="maybe") as refusal:
        install("swift==1.0")
    assert "files of pip and uv" in refusal.value.hint


def test_a_registry_out_of_reach_is_said_to_be_so(
    wheels: WheelDirectory, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(PackagingFailed) as refusal:
        install("swift==1.0")
    assert "registry could not be reached" in refusal.value.hint


def test_what_was_installed_once_needs_no_registry(wheels: WheelDirectory, install: Install) -> None:
    wheels.add_wheel("swift")
    first = install("swift==1.0")
    next(wheels.directory.iterdir()).unlink()

    assert install("swift==1.0") == first
    with pytest.raises(PackagingFailed):
        install("swift==1.0", lambda_target("python3.12", "x86_64"))


def test_another_registry_may_have_another_wheel_for_a_pin_without_a_hash(
    wheels: WheelDirectory, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheels.add_wheel("swift")
    first = install("swift==1.0")
    (tmp_path / "more").mkdir()
    WheelDirectory(tmp_path / "more").add_wheel("swift", tag="py2.py3-none-any")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "more"))
    assert "py2" in install("swift==1.0")["swift/__init__.py"].content.decode()
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels.directory))
    assert install("swift==1.0") == first


@pytest.mark.parametrize("demand", ["PIP_REQUIRE_HASHES", "UV_REQUIRE_HASHES"])
def test_who_demands_hashes_gets_no_pin_without_one(
    wheels: WheelDirectory, install: Install, monkeypatch: pytest.MonkeyPatch, demand: str
) -> None:
    wheels.add_wheel("swift")
    install("swift==1.0")
    monkeypatch.setenv(demand, "1")
    with pytest.raises(PackagingFailed, match="must have a hash") as refusal:
        install("swift==1.0")
    assert "--generate-hashes" in refusal.value.hint
    hashed = sha256(next(wheels.directory.iterdir()).read_bytes()).hexdigest()
    assert install(f"swift==1.0 --hash=sha256:{hashed}")


@pytest.mark.parametrize("platform", ["linux_aarch64", "linux_aarch64.linux_x86_64"])
def test_a_wheel_for_the_machine_that_builds_is_not_taken_for_lambda(
    wheels: WheelDirectory, install: Install, platform: str
) -> None:
    wheels.add_wheel("swift", tag=f"cp312-cp312-{platform}")
    with pytest.raises(PackagingFailed, match=r"swift-1\.0\.dist-info is of a wheel for linux_aarch64"):
        install("swift==1.0")


@pytest.mark.parametrize("damage", [b"", b"PK", None])
def test_a_damaged_entry_of_the_cache_is_installed_anew(
    wheels: WheelDirectory, install: Install, tmp_path: Path, damage: bytes | None
) -> None:
    wheels.add_wheel("swift")
    first = install("swift==1.0")
    (entry,) = (tmp_path / "cache").glob("*.zip")
    whole = entry.read_bytes()
    entry.write_bytes(whole[:60] + b"\xff" * 30 + whole[90:] if damage is None else damage)

    assert install("swift==1.0") == first
    assert entry.read_bytes() == whole


def test_an_entry_of_the_cache_that_came_from_elsewhere_is_installed_anew(
    wheels: WheelDirectory, install: Install, tmp_path: Path
) -> None:
    wheels.add_wheel("swift")
    first = install("swift==1.0")
    (entry,) = (tmp_path / "cache").glob("*.zip")
    entry.write_bytes(reproducible_zip({"swift.py": b"planted"}))
    shutil.copytree(tmp_path / "cache", tmp_path / "one", dirs_exist_ok=True)
    assert install("swift==1.0") == install("swift==1.0", cache="one") == first


def test_a_cache_that_cannot_be_written_is_named(wheels: WheelDirectory, install: Install, tmp_path: Path) -> None:
    wheels.add_wheel("swift")
    (tmp_path / "file").write_text("")
    with pytest.raises(PackagingFailed, match="wheels cannot be kept in"):
        install("swift==1.0", cache="file")
