"""`meshctl explain NAME` says which way of joining services fits, as it says what a check wants."""

from pathlib import Path

import pytest

from tests.support.running import is_a_sentence, meshctl


@pytest.mark.parametrize(
    "way", ["topic", "queue", "stream", "event", "function", "workflow", "log", "bus", "schedule", "aws"]
)
def test_a_way_of_joining_services_is_explained(tmp_path: Path, way: str) -> None:
    done = meshctl(tmp_path, "explain", way)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{way}\n\n")
    assert all(f"\n  {title}:" in done.out for title in ("couples", "great for", "bad at", "costs"))


def test_without_a_name_both_kinds_are_listed(tmp_path: Path) -> None:
    lines = meshctl(tmp_path, "explain").out.splitlines()
    assert lines[0].startswith("Ways to join services: topic, queue, stream, function, workflow, ")
    assert "unknown-event" in lines[lines.index("Checks:") :]


def test_a_misspelt_way_is_told_with_the_nearest(tmp_path: Path) -> None:
    done = meshctl(tmp_path, "explain", "topics")
    assert is_a_sentence(done)
    assert 'did you mean "topic"?' in done.err
