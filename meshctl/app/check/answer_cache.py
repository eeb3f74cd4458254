"""Use case: an answer from the cache, where the same was asked before. Works nothing out itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meshctl.app.check.cache_entry import decode_entry, encode_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from meshctl.app.check.question import Question
    from meshctl.ports import AnswerCache
    from meshctl.results.check_answer import CheckAnswer


def cached_answer(question: Question, cache: AnswerCache, work_out: Callable[[], CheckAnswer]) -> CheckAnswer:
    """What `meshctl check` says; worked out where the very same was not asked before."""
    return question.from_cache(cache, decode_entry, encode_entry, work_out)
