"""What `meshctl doctor` finds on a machine. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MachineFact:
    """Something meshctl needs: whether it is there, in words, and how to get it; `needed` by more than one command."""

    name: str
    fine: bool
    words: str
    hint: str = ""
    needed: bool = True
