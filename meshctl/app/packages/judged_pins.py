"""Pins that were judged before, and what was found: to read a lock takes longer than all else that an unchanged function needs.

Kept is, by a digest of the files and the target, whether the pins alone say which wheels are meant. What was refused is not kept. All lies
under the seal of the code that judges; where nothing is known, or what lies there is not sealed by it, the files are read.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from meshctl.app.check.seals import sealed, unsealed
from meshctl.app.packages.read_function import are_fixed

if TYPE_CHECKING:
    from meshctl.packaging.locks.pinning_files import PinningFiles
    from meshctl.packaging.targets import PackageTarget
    from meshctl.ports import AnswerCache

MOST_KEPT = 10_000
"""Of functions' files that there were once; of more, the latest are kept."""


class JudgedPins:
    """Judges the pins of functions for their targets, each once; `judge` tells by which code, and for which interpreter."""

    def __init__(self, cache: AnswerCache, judge: str) -> None:
        self._cache, self._key = cache, blake2b(judge.encode(), digest_size=32).digest()
        self._before = _known(cache.read(), self._key)
        self._known = dict(self._before)

    def __call__(self, files: PinningFiles, target: PackageTarget) -> bool:
        """As `are_fixed`."""
        if not files.texts:
            return True
        asked = blake2b(f"{files.digest} {target!r}".encode(), digest_size=16).hexdigest()
        if asked not in self._known:
            self._known[asked] = are_fixed(files, target)
        return self._known[asked]

    def keep(self) -> None:
        """Leaves what is known for whoever asks next."""
        if self._known != self._before:
            latest = dict([*self._known.items()][-MOST_KEPT:])
            self._cache.write(sealed(json.dumps(latest).encode(), self._key))


def _known(entry: bytes, key: bytes) -> dict[str, bool]:
    content = unsealed(entry, key)
    return json.loads(bytes(content)) if content else {}
