"""A table may grow while somebody goes through it. Stock moto goes through the roles of an account at every call, and fails where
another call makes one meanwhile (`dictionary changed size during iteration`)."""

from collections.abc import Iterator
from typing import Any

from moto.core.base_backend import BaseBackend


def install() -> None:
    """Let all tables of all services be gone through as they were when that began."""

    def keep(backend: BaseBackend, name: str, value: Any) -> None:
        is_table = type(value) is dict and name != "__dict__"
        object.__setattr__(backend, name, _Table(value) if is_table else value)

    BaseBackend.__setattr__ = keep


class _Table(dict[Any, Any]):
    """Whose listings are those of one moment: to copy them takes one step of the interpreter."""

    def __iter__(self) -> Iterator[Any]:
        return iter([*super().__iter__()])

    def values(self) -> Any:
        return [*super().values()]

    def items(self) -> Any:
        return [*super().items()]
