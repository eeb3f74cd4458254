"""What is asked of a catalogue, the seal of what answers it, and the way of an answer into a cache and back.

The question is all that decides the answer: every byte that was read, what is asked of functions' code, the day, and the code
that judges. What is kept lies below a digest of it that is keyed by the question. An entry that is damaged, cut short, or the
answer to any other question, does not fit its digest and is a miss: it is not even parsed.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from meshctl.app.check.code_facts import AskedHandlers
from meshctl.app.check.seals import unsealed
from meshctl.catalogue.files import MESH_FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from meshctl.catalogue.files import CatalogueFiles
    from meshctl.model.mesh import Mesh
    from meshctl.ports import AnswerCache

Answer = TypeVar("Answer")


class Question:
    """What a catalogue says, on a day, by the code that judges.

    `code` tells which code that is; where it cannot, or where it changes while the answer is worked out, none is kept. In `facts`
    is kept what is known of functions' code. A directory without mesh.yaml is no catalogue and is left as it is.
    """

    def __init__(
        self, files: CatalogueFiles, today: date, code: Callable[[], str], facts: AnswerCache | None = None
    ) -> None:
        self.files, self.today, self._code, self._facts = files, today, code, facts

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
        hit = self.known(cache, decode)
        if hit is not None:
            return hit
        answer = work_out()
        self.keep(answer, cache, encode)
        return answer

    def known(self, cache: AnswerCache, decode: Callable[[bytes, bytes], Answer | None]) -> Answer | None:
        """The cached answer to the very same question; None on a miss."""
        return decode(cache.read(), self.key) if self.key else None

    def keep(self, answer: Answer, cache: AnswerCache, encode: Callable[[Answer, bytes], bytes | None]) -> None:
        """Puts an answer, worked out after `known` had none, in the place of what is in the cache."""
        entry = encode(answer, self.key) if self.key else None
        if entry and self._code() == self._judge:
            cache.write(entry)

    def is_answered_in(self, cache: AnswerCache) -> bool:
        """Whether an answer to the very same question lies in that cache, whatever it is."""
        return bool(self.key) and unsealed(cache.read(), self.key) is not None

    @cached_property
    def _judge(self) -> str:
        return self._code()

    @property
    def key(self) -> bytes:
        """A digest of it; empty where nothing is kept."""
        if not self._without_code:
            return b""
        return blake2b(self._handlers.digest().encode(), key=self._without_code, digest_size=32).digest()

    def learn(self, mesh: Mesh) -> None:
        """Takes in what was read: from then on only those handlers are asked about that it names."""
        if self._without_code:
            self._handlers.learn(mesh)

    @cached_property
    def _without_code(self) -> bytes:
        """A digest of all but code."""
        is_kept = self._judge and MESH_FILE in self.files.paths
        return cache_key(self.files, self.today, self._judge) if is_kept else b""

    @cached_property
    def _handlers(self) -> AskedHandlers:
        return AskedHandlers(self.files, self._without_code, self._facts, self._judge)


def cache_key(files: CatalogueFiles, today: date, code: str) -> bytes:
    """The question as a digest of 32 bytes: all that decides what a check says, but for functions' code; `code` tells which code judges."""
    named = sorted(files.contents)
    contents = [files.contents[path] for path in named]
    sizes = [len(content) for content in contents]
    head = repr((code, today.isoformat(), len(files.paths), sizes, sorted(files.unreadable.items())))
    # Neither a `repr` nor a path holds NUL, and how many follow is said before: no two questions read the same.
    names = "\0".join((head, *sorted(files.paths), *named))
    digest = blake2b(names.encode("utf-8", "surrogatepass"), digest_size=32)
    for content in contents:
        digest.update(content)
    return digest.digest()
