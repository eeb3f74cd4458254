"""Texts that begin or end so, letter by letter. Whatever their case is another's (any_case.py)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prefix:
    """Text that begins so."""

    text: str

    def accepts(self, value: object) -> bool:
        """Whether the value is such text."""
        return isinstance(value, str) and value.startswith(self.text)


@dataclass(frozen=True, slots=True)
class Suffix:
    """Text that ends so."""

    text: str

    def accepts(self, value: object) -> bool:
        """Whether the value is such text."""
        return isinstance(value, str) and value.endswith(self.text)
