"""Where it lies on this machine what the last look at a stage found: what is retired, and the records of its stacks."""

from pathlib import Path

from meshctl.adapters.state_file import StateFile

MOST_BYTES = 4_000_000
MOST_BYTES_OF_RECORDS = 100_000_000


def known_retired_file(catalogue: Path, stage: str) -> StateFile:
    """The file `.meshctl/retired.STAGE` of a catalogue."""
    return StateFile(catalogue, f"retired.{stage}", MOST_BYTES)


def kept_records_file(catalogue: Path, stage: str) -> StateFile:
    """The file `.meshctl/records.STAGE` of a catalogue."""
    return StateFile(catalogue, f"records.{stage}", MOST_BYTES_OF_RECORDS)
