"""What is wrong within a JSON file of the catalogue, as data."""

from typing import NamedTuple

from meshctl.model.places import Place


class FileFault(NamedTuple):
    """Something that the file may not hold, where it stands, and a way out."""

    place: Place
    message: str
    help: str
