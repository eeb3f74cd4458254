"""The files of a catalogue as they were found. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CatalogueFiles:
    """What lies in a catalogue's directory; all paths are relative to it, with `/`.

    `contents` holds the YAML files' bytes, `paths` every file and directory, `unreadable` why a path could not be read.
    """

    contents: Mapping[str, bytes]
    paths: frozenset[str]
    unreadable: Mapping[str, str] = field(default_factory=dict)
