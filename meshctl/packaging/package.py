"""The package of one function: its files in one zip, with Lambda's digest of it. Pure."""

import base64
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import Content, PackedFile, packed, reproducible_zip

_IMPORTED = (".py", ".pyc", ".so")


@dataclass(frozen=True)
class Package:
    """A function's zip; `hash` is what Lambda calls CodeSha256 (base64), `digest` the same sha256 in hex."""

    content: bytes
    hash: str
    digest: str
    files: int


def package_of(files: Mapping[str, Content]) -> Package:
    """The files as a package: the same files always give the same digest."""
    content = reproducible_zip(files)
    sha256 = hashlib.sha256(content)
    return Package(content, base64.b64encode(sha256.digest()).decode(), sha256.hexdigest(), len(files))


def merged(parts: Mapping[str, Mapping[str, Content]]) -> dict[str, PackedFile]:
    """All files together, of parts by their names. Raises `PackagingFailed` where parts share a module: one would hide the other's.

    A directory without an `__init__` may be of several: it is a namespace package, or holds data.
    """
    _refuse_shared(parts, "")
    return {name: packed(content) for own in parts.values() for name, content in own.items()}


def sizes_by_module(files: Mapping[str, PackedFile], measure: Callable[[PackedFile], int]) -> dict[str, int]:
    """How much of the files is of each module or directory at the top, by what Python calls it."""
    sizes: dict[str, int] = {}
    for name, file in files.items():
        sizes[_module(name)] = sizes.get(_module(name), 0) + measure(file)
    return sizes


def _refuse_shared(parts: Mapping[str, Collection[str]], directory: str) -> None:
    """`parts` have the paths below the directory, from there."""
    owners: dict[str, str] = {}
    shared: set[str] = set()
    for part, own in parts.items():
        taken = {_module(name) for name in own}
        if hidden := sorted(name for name in taken & owners.keys() if not _is_open(name, (own, parts[owners[name]]))):
            raise PackagingFailed(
                f"{directory + hidden[0]!r} is in {part} and in {owners[hidden[0]]} too",
                "rename it, or leave it out, on one side",
            )
        shared |= taken & owners.keys()
        owners = dict.fromkeys(taken, part) | owners
    for name in sorted(shared):
        inside = {
            part: [path[len(name) + 1 :] for path in own if path.startswith(f"{name}/")] for part, own in parts.items()
        }
        _refuse_shared(inside, f"{directory}{name}/")


def _is_open(name: str, owners: Iterable[Collection[str]]) -> bool:
    """Whether all of them have a directory of that name, and none a module or a package."""
    files = [path for own in owners for path in own if _module(path) == name]
    return all(path.startswith(f"{name}/") and not path.startswith(f"{name}/__init__.") for path in files)


def _module(name: str) -> str:
    """What Python would import the file as: `six.py`, `six/__init__.py` and `six.cpython-312.so` are all `six`.

    What it would not import has its own name.
    """
    first, *inside = name.split("/")
    return first.partition(".")[0] if not inside and first.endswith(_IMPORTED) else first
