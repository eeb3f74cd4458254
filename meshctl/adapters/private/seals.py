"""Whether files are still those that were left here: a digest of what this machine says of them, and nobody else can
choose.

A file's number and the time of its last change (ctime) come from the kernel. Whoever brings files along with a clone,
an archive or a copy knows neither, so a seal that came along fits nothing. Within a private directory nobody else can
read them.
"""

import os
import stat
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

SEAL_BYTES = 64


def seal(path: Path, leaving_out: str = "") -> str:
    """The digest of a file, or of a directory with all that is in it but one name; empty where there is nothing."""
    marks = sorted(_marks(path, leaving_out))
    return blake2b("\n".join(marks).encode("utf-8", "surrogateescape"), digest_size=32).hexdigest() if marks else ""


def _marks(path: Path, leaving_out: str) -> Iterator[str]:
    waiting = [path]
    while waiting:
        one = waiting.pop()
        try:
            found = one.lstat()
        except FileNotFoundError:
            continue
        if stat.S_ISDIR(found.st_mode):
            waiting += (one / name for name in os.listdir(one) if name != leaving_out)  # noqa: PTH208
        yield f"{one.relative_to(path.parent)} {_mark(found)}"


def _mark(found: os.stat_result) -> str:
    """A directory's times change with whatever is put beside what it holds, so they do not count."""
    fixed = (found.st_mode, found.st_uid, found.st_dev, found.st_ino)
    return repr(fixed if stat.S_ISDIR(found.st_mode) else (*fixed, found.st_size, found.st_mtime_ns, found.st_ctime_ns))
