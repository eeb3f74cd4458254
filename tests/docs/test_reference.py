"""docs/reference/ is what docs/generate.py writes today, and the defaults it tells are those in force."""

from typing import Any

import pytest

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.language.quantities import megabytes, seconds
from meshctl.catalogue.language.shape import language
from meshctl.catalogue.read_catalogue import read_catalogue
from tests.support.catalogues import SOUND

from .documents import ROOT, script

DAY = 86_400


@pytest.fixture(scope="module")
def reference() -> dict[str, str]:
    found: dict[str, str] = script("generate").reference()
    return found


@pytest.mark.parametrize("page", ["checks.md", "commands.md", "language.md", "policies.md"])
def test_a_page_of_the_reference_is_up_to_date(page: str, reference: dict[str, str]) -> None:
    written = (ROOT / "docs" / "reference" / page).read_text("utf-8")
    assert written == reference[page], "run: make docs"


def test_the_reference_has_no_other_pages(reference: dict[str, str]) -> None:
    present = {path.name for path in (ROOT / "docs" / "reference").iterdir()}
    assert present == set(reference)


def told(*path: str) -> Any:
    part: Any = language()["$defs"][path[0]]
    for step in path[1:]:
        part = part["properties"][step]
    return part["default"]


def mesh_without_settings() -> Any:
    texts = {path: content.encode() for path, content in SOUND.items()}
    documents = {path: content for path, content in texts.items() if path.endswith(".yaml")}
    directories = {path.rsplit("/", depth)[0] for path in texts for depth in range(1, path.count("/") + 1)}
    mesh = read_catalogue(CatalogueFiles(documents, frozenset({*texts, *directories}), {})).mesh
    assert mesh is not None
    return mesh


def test_the_defaults_of_a_mesh_are_those_that_the_language_tells() -> None:
    service = mesh_without_settings().service("payments/capture")
    subscription = service.subscriptions[0]
    assert mesh_without_settings().archive_keep_days * DAY == seconds(told("defaults", "archive", "keep"))
    assert subscription.retry.seconds == seconds(told("defaults", "retry", "for"))
    assert subscription.retry.attempts == told("defaults", "retry", "attempts")
    assert subscription.dead_letters_keep_seconds == seconds(told("defaults", "dead_letters", "keep"))
    assert service.functions[0].log_keep_days * DAY == seconds(told("defaults", "logs", "keep"))


@pytest.mark.parametrize("owner", [("function",), ("defaults", "function")])
def test_the_defaults_of_a_function_are_those_that_the_language_tells(owner: tuple[str, ...]) -> None:
    (function,) = mesh_without_settings().service("payments/capture").functions
    assert function.memory_mb == megabytes(told(*owner, "memory"))
    assert function.timeout_seconds == seconds(told(*owner, "timeout"))
    assert function.runtime == told(*owner, "runtime")
    assert function.architecture == told(*owner, "architecture")


def test_the_default_of_a_queue_is_that_which_the_language_tells() -> None:
    (queue,) = mesh_without_settings().service("payments/capture").queues
    assert queue.keep_seconds == seconds(told("queue", "keep")) == seconds(told("defaults", "queue", "keep"))
