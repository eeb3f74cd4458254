"""Which catalogue a command line is about that names none. Reads nothing of it."""

from os.path import lexists
from pathlib import Path


def nearest_catalogue() -> Path | None:
    """The directory with mesh.yaml: this one, or `catalogue` in it; None where there is none.

    One that is no plain file counts where no other is: that it cannot be read is told when it is opened.
    """
    places = (Path(), Path("catalogue"))
    return next((one for are in (Path.is_file, lexists) for one in places if are(one / "mesh.yaml")), None)
