"""A function's requirements.txt: exact pins and nothing else. Pure: reads text, runs nothing.

pip takes options, URLs, paths and environment variables from such a file, which would let a catalogue choose where code
comes from: that is the operator's choice, made in pip's own configuration. Ranges are refused because the package would
change by itself, markers because a function runs on one Python and one platform, of which a pin is needed or is not.
Hashes are welcome: what `uv pip compile --generate-hashes` or `pip-compile --generate-hashes` write is accepted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from meshctl.errors import PackagingFailed

_PIN = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
    r"(?:\[(?P<extras>[A-Za-z0-9._, -]+)\])?"
    r" *== *(?P<version>[A-Za-z0-9](?:[A-Za-z0-9.!+_-]*[A-Za-z0-9])?)"
    r"(?P<hashes>(?: +--hash=sha256:[0-9a-f]{64})*)"
)
_COMMENT = re.compile(r"(^|[ \t])#.*$", re.MULTILINE)
_CONTINUATION = re.compile(r"\\[ \t]*\r?\n")


@dataclass(frozen=True, order=True)
class Pin:
    """One wheel to install; `hashes` are sha256 in hex, and pip wants them of every pin or of none."""

    name: str
    version: str
    extras: tuple[str, ...] = ()
    hashes: tuple[str, ...] = ()

    def __str__(self) -> str:
        extras = f"[{','.join(self.extras)}]" if self.extras else ""
        return " ".join([f"{self.name}{extras}=={self.version}", *(f"--hash=sha256:{each}" for each in self.hashes)])


def canonical(name: str) -> str:
    """A package's name as the index compares it (PEP 503): `Flask_Cors` is `flask-cors`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(text: str) -> tuple[Pin, ...]:
    """The pins, sorted; raises PackagingFailed at the first line that is anything else, or that repeats a package."""
    joined = _CONTINUATION.sub(" \x00", _COMMENT.sub("", text))
    pins = sorted(_read_pin(line, number) for number, line in _numbered(joined))
    for pin, following in pairwise(pins):
        if pin.name == following.name:
            raise PackagingFailed(f"requirements.txt pins {pin.name} more than once", "keep one of the lines")
    return tuple(pins)


def _numbered(joined: str) -> Iterator[tuple[int, str]]:
    """Each line with its number in the file, where those that were joined still count."""
    number = 1
    for line in joined.splitlines():
        if said := " ".join(line.replace("\x00", " ").split()):
            yield number, said
        number += 1 + line.count("\x00")


def _read_pin(line: str, number: int) -> Pin:
    found = _PIN.fullmatch(line)
    if not found:
        raise PackagingFailed(
            f"line {number} of requirements.txt is not an exact pin",
            "write name==version: options, URLs, paths, ranges and markers are not accepted",
        )
    extras = (canonical(extra.strip()) for extra in (found["extras"] or "").split(",") if extra.strip())
    hashes = re.findall(r"sha256:([0-9a-f]{64})", found["hashes"])
    return Pin(canonical(found["name"]), found["version"], tuple(sorted(extras)), tuple(sorted(hashes)))
