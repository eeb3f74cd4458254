"""Where it lies what the last look at a stage found retired."""

from pathlib import Path

from meshctl.adapters.state_file import StateFile

MOST_BYTES = 4_000_000


def known_retired_file(catalogue: Path, stage: str) -> StateFile:
    """The file `.meshctl/retired.STAGE` of a catalogue."""
    return StateFile(catalogue, f"retired.{stage}", MOST_BYTES)
