"""Use case: the reading of a catalogue from the cache, where the same was read before. What reads is imported on a miss only."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from meshctl.app.check.reading_record import decode_reading, encode_reading

if TYPE_CHECKING:
    from meshctl.app.check.question import Question
    from meshctl.catalogue.files import CatalogueFiles
    from meshctl.catalogue.reading import Reading
    from meshctl.ports import AnswerCache


def cached_reading(question: Question, cache: AnswerCache | None) -> Reading:
    """What reading gives; read where the very same was not read before, or where there is no cache.

    A catalogue that holds a secret is read each time: what it says is not written down once more.
    """
    if cache is None:
        return _read(question.files)
    decode = partial(decode_reading, files=question.files)
    return question.from_cache(cache, decode, _without_secrets, lambda: _read_and_learn(question))


def _read_and_learn(question: Question) -> Reading:
    reading = _read(question.files)
    if reading.mesh:
        question.learn(reading.mesh)
    return reading


def _read(files: CatalogueFiles) -> Reading:
    from meshctl.catalogue.read_catalogue import read_catalogue  # noqa: PLC0415  on a miss only

    return read_catalogue(files)


def _without_secrets(reading: Reading, key: bytes) -> bytes | None:
    from meshctl.checks.secret_in_plain_text import SECRET_IN_PLAIN_TEXT  # noqa: PLC0415  on a miss only

    holds_one = reading.mesh and any(True for _ in SECRET_IN_PLAIN_TEXT.run(reading.mesh))
    return None if holds_one else encode_reading(reading, key)
