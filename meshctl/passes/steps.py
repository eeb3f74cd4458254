"""The steps of a change, by what is new on each. Plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassStep:
    """Whether code and settings are those of the new generation, and whether the routes are."""

    name: str
    code_is_new: bool
    routes_are_new: bool


ADD = PassStep("add", code_is_new=False, routes_are_new=False)
SWITCH = PassStep("switch", code_is_new=True, routes_are_new=False)
NARROW = PassStep("narrow", code_is_new=True, routes_are_new=True)
REMOVE = "remove"
