"""What a stage says of a thing otherwise than the mesh does. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class StageSettings:
    """The settings of a thing that a stage has of its own, by their names."""

    stage: str
    settings: Mapping[str, Any]
