"""Where the names for shell completion lie."""

from pathlib import Path

from meshctl.adapters.state_file import StateFile

NAMES_FILE = "names"
MOST_BYTES = 8_000_000
"""Enough for the names of some 20,000 services; a longer one, which no check has left, is not read to its end."""


def name_index_file(catalogue: Path) -> StateFile:
    """The file `.meshctl/names` of a catalogue."""
    return StateFile(catalogue, NAMES_FILE, MOST_BYTES)
