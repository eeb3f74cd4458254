"""Values of settings as uv takes them: paths from the root, whole numbers, places of wheels. Pure but for the question what is there."""

import math
from pathlib import Path

_MOST = 10**6


def is_yes(said: str | None) -> bool:
    """Whether a switch is on, as pip and uv read it."""
    return (said or "").strip().lower() in {"1", "true", "yes", "on", "t", "y"}


def placed(path: str, directory: str | Path = "") -> str:
    """A path from the root, where `~` is a home, and anything else lies below `directory` or where meshctl runs.

    URLs stay as they are.
    """
    if not path or "://" in path:
        return path
    at_home = Path(path).expanduser() if path == "~" or path.startswith("~/") else Path(path)
    return str(Path(directory, at_home).absolute())


def placed_index(index: str, directory: str | Path = "") -> str:
    """A registry, `name=place` or a place, which may be a directory."""
    name, sign, place = index.rpartition("=") if "://" not in index else ("", "", index)
    return f"{name}{sign}{placed(place, directory)}"


def whole_number(said: str, least: int) -> str:
    """Seconds or attempts, rounded up; nothing for what is no number."""
    try:
        number = float(said)
    except ValueError:
        return ""
    return str(math.ceil(min(max(number, least), _MOST))) if not math.isnan(number) else ""


def is_there(place: str) -> bool:
    """pip passes over a directory that is not there, and uv does not."""
    return "://" in place or Path(place).exists()
