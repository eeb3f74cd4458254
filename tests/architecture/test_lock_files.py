"""Requirements are locked whole: pip takes a package that is wanted with an extra for another than one that is pinned without."""

from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = Path(__file__).parents[2] / "requirements"


def pinned() -> dict[str, Requirement]:
    lines = (line for name in ("meshctl", "dev") for line in (LOCKS / f"{name}.txt").read_text().splitlines())
    pins = (Requirement(line.rstrip(" \\")) for line in lines if line[:1].strip())
    return {canonicalize_name(one.name): one for one in pins}


def wanted() -> list[Requirement]:
    """What the installed packages want, without extras of their own."""
    named = (Requirement(text) for one in distributions() if one.name != "meshctl" for text in one.requires or ())
    return [one for one in named if one.marker is None or one.marker.evaluate({"extra": ""})]


def test_what_a_package_wants_with_an_extra_is_pinned_with_it() -> None:
    pins, extras = pinned(), [one for one in wanted() if one.extras]
    assert extras
    lacking = [str(one) for one in extras if not one.extras <= pins[canonicalize_name(one.name)].extras]
    assert lacking == []
