"""A function's pins: of its requirements.txt, where that has exact pins and nothing else. Pure: reads text, runs nothing.

pip takes options, URLs, paths and environment variables from such a file, which would let a catalogue choose where code
comes from: that is the operator's choice, made in pip's own configuration. With ranges the package would
change by itself. Markers and hashes are welcome: what `uv export`, `uv pip compile --generate-hashes` or `pip-compile` write is accepted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from meshctl.errors import PackagingFailed

_PIN = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
    r"(?: *\[(?P<extras>[A-Za-z0-9._, -]+)\])?"
    r" *== *(?P<version>[A-Za-z0-9](?:[A-Za-z0-9.!+_-]*[A-Za-z0-9])?)"
    r"(?: *; *(?P<marker>[^;#\\]*?))?"
    r"(?P<hashes>(?: +--hash=[a-z0-9]+:[0-9A-Za-z]+)*)"
)
LOCK_IT = "run `meshctl lock`, which writes the pins into pylock.toml"
_COMMENT = re.compile(r"(^|[ \t])#.*$", re.MULTILINE)
_CONTINUATION = re.compile(r"\\[ \t]*\r?\n")


@dataclass(frozen=True, order=True)
class Pin:
    """One wheel to install, where its `marker` holds; `hashes` are sha256 in hex, of every pin or of none."""

    name: str
    version: str
    extras: tuple[str, ...] = ()
    hashes: tuple[str, ...] = ()
    marker: str = ""

    def __str__(self) -> str:
        extras = f"[{','.join(self.extras)}]" if self.extras else ""
        marker = [f"; {self.marker}"] if self.marker else []
        return " ".join(
            [f"{self.name}{extras}=={self.version}", *marker, *(f"--hash=sha256:{each}" for each in self.hashes)]
        )


def canonical(name: str) -> str:
    """A package's name as the index compares it (PEP 503): `Flask_Cors` is `flask-cors`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(text: str) -> tuple[Pin, ...]:
    """The pins, sorted; raises PackagingFailed at the first line that is anything else, or that repeats a package otherwise."""
    return pins_of_lines((line, f"line {number} of requirements.txt") for line, number in numbered_lines(text))


def pins_of_lines(lines: Iterable[tuple[str, str]]) -> tuple[Pin, ...]:
    """The same of lines with their places for people."""
    pins = sorted({_read_pin(line, place) for line, place in lines})
    for pin, following in pairwise(pins):
        if (pin.name, pin.marker) == (following.name, following.marker):
            raise PackagingFailed(f"requirements.txt pins {pin.name} more than once", "keep one of the lines")
    return tuple(pins)


def is_pin(line: str) -> bool:
    """Whether it is one exact pin."""
    return bool(_PIN.fullmatch(line))


def with_added(pins: tuple[Pin, ...], added: tuple[Pin, ...]) -> tuple[Pin, ...]:
    """The pins and those of `added` whose packages they do not pin, sorted; without hashes where the pins have none."""
    hashed, pinned = are_hashed(pins), {pin.name for pin in pins}
    missing = [pin if hashed else replace(pin, hashes=()) for pin in added if pin.name not in pinned]
    return tuple(sorted([*pins, *missing]))


def are_hashed(pins: Iterable[Pin]) -> bool:
    """Whether the pins alone say which wheels are meant, wherever these come from."""
    return all(pin.hashes for pin in pins)


def numbered_lines(text: str) -> Iterator[tuple[str, int]]:
    """Each line that says something, with its number in the file, where those that were joined still count."""
    number = 1
    for line in _CONTINUATION.sub(" \x00", _COMMENT.sub("", text)).splitlines():
        if said := " ".join(line.replace("\x00", " ").split()):
            yield said, number
        number += 1 + line.count("\x00")


def _read_pin(line: str, place: str) -> Pin:
    found = _PIN.fullmatch(line)
    if not found:
        raise PackagingFailed(
            f"{place} is not an exact pin",
            "write name==version, or run `meshctl lock`: options, URLs and paths are not accepted",
        )
    extras = (canonical(extra.strip()) for extra in (found["extras"] or "").split(",") if extra.strip())
    hashes = re.findall(r"sha256:([0-9a-f]{64})(?![0-9A-Za-z])", found["hashes"])
    if found["hashes"] and not hashes:
        raise PackagingFailed(
            f"{place} pins a version by hashes, none of which is a SHA-256",
            "write --hash=sha256: with 64 digits, as `uv pip compile --generate-hashes` does",
        )
    return Pin(
        canonical(found["name"]), found["version"], tuple(sorted(extras)), tuple(sorted(hashes)), found["marker"] or ""
    )
