"""Use case: the answer to a question that may have been asked before. Works nothing out itself."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from meshctl.app.check.cache_entry import question_of, sealed, unsealed
from meshctl.catalogue.files import MESH_FILE, CatalogueFiles
from meshctl.results.check_answer import Answer


class Shelf(Protocol):
    """Where one answer is kept. Neither way raises: an answer that is not kept is worked out again."""

    def read(self) -> bytes:
        """What is kept there, from whomever; empty where there is nothing."""

    def write(self, content: bytes) -> None:
        """Keeps `content` and nothing else."""


def answer_to(
    files: CatalogueFiles, today: date, shelf: Shelf, code: Callable[[], str], work_out: Callable[[], Answer]
) -> Answer:
    """The answer that is kept, if it is one to this very question, or else a new one, which is kept from then on.

    `code` tells which code judges; where it cannot, or where it changes while the answer is worked out, none is kept.
    A directory without mesh.yaml is no catalogue and is left as it is.
    """
    judge = code()
    if not judge or MESH_FILE not in files.paths:
        return work_out()
    question = question_of(files, today, judge)
    known = unsealed(shelf.read(), question)
    if known:
        return known
    answer = work_out()
    if code() == judge:
        shelf.write(sealed(answer, question))
    return answer
