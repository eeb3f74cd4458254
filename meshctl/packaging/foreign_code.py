"""Compiled code in a function's own directory that its processor or its Python cannot run. Pure: reads headers and names.

People put wheels into a directory by hand (`pip install --target`), for the machine that they sit at.
Source: the ELF specification (e_machine), PEP 3149 and PEP 425 (names of extension modules, tags of wheels).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from meshctl.errors import PackagingFailed
from meshctl.packaging.targets import PackageTarget

_ELF = b"\x7fELF"
_MACHINES = {62: "x86_64", 183: "aarch64", 3: "i386", 40: "arm", 243: "riscv", 21: "ppc64", 22: "s390"}
_OTHER_SYSTEMS = (
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"MZ",
)  # Mach-O, for one processor or several, and Windows's
_EXTENSION = re.compile(r"\.cpython-3(?P<minor>\d+)(?P<build>[a-z]*)-(?P<platform>[\w-]+)\.so$")
_WHEEL_NOTE = re.compile(r"[^/]+\.dist-info/WHEEL$")
_TAG = re.compile(r"^Tag: *(?P<python>[\w.]+)-(?P<abi>[\w.]+)-(?P<platform>[\w.]+) *$", re.MULTILINE)
_FEW = 3


def refuse_foreign_code(files: Mapping[str, bytes], target: PackageTarget) -> None:
    """Raises PackagingFailed for code of another processor, system or Python than the target's.

    Of this interpreter nothing is asked: what it cannot load, the embedded AWS says when the function runs.
    """
    why = {path: reason for path in files for reason in _why(path, files[path], target)} if target.platforms else {}
    loadable = {_module(path) for path in files.keys() - why.keys() if path.endswith(".so")} if why else set()
    if found := [reason for path, reason in sorted(why.items()) if _module(path) not in loadable]:
        raise PackagingFailed(
            f"{_told(found)}; the function runs on Linux on {target.machine} with Python {target.python}",
            "pin the package in the requirements instead, which brings the wheel for it, or name it in .meshctlignore",
        )


def refuse_foreign_wheels(files: Mapping[str, bytes], target: PackageTarget) -> None:
    """Raises PackagingFailed for installed wheels, by their own notes in `files`, that are not for the target."""
    notes = {path: content for path, content in sorted(files.items()) if _WHEEL_NOTE.search(path)}
    found = [one for path, content in notes.items() for one in _why_not_wheel(path, content, target)]
    if found:
        raise PackagingFailed(
            f"{_told(found)}; the function runs on Linux on {target.machine} with Python {target.python}",
            "pin a version that has a wheel for it in the registry, named manylinux or any",
        )


def _told(found: Sequence[str]) -> str:
    return ", ".join(found[:_FEW]) + (f", and {len(found) - _FEW} more" if len(found) > _FEW else "")


def _why(path: str, content: bytes, target: PackageTarget) -> Iterator[str]:
    if _WHEEL_NOTE.search(path):
        yield from _why_not_wheel(path, content, target)
    elif content.startswith(_ELF):
        machine = _machine(content)
        if machine and machine != target.machine:
            yield f"{path} is for {machine}"
        elif extension := _EXTENSION.search(path):
            yield from _why_not_extension(path, extension, target)
    elif path.endswith((".so", ".dylib", ".pyd")) and content.startswith(_OTHER_SYSTEMS):
        yield f"{path} is for another system than Linux"


def _why_not_extension(path: str, named: re.Match[str], target: PackageTarget) -> Iterator[str]:
    """By its name: Python loads a module that is called as its own are, whatever is in it."""
    if (3, int(named["minor"])) != target.version:
        yield f"{path} is for Python 3.{named['minor']}"
    elif named["build"]:
        yield f"{path} is for another build of Python (3.{named['minor']}{named['build']})"
    elif named["platform"].endswith("-musl"):
        yield f"{path} is for musl, another C library"


def _module(path: str) -> str:
    """What an extension module is imported as: of several files for it, Python loads the one that is called as its own are."""
    directory, _, name = path.rpartition("/")
    return f"{directory}/{name.partition('.')[0]}"


def _machine(content: bytes) -> str:
    """The processor that an ELF file names in its own byte order; nothing for one cut short, or not known here."""
    order = "big" if content[5:6] == b"\x02" else "little"
    return _MACHINES.get(int.from_bytes(content[18:20], order), "") if len(content) >= 20 else ""  # type: ignore[arg-type]


def _why_not_wheel(path: str, note: bytes, target: PackageTarget) -> Iterator[str]:
    tags = _TAG.finditer(note.decode("utf-8", "replace"))
    platforms = [platform for tag in tags for platform in tag["platform"].split(".")]
    if platforms and not any(map(target.runs, platforms)):
        yield f"{path.rpartition('/')[0]} is of a wheel for {platforms[0]}"
