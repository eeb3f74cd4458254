"""What a stage says of a thing otherwise than the mesh does. Values only."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class StageSettings(NamedTuple):
    """The settings of a thing that a stage has of its own, by their names."""

    stage: str
    settings: Mapping[str, Any]
