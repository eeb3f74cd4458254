"""Writes a bundle to disk. Knows files, and of Terraform only what it leaves beside them.

Files that did not change are not touched, and what meshctl's own `terraform init` left stays. Anything else that lies there
Terraform would obey: it is refused.
"""

import json
import os
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from meshctl.adapters.private.directories import private_directory, refusal
from meshctl.adapters.private.files import UNFINISHED, is_plain, paths_below, read_private, remove, write_private
from meshctl.adapters.terraform.leftovers import DATA, LOCK_FILE, NOT_READ, OF_ONE_RUN, remove_unproven
from meshctl.render import Bundle
from meshctl.render.bundle import MANIFEST_FILE

_LISTING = "files.json"
_LISTING_BYTES = 10_000_000
_TERRAFORMS = frozenset({DATA, LOCK_FILE, *OF_ONE_RUN})


def write_bundle(bundle: Bundle, directory: Path) -> None:
    """Makes `directory` hold the bundle's files and no others; what an earlier bundle left is removed.

    The directory above has to be private. Raises `MeshctlError` where something lies there that no meshctl wrote.
    """
    private_directory(directory.parent, directory.name)
    gone = _clear(directory, {*bundle.files, _LISTING})
    for parent in sorted({PurePosixPath(path).parent for path in bundle.files}):
        private_directory(directory, *parent.parts)
    write_private(directory / _LISTING, _listing({*bundle.files, *gone}))
    for path in sorted(bundle.files, key=lambda path: path == MANIFEST_FILE):
        write_private(directory / path, bundle.files[path])
    for path in gone:
        remove(directory / path)
    write_private(directory / _LISTING, _listing(bundle.files))


def _clear(directory: Path, wanted: Collection[str]) -> list[str]:
    """Takes away what Terraform need not find again, and gives what an earlier bundle left.

    Raises `MeshctlError` for all else.
    """
    earlier, gone, of_runs = _listed(directory), list[str](), list[Path]()
    for path, found in paths_below(directory, closed=_TERRAFORMS):
        name = os.path.basename(path)  # noqa: PTH119  of hundreds of paths
        if name in _TERRAFORMS or name.startswith(UNFINISHED):
            of_runs.append(directory / path)
        elif path in wanted or (name in NOT_READ and is_plain(found)):
            continue
        elif path in earlier:
            gone.append(path)
        else:
            raise refusal(directory / path, "was not written by meshctl, and Terraform would obey it")
    for one in of_runs:
        if one.name in {DATA, LOCK_FILE}:
            remove_unproven(one.parent)
        else:
            remove(one)
    return gone


def _listing(paths: Iterable[str]) -> bytes:
    return json.dumps(sorted(paths)).encode()


def _listed(directory: Path) -> frozenset[str]:
    try:
        listed = json.loads(read_private(directory / _LISTING, _LISTING_BYTES) or b"[]")
        return frozenset(path for path in listed if isinstance(path, str))
    except (ValueError, TypeError, RecursionError):
        return frozenset()
