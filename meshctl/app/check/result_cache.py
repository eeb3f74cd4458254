"""Use case: a result from the cache, where the same was told before of the same catalogue. Works nothing out itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from meshctl.app.check.result_record import decode_result, encode_result

if TYPE_CHECKING:
    from meshctl.app.check.question import Question
    from meshctl.app.check.result_record import ResultForm
    from meshctl.ports import AnswerCache

Result = TypeVar("Result")
Readings = tuple[tuple["Question", "AnswerCache"], ...]
"""What a result is told of: questions, and where the reading of each is cached."""


def known_result(question: Question, cache: AnswerCache, form: ResultForm[Result]) -> Result | None:
    """The result where the very same was asked before, else None."""
    return question.known(cache, partial(decode_result, form=form))


def keep_result(
    result: Result, question: Question, cache: AnswerCache, form: ResultForm[Result], readings: Readings
) -> None:
    """Has the next one who asks find the result, beside those of other words.

    Where a reading is not kept, because it holds a secret, no result of it is either.
    """

    def encode(told: Result, key: bytes) -> bytes | None:
        is_kept = all(one.is_answered_in(where) for one, where in readings)
        return encode_result(told, form, cache.read(), key) if is_kept else None

    question.keep(result, cache, encode)
