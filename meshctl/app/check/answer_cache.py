"""Use case: an answer from the cache, where the same was asked before. Works nothing out itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meshctl.app.check.cache_entry import cache_key, decode_entry, encode_entry
from meshctl.catalogue.files import MESH_FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from meshctl.catalogue.files import CatalogueFiles
    from meshctl.ports import AnswerCache
    from meshctl.results.check_answer import CheckAnswer


def cached_answer(
    files: CatalogueFiles, today: date, cache: AnswerCache, code: Callable[[], str], work_out: Callable[[], CheckAnswer]
) -> CheckAnswer:
    """The cached answer on a hit, the very same question; on a miss a new one, which takes its place in the cache.

    `code` tells which code judges; where it cannot, or where it changes while the answer is worked out, none is cached.
    A directory without mesh.yaml is no catalogue and is left as it is.
    """
    judge = code()
    if not judge or MESH_FILE not in files.paths:
        return work_out()
    key = cache_key(files, today, judge)
    hit = decode_entry(cache.read(), key)
    if hit:
        return hit
    answer = work_out()
    if code() == judge:
        cache.write(encode_entry(answer, key))
    return answer
