"""What is asked of a catalogue, the seal of what answers it, and the way of an answer into a cache and back.

The question is all that decides the answer: every byte that was read, the day, and the code that judges. What is kept lies
below a digest of it that is keyed by the question. An entry that is damaged, cut short, or the answer to any other question,
does not fit its digest and is a miss: it is not even parsed.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from meshctl.catalogue.files import MESH_FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from meshctl.catalogue.files import CatalogueFiles
    from meshctl.ports import AnswerCache

Answer = TypeVar("Answer")
_DIGEST = 32
"""Bytes."""


class Question:
    """What a catalogue says, on a day, by the code that judges.

    `code` tells which code that is; where it cannot, or where it changes while the answer is worked out, none is kept. A
    directory without mesh.yaml is no catalogue and is left as it is.
    """

    def __init__(self, files: CatalogueFiles, today: date, code: Callable[[], str]) -> None:
        self.files, self.today, self._code = files, today, code

    def from_cache(
        self,
        cache: AnswerCache,
        decode: Callable[[bytes, bytes], Answer | None],
        encode: Callable[[Answer, bytes], bytes | None],
        work_out: Callable[[], Answer],
    ) -> Answer:
        """The cached answer on a hit, the very same question; on a miss a new one, which takes its place in the cache.

        `decode` gives None for an entry that is no answer to the question of a key, `encode` for an answer that is not kept.
        """
        if not self._key:
            return work_out()
        hit = decode(cache.read(), self._key)
        if hit is not None:
            return hit
        answer = work_out()
        entry = encode(answer, self._key)
        if entry and self._code() == self._judge:
            cache.write(entry)
        return answer

    @cached_property
    def _judge(self) -> str:
        return self._code()

    @cached_property
    def _key(self) -> bytes:
        """Empty where nothing is kept."""
        is_kept = self._judge and MESH_FILE in self.files.paths
        return cache_key(self.files, self.today, self._judge) if is_kept else b""


def cache_key(files: CatalogueFiles, today: date, code: str) -> bytes:
    """The question as a digest of 32 bytes: all that decides what a check says; `code` tells which code judges."""
    read = {**files.contents, **files.code}
    named = sorted(read)
    contents = [read[path] for path in named]
    sizes = [len(content) for content in contents]
    head = repr((code, today.isoformat(), len(files.paths), sizes, sorted(files.unreadable.items())))
    # Neither a `repr` nor a path holds NUL, and how many follow is said before: no two questions read the same.
    names = "\0".join((head, *sorted(files.paths), *named))
    digest = blake2b(names.encode("utf-8", "surrogatepass"), digest_size=32)
    for content in contents:
        digest.update(content)
    return digest.digest()


def sealed(content: bytes, key: bytes) -> bytes:
    """The content below its digest, which is keyed by the question."""
    return _keyed_digest(content, key) + content


def unsealed(entry: bytes, key: bytes) -> memoryview | None:
    """The content of an entry, which may come from anywhere; None where it was not sealed with this key."""
    digest, content = entry[:_DIGEST], memoryview(entry)[_DIGEST:]
    return content if digest == _keyed_digest(content, key) else None


def _keyed_digest(content: bytes | memoryview, key: bytes) -> bytes:
    return blake2b(content, key=key, digest_size=_DIGEST).digest()
