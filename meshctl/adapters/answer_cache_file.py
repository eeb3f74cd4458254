"""Where the caches of a catalogue lie: the last answer of `meshctl check`, what was read and told last, and what is known of code and pins."""

from pathlib import Path

from meshctl.adapters.state_file import StateFile

ANSWER_FILE, READING_FILE, EARLIER_FILE, RESULTS_FILE, FACTS_FILE, PINS_FILE = (
    "answer",
    "mesh",
    "earlier",
    "results",
    "code",
    "pins",
)
MOST_BYTES = 16_000_000
"""Longer answers are not cached: to read them again would take as long as to check again."""
MOST_BYTES_OF_A_READING = 100_000_000
"""Enough for 25,000 services."""


def answer_cache_file(catalogue: Path) -> StateFile:
    """The file `.meshctl/answer` of a catalogue."""
    return StateFile(catalogue, ANSWER_FILE, MOST_BYTES)


def reading_cache_file(catalogue: Path) -> StateFile:
    """The file `.meshctl/mesh` of a catalogue, for its reading."""
    return StateFile(catalogue, READING_FILE, MOST_BYTES_OF_A_READING)


def earlier_cache_file(catalogue: Path) -> StateFile:
    """The file `.meshctl/earlier` of a catalogue, for the reading of what it was compared with last."""
    return StateFile(catalogue, EARLIER_FILE, MOST_BYTES_OF_A_READING)


def results_cache_file(catalogue: Path) -> StateFile:
    """The file `.meshctl/results` of a catalogue, for what was told of its reading."""
    return StateFile(catalogue, RESULTS_FILE, MOST_BYTES_OF_A_READING)


def code_facts_file(catalogue: Path) -> StateFile:
    """The file `.meshctl/code` of a catalogue, for what is known of its functions' code."""
    return StateFile(catalogue, FACTS_FILE, MOST_BYTES)


def judged_pins_file(catalogue: Path) -> StateFile:
    """The file `.meshctl/pins` of a catalogue, for what was found of its functions' pins."""
    return StateFile(catalogue, PINS_FILE, MOST_BYTES)
