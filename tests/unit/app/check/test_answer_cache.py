"""What has been worked out once is not worked out again, as long as nothing that decides it has changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

import pytest

from meshctl.app.check.answer_cache import cached_answer
from meshctl.app.check.question import Question
from meshctl.catalogue.files import CatalogueFiles
from meshctl.results.check_answer import CheckAnswer

DAY = date(2026, 11, 23)
FILES = CatalogueFiles({"mesh.yaml": b"mesh: a"}, frozenset({"mesh.yaml"}))


@dataclass
class Memory:
    """A cache in memory; counts how often an answer is worked out, and gives each time another."""

    entry: bytes = b""
    times: Iterator[int] = field(default_factory=lambda: count(1))

    def read(self) -> bytes:
        return self.entry

    def write(self, content: bytes) -> None:
        self.entry = content

    def ask(self, *codes: str, files: CatalogueFiles = FILES, day: date = DAY) -> int:
        """Which time of working out the answer is from; `codes` are what is told of the code, one after the other."""
        told = iter(codes or ("code", "code"))
        question = Question(files, day, lambda: next(told))
        answer = cached_answer(question, self, lambda: CheckAnswer((), {"time": next(self.times)}))
        return answer.counts["time"]


def test_the_same_question_is_worked_out_once() -> None:
    memory = Memory()
    assert [memory.ask(), memory.ask(), memory.ask()] == [1, 1, 1]


def test_another_day_is_worked_out_again() -> None:
    memory = Memory()
    assert [memory.ask(), memory.ask(day=date(2026, 11, 24)), memory.ask()] == [1, 2, 3]


def test_other_code_works_it_out_again() -> None:
    memory = Memory()
    assert [memory.ask("old", "old"), memory.ask("new", "new"), memory.ask("new")] == [1, 2, 2]


def test_what_was_worked_out_while_the_code_changed_is_not_cached() -> None:
    memory = Memory()
    assert [memory.ask("old", "new"), memory.ask("old", "old")] == [1, 2]


def test_nothing_is_cached_where_the_code_is_unknown() -> None:
    memory = Memory()
    assert [memory.ask("", ""), memory.ask("", "")] == [1, 2]
    assert memory.entry == b""


@pytest.mark.parametrize("paths", [frozenset(), frozenset({"a/mesh.yaml"})])
def test_nothing_is_cached_where_no_catalogue_is(paths: frozenset[str]) -> None:
    memory = Memory()
    memory.ask(files=CatalogueFiles({}, paths))
    assert memory.entry == b""
