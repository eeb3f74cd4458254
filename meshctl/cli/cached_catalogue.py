"""A catalogue after all checks, from its cache where the same was asked before. What reads and checks is imported on a miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meshctl.adapters.answer_cache_file import (
    answer_cache_file,
    code_facts_file,
    earlier_cache_file,
    reading_cache_file,
    results_cache_file,
)
from meshctl.adapters.name_index_file import name_index_file
from meshctl.app.check.answer_cache import cached_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from meshctl.adapters.state_file import StateFile
    from meshctl.app.check.checked_catalogue import CheckedCatalogue
    from meshctl.app.check.question import Question
    from meshctl.model.findings import Finding
    from meshctl.results.check_answer import CheckAnswer


def answer_to(question: Question, catalogue: Path) -> CheckAnswer:
    """What `meshctl check` says; leaves the answer, the reading and the names for whoever asks next."""
    if not name_index_file(catalogue).is_there():
        answer_cache_file(catalogue).remove()  # the names come with a new answer only
    return _answer(question, catalogue, lambda: _checked(question, reading_cache_file(catalogue)))


def checked_catalogue(question: Question, catalogue: Path) -> CheckedCatalogue:
    """The mesh and all findings."""
    from meshctl.app.check.checked_catalogue import CheckedCatalogue
    from meshctl.app.check.reading_cache import cached_reading

    cache = present_cache(catalogue)
    if cache is None:
        return _checked(question, cache)
    reading = cached_reading(question, cache)

    def checked() -> CheckedCatalogue:
        from meshctl.app.check.check_catalogue import check_reading

        return check_reading(reading, question.today)

    return CheckedCatalogue(reading.mesh, _answer(question, catalogue, checked).findings)


def all_findings(question: Question, catalogue: Path) -> tuple[Finding, ...]:
    """All findings; the mesh is read only where they are not known."""
    return _answer(question, catalogue, lambda: _checked(question, present_cache(catalogue))).findings


def present_cache(catalogue: Path) -> StateFile | None:
    """Where its reading is kept. None where nobody has checked yet: nothing is left behind there."""
    return reading_cache_file(catalogue) if name_index_file(catalogue).is_there() else None


def earlier_cache(catalogue: Path) -> StateFile | None:
    """Where the reading is kept of what it is compared with; None alike."""
    return earlier_cache_file(catalogue) if name_index_file(catalogue).is_there() else None


def results_cache(catalogue: Path) -> StateFile | None:
    """Where it is kept what was told of it; None alike."""
    return results_cache_file(catalogue) if name_index_file(catalogue).is_there() else None


def facts_cache(catalogue: Path) -> StateFile | None:
    """Where it is kept what is known of its functions' code; None alike."""
    return code_facts_file(catalogue) if name_index_file(catalogue).is_there() else None


def _answer(question: Question, catalogue: Path, check: Callable[[], CheckedCatalogue]) -> CheckAnswer:
    def work_out() -> CheckAnswer:
        from meshctl.app.check.check_catalogue import answer_of
        from meshctl.app.complete.keep_names import keep_names

        checked = check()
        keep_names(question.files, checked.mesh, name_index_file(catalogue))
        return answer_of(checked)

    return cached_answer(question, answer_cache_file(catalogue), work_out)


def _checked(question: Question, cache: StateFile | None) -> CheckedCatalogue:
    from meshctl.app.check.check_catalogue import check_reading
    from meshctl.app.check.reading_cache import cached_reading

    return check_reading(cached_reading(question, cache), question.today)
