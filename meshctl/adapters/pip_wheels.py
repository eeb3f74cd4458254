"""The door to pip and to `packaging`: installs a function's pinned wheels into a directory of their own and reads them.

pip runs as a program, with the operator's own configuration of registries. It never sees the function's directory nor
its requirements.txt, builds nothing, and takes wheels only, so no code of a package runs here.
"""

import hashlib
import sys
import zlib
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from packaging.requirements import Requirement

from meshctl.adapters.private.files import read_private, write_private
from meshctl.adapters.private.seals import SEAL_BYTES, seal
from meshctl.adapters.programs.endings import MAKE_ROOM, is_about_a_full_disk
from meshctl.adapters.programs.run_program import run_program
from meshctl.adapters.programs.variables import Purpose
from meshctl.errors import MeshctlError, PackagingFailed
from meshctl.packaging.archive import reproducible_zip
from meshctl.packaging.requirements import Pin, canonical
from meshctl.packaging.targets import PackageTarget

PIP_SECONDS = 600
_NEITHER_FOR_THE_USER_NOR_IN_A_VENV_ONLY = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
"""What a person's pip.conf may demand, and what no `--target` goes with."""
# pip's own notes about the installation, some with paths of this machine.
NOTES = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}


def install_wheels(pins: tuple[Pin, ...], target: PackageTarget, *, cache: Path) -> Mapping[str, bytes]:
    """The files of the pinned wheels for the target, from `cache`, a private directory, when they were installed before.

    Raises PackagingFailed when a wheel is not to be had, or when a wheel needs something that is not pinned.
    """
    entry = cache / f"{_digest(pins, target)}.zip"
    known = _read_entry(entry)
    if known is not None:
        return known
    files = _installed(pins, target)
    _write_entry(entry, reproducible_zip(files))
    return files


def _installed(pins: tuple[Pin, ...], target: PackageTarget) -> dict[str, bytes]:
    with TemporaryDirectory(prefix="meshctl-wheels-") as scratch:
        site = Path(scratch, "site")
        _run_pip(pins, target, Path(scratch), site)
        _refuse_unpinned(pins, target, site)
        return _files(site)


def _run_pip(pins: tuple[Pin, ...], target: PackageTarget, scratch: Path, site: Path) -> None:
    requirements = scratch / "requirements.txt"  # pip takes hashes from a file only
    write_private(requirements, "".join(f"{pin}\n" for pin in pins).encode())
    command = [*_pip(), "--target", str(site), "--requirement", str(requirements), *_platform_options(target)]
    done = run_pip(command, PIP_SECONDS)
    if done.returncode != 0:
        raise _failure(done.stderr.decode("utf-8", "replace"), target, scratch)


def run_pip(command: list[str], seconds: float) -> CompletedProcess[bytes]:
    """Runs pip, or what makes an environment for it, with a person's registries and nothing else of their settings.

    Raises `ProgramFailed` where it cannot be started, gives no answer in time, or is killed.
    """
    return run_program(
        command,
        Purpose.PIP,
        seconds=seconds,
        more=_NEITHER_FOR_THE_USER_NOR_IN_A_VENV_ONLY,
        missing=f"is this Python still there? {sys.executable}",
        slow="is the package registry slow? run the command again: pip keeps what it has",
    )


def _pip() -> list[str]:
    # -P: a `pip` directory in the current directory is not the pip that is meant.
    options = ["--no-deps", "--only-binary=:all:", "--no-compile", "--no-input", "--retries=1", "--quiet"]
    return [sys.executable, "-P", "-m", "pip", "install", "--disable-pip-version-check", *options]


def _platform_options(target: PackageTarget) -> list[str]:
    """Nothing for this interpreter, whose own wheels pip takes by itself."""
    if not target.platforms:
        return []
    abi = f"cp{target.python.replace('.', '')}"
    wanted = ["--implementation=cp", f"--python-version={target.python}", f"--abi={abi}"]
    return wanted + [f"--platform={each}" for each in target.platforms]


