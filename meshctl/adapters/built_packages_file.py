"""The packages that `meshctl package` wrote for a stage: which sources each was built of. One that is not as it was left is none.

Decides nothing about what is built anew.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from meshctl.adapters.private.files import read_private, write_private
from meshctl.adapters.private.seals import seal
from meshctl.errors import MeshctlError
from meshctl.results.built_packages import BuiltPackage

_MOST_BYTES = 100_000_000


def package_file(directory: Path, function: str) -> Path:
    """Where the package of `system/service/function` lies."""
    return directory / f"{function.replace('/', '.')}.zip"


def noted_as(function: str, sources: str) -> str:
    """Of which function a package is, and of which sources, by their digest."""
    return f"{function} {sources}"


def built_before(note: Path) -> Mapping[str, BuiltPackage]:
    """By `function` and digest of its sources (`noted_as`), each package that still lies as it was written; `note` says which did."""
    with suppress(OSError, MeshctlError, ValueError, TypeError, KeyError, AttributeError):
        noted = json.loads(read_private(note, _MOST_BYTES) or b"{}")
        read = {name: (BuiltPackage(**one["package"]), one["seal"]) for name, one in noted.items()}
        return {name: one for name, (one, sealed) in read.items() if sealed == seal(Path(one.file))}
    return {}


def note_built(note: Path, built: Mapping[str, BuiltPackage]) -> None:
    """Writes down what lies there now, in the same way. Raises `OSError`."""
    noted = {name: {"package": asdict(one), "seal": seal(Path(one.file))} for name, one in built.items()}
    write_private(note, json.dumps(noted).encode())
