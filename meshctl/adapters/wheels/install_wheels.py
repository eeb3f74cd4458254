"""Installs a function's pinned wheels into a directory of their own and reads them.

uv never sees the function's directory nor what it pins them with, builds nothing, and takes wheels only, so no code of a
package runs here.
"""

import hashlib
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions, version
from pathlib import Path
from tempfile import TemporaryDirectory

from meshctl.adapters.private.files import write_private
from meshctl.adapters.programs.endings import is_about_a_full_disk
from meshctl.adapters.wheels.contested_files import contested_files
from meshctl.adapters.wheels.failed_installation import essence, way_out
from meshctl.adapters.wheels.index_settings import registries
from meshctl.adapters.wheels.run_uv import run_uv, settings_of_uv
from meshctl.adapters.wheels.wheel_cache import keep_wheels, kept_wheels
from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import ExecutableContent, PackedFile, packed
from meshctl.packaging.foreign_code import refuse_foreign_wheels
from meshctl.packaging.needs import InstalledWheel, refuse_unpinned
from meshctl.packaging.requirements import Pin, are_hashed, canonical
from meshctl.packaging.targets import PackageTarget

INSTALL_SECONDS = 600
# uv's own notes about the installation, some with paths of this machine.
NOTES = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"}
_OF_PYTHON = re.compile(rb"#![^\n]*python|#!/bin/sh\n'''exec' ")
"""How a program begins that uv has written for this interpreter, by its path: it runs nowhere else. Other programs of a wheel stay in."""
_OF_UV = {".lock", ".gitignore", "CACHEDIR.TAG"}
_KNOWN_GLIBC = {17, 28, *range(31, 41)}
"""Minor versions of glibc that uv takes for a platform; Amazon Linux 2 (26) gets wheels for the next older one."""


def install_wheels(pins: tuple[Pin, ...], target: PackageTarget, *, cache: Path) -> Mapping[str, PackedFile]:
    """The files of the pinned wheels for the target, from `cache`, a private directory, when they were installed before.

    Raises PackagingFailed when a wheel is not to be had, or when a wheel needs something that is not pinned.
    """
    entry = cache / f"{_digest(pins, target)}.zip"
    known = kept_wheels(entry)
    if known is None:
        known = _installed(pins, target)
        keep_wheels(entry, known)
    return known


def describe_wheels(pins: tuple[Pin, ...], target: PackageTarget) -> tuple[InstalledWheel, ...]:
    """The pinned wheels, each with what it needs and which files it brings. Raises `PackagingFailed`."""
    with TemporaryDirectory(prefix="meshctl-wheels-") as scratch:
        site = Path(scratch, "site")
        _run_uv(pins, target, Path(scratch), site)
        return tuple(_wheels_in(site))


def _installed(pins: tuple[Pin, ...], target: PackageTarget) -> dict[str, PackedFile]:
    with TemporaryDirectory(prefix="meshctl-wheels-") as scratch:
        site = Path(scratch, "site")
        _run_uv(pins, target, Path(scratch), site)
        notes = {f"{path.parent.name}/WHEEL": path.read_bytes() for path in site.glob("*.dist-info/WHEEL")}
        refuse_foreign_wheels(notes, target)
        refuse_unpinned(pins, _wheels_in(site), target)
        return {**dict(_files(site)), **_contested(pins, target, Path(scratch), site)}


def _contested(pins: tuple[Pin, ...], target: PackageTarget, scratch: Path, site: Path) -> dict[str, PackedFile]:
    """Of files that several wheels bring the one that counts, from where its wheel is installed alone."""
    owners = contested_files(distributions(path=[str(site)]))
    found: dict[str, PackedFile] = {}
    for pin in pins:
        if pin.name in owners.values():
            alone = scratch / "alone" / pin.name
            _run_uv((pin,), target, scratch, alone)
            found |= {path: file for path, file in _files(alone) if owners.get(path) == pin.name}
    return found


def _run_uv(pins: tuple[Pin, ...], target: PackageTarget, scratch: Path, site: Path) -> None:
    requirements = scratch / "requirements.txt"  # hashes are taken from a file only
    write_private(requirements, "".join(f"{pin}\n" for pin in pins).encode())
    wanted = ["--target", str(site), "--requirements", str(requirements), *_platform_options(target)]
    hashes = ["--require-hashes"] if any(pin.hashes for pin in pins) else []
    done = run_uv(["pip", "install", "--no-deps", "--no-build", *wanted, *hashes], INSTALL_SECONDS, scratch)
    if done.returncode != 0:
        raise _failure(done.stderr.decode("utf-8", "replace"), target, scratch)


def _platform_options(target: PackageTarget) -> list[str]:
    """Nothing but the interpreter for this one, whose own wheels uv takes by itself."""
    own = ["--python", sys.executable]
    if not target.platforms:
        return own
    minors = (int(found[1]) for one in target.platforms if (found := re.match(r"manylinux_2_(\d+)_", one)))
    glibc = next(minor for minor in minors if minor in _KNOWN_GLIBC)
    return [*own, f"--python-version={target.python}", f"--python-platform={target.machine}-manylinux_2_{glibc}"]


def _failure(complaints: str, target: PackageTarget, scratch: Path) -> PackagingFailed:
    said = essence(complaints)
    if is_about_a_full_disk(complaints):
        said = f'the disk is full; it writes into "{scratch}"'
    absent = f"pin a version that exists and has a wheel for Python {target.python} on {target.machine}"
    return PackagingFailed(
        f"the wheels could not be installed: {said}", way_out(complaints, absent, "correct the function's requirements")
    )


def _wheels_in(site: Path) -> Iterator[InstalledWheel]:
    for one in sorted(distributions(path=[str(site)]), key=lambda wheel: canonical(wheel.name)):
        yield InstalledWheel(one.name, one.version, tuple(one.requires or ()), tuple(map(str, one.files or ())))


def _files(site: Path) -> Iterator[tuple[str, PackedFile]]:
    for path in site.rglob("*"):
        if path.is_file() and _belongs(path.relative_to(site)):
            content = path.read_bytes()
            executable = path.stat().st_mode & 0o100
            if not (path.parent == site / "bin" and _OF_PYTHON.match(content)):
                yield path.relative_to(site).as_posix(), packed(ExecutableContent(content) if executable else content)


def _belongs(path: Path) -> bool:
    is_note = path.parent.suffix == ".dist-info" and path.name in NOTES
    return not is_note and path.suffix != ".pyc" and path.as_posix() not in _OF_UV


def _digest(pins: tuple[Pin, ...], target: PackageTarget) -> str:
    """Of all that decides about the installed files: also of the registries, where no hashes say which wheels are meant."""
    where = "" if are_hashed(pins) else registries(settings_of_uv())
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    said = repr((pins, target, where, version("uv"))).encode()
    return hashlib.sha256(b"\0".join([said, *code])).hexdigest()