def _failure(stderr: str, target: PackageTarget, scratch: Path) -> PackagingFailed:
    if is_about_a_full_disk(stderr):
        return PackagingFailed(
            f'pip could not install the wheels: the disk is full; it writes into "{scratch}"', MAKE_ROOM
        )
    errors = [line.removeprefix("ERROR: ") for line in stderr.splitlines() if line.startswith("ERROR: ")]
    essential = errors[-1] if errors else (stderr.strip().splitlines() or ["it said nothing"])[-1]
    return PackagingFailed(f"pip could not install the wheels: {essential}", _hint(stderr, target))


def _hint(stderr: str, target: PackageTarget) -> str:
    if "No module named pip" in stderr:
        return f"run {sys.executable} -m ensurepip"
    if "after connection broken" in stderr:
        return "the package registry could not be reached: look at the network and at pip's configuration"
    if "No matching distribution" in stderr:
        return f"pin a version that exists and has a wheel for Python {target.python} on {target.machine}"
    return "correct the function's requirements.txt"


def _refuse_unpinned(pins: tuple[Pin, ...], target: PackageTarget, site: Path) -> None:
    """A wheel's own requirements must be pinned too, or the package would change by itself, or break when it starts."""
    found = {canonical(each.name): each for each in distributions(path=[str(site)])}
    for pin in pins:
        for needed in _needs(found[pin.name], pin, target):
            have = found.get(canonical(needed.name))
            if have is None or not needed.specifier.contains(have.version, prereleases=True):
                raise PackagingFailed(
                    f"{pin.name} {pin.version} needs {needed.name}{needed.specifier}, which is not pinned",
                    f"pin a fitting {needed.name} in requirements.txt: it names every wheel of the package",
                )


def _needs(distribution: Distribution, pin: Pin, target: PackageTarget) -> Iterator[Requirement]:
    for requirement in map(Requirement, distribution.requires or []):
        marker = requirement.marker
        if marker is None or any(marker.evaluate(_environment(target, extra)) for extra in ("", *pin.extras)):
            yield requirement


def _environment(target: PackageTarget, extra: str) -> dict[str, str]:
    """What a marker asks about; pip itself would answer for the machine that builds, whatever the target."""
    if not target.platforms:
        return {"extra": extra}
    return {
        "extra": extra,
        "implementation_name": "cpython",
        "implementation_version": f"{target.python}.0",
        "os_name": "posix",
        "platform_machine": target.machine,
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{target.python}.0",
        "python_version": target.python,
        "sys_platform": "linux",
    }


def _files(site: Path) -> dict[str, bytes]:
    paths = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths if _belongs(path.relative_to(site))}


def _belongs(path: Path) -> bool:
    is_note = path.parent.suffix == ".dist-info" and path.name in NOTES
    is_program = path.parts[0] == "bin"  # starts with the path of this interpreter, and no function calls it
    return not is_note and not is_program and path.suffix != ".pyc"


def _digest(pins: tuple[Pin, ...], target: PackageTarget) -> str:
    return hashlib.sha256(repr((pins, target)).encode()).hexdigest()


def _read_entry(entry: Path) -> dict[str, bytes] | None:
    """What is in the cache; None for what is absent, damaged or not from here, which is installed anew."""
    if not _is_kept_here(entry):
        return None
    try:
        with ZipFile(entry) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (OSError, BadZipFile, zlib.error):
        return None


def _is_kept_here(entry: Path) -> bool:
    """A function's code may come with a clone; its wheels may not, since nobody reviews what lies in a cache."""
    try:
        return read_private(entry.with_suffix(".seal"), SEAL_BYTES) == seal(entry).encode()
    except (OSError, MeshctlError):
        return False


def _write_entry(entry: Path, content: bytes) -> None:
    """Whole or not at all, so that nobody ever reads half of it."""
    try:
        write_private(entry, content)
        write_private(entry.with_suffix(".seal"), seal(entry).encode())
    except OSError as error:
        raise PackagingFailed(
            f"wheels cannot be kept in {entry.parent}: {error.strerror}", "make it writable"
        ) from error
