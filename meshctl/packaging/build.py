"""Builds the package of one function: its own sources, meshkit, and the wheels it pins. Installs nothing itself."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import reproducible_zip
from meshctl.packaging.handler import refuse_missing_handler
from meshctl.packaging.requirements import Pin, read_pins
from meshctl.packaging.sources import UNZIPPED_LIMIT, read_requirements, read_sources, refuse_oversize
from meshctl.packaging.targets import Target

ZIPPED_LIMIT = 50 * 1024 * 1024  # bytes; AWS Lambda quotas, uploaded directly


class InstallWheels(Protocol):
    """What a package build needs of the outside world."""

    def __call__(self, pins: tuple[Pin, ...], target: Target) -> Mapping[str, bytes]:
        """The files that these pins, and nothing else, install for the target; raises PackagingFailed."""


@dataclass(frozen=True)
class Package:
    """A function's zip; `hash` is what Lambda calls CodeSha256 (base64), `digest` the same sha256 in hex."""

    content: bytes
    hash: str
    digest: str
    files: int


def build_package(
    source: Path, handler: str, target: Target, install_wheels: InstallWheels, meshkit: Mapping[str, bytes]
) -> Package:
    """The package of the function in `source`; `meshkit` holds the runtime's files as "meshkit/__init__.py" and so on.

    Raises PackagingFailed when the handler is missing, a name is taken twice, or Lambda's sizes are exceeded.
    """
    own = read_sources(source)
    refuse_missing_handler(own, handler, target.version)
    pins = read_pins(read_requirements(source))
    wheels = install_wheels(pins, target) if pins else {}
    files = _merged({"meshkit": meshkit, "the function's own sources": own, "the wheels it requires": wheels})
    refuse_oversize(sum(map(len, files.values())), UNZIPPED_LIMIT, f"the package of {source} unzipped")
    package = package_of(files)
    refuse_oversize(len(package.content), ZIPPED_LIMIT, f"the package of {source} zipped")
    return package


def package_of(files: Mapping[str, bytes]) -> Package:
    """The files as a package: the same files always give the same digest."""
    content = reproducible_zip(files)
    sha256 = hashlib.sha256(content)
    return Package(content, base64.b64encode(sha256.digest()).decode(), sha256.hexdigest(), len(files))


def _merged(parts: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """All files together; parts that share a module are refused, because one would hide the other's."""
    merged: dict[str, bytes] = {}
    owners: dict[str, str] = {}
    for part, files in parts.items():
        taken = {_module(name) for name in files}
        if hidden := sorted(taken & owners.keys()):
            raise PackagingFailed(
                f"{hidden[0]!r} is in {part} and in {owners[hidden[0]]} too", "rename it, or leave it out, on one side"
            )
        owners |= dict.fromkeys(taken, part)
        merged |= files
    return merged


def _module(name: str) -> str:
    """What Python would import the file as: `six.py`, `six/__init__.py` and `six.cpython-312.so` are all `six`."""
    return re.split(r"[./]", name, maxsplit=1)[0]
