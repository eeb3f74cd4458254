"""Where the names for shell completion lie."""

from pathlib import Path

from meshctl.adapters.state_file import StateFile

NAMES_FILE = "names"


def name_index_file(catalogue: Path, most_bytes: int) -> StateFile:
    """The file `.meshctl/names` of a catalogue."""
    return StateFile(catalogue, NAMES_FILE, most_bytes)
