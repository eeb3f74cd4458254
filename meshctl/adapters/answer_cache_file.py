"""Where the cache of the last answer of `meshctl check` lies."""

from pathlib import Path

from meshctl.adapters.state_file import StateFile

ANSWER_FILE = "answer"
MOST_BYTES = 16_000_000
"""Longer answers are not cached: to read them again would take as long as to check again."""


def answer_cache_file(catalogue: Path) -> StateFile:
    """The file `.meshctl/answer` of a catalogue."""
    return StateFile(catalogue, ANSWER_FILE, MOST_BYTES)
