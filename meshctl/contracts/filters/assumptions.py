"""What a verdict takes for granted where a schema says nothing. A proof needs none of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from meshctl.contracts.filters.pattern_tree import Names

SAYS_NOTHING = frozenset(
    {"title", "description", "$comment", "examples", "default", "deprecated", "readOnly", "writeOnly"}
)


@dataclass(frozen=True, slots=True, order=True)
class Assumption:
    """One thing that is taken for granted, as a sentence behind "as long as"."""

    sentence: str


FEW_DIGITS = Assumption("every number has at most 15 digits")
"""AWS compares no others by their size."""


def no_dotted_name(path: Names, name: str) -> Assumption:
    """That no event spells a field with dots, where the schema allows such a name without describing it."""
    where = f" in `{'.'.join(path)}`" if path else ""
    return Assumption(f'no event has a field named "{name}"{where}, which the schema allows and does not describe')


def spoken(assumed: Sequence[Assumption]) -> str:
    """All that is assumed, to stand behind "as long as"."""
    more = f" (and {len(assumed) - 1} more of the kind)" if len(assumed) > 1 else ""
    return f"{assumed[0].sentence}{more}"


def is_described(schemas: tuple[object, ...]) -> bool:
    """Whether the schemas of a field say anything of it."""
    return any(isinstance(one, dict) and one.keys() - SAYS_NOTHING for one in schemas)
