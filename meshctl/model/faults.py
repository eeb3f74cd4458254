"""What is wrong within a JSON file of the catalogue, as data."""

from dataclasses import dataclass

from meshctl.model.places import Place


@dataclass(frozen=True, slots=True)
class FileFault:
    """Something that the file may not hold, where it stands, and a way out."""

    place: Place
    message: str
    help: str
