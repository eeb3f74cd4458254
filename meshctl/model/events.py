"""Events and references to them."""

from dataclasses import dataclass
from datetime import date
from re import compile as pattern
from typing import NamedTuple

from meshctl.model.places import Place

REFERENCE = pattern(r"^([a-z][a-z0-9-]*)/([A-Z][A-Za-z0-9]*)(?:\.v([1-9][0-9]{0,3}))?$")


@dataclass(frozen=True, slots=True)
class Event:
    """A named fact owned by one service. `schema` is a path relative to the catalogue, empty where none is named.

    From the day `deprecated` on this version may be gone.
    """

    name: str
    version: int
    system: str
    service: str
    private: bool
    schema: str
    description: str
    place: Place
    schema_place: Place
    deprecated: date | None = None

    @property
    def key(self) -> str:
        """How subscriptions name it: `orders/OrderPlaced`."""
        return f"{self.system}/{self.name}"

    @property
    def versioned_key(self) -> str:
        """This version among those that go by its key: `orders/OrderPlaced.v1`."""
        return f"{self.key}.v{self.version}"

    @property
    def identity(self) -> tuple[str, str, int]:
        """What makes it the same event in another catalogue: its system, its name and its version."""
        return self.system, self.name, self.version

    @property
    def source(self) -> str:
        """The `source` on the wire: `orders.checkout`."""
        return f"{self.system}.{self.service}"

    @property
    def detail_type(self) -> str:
        """The `detail-type` on the wire: `OrderPlaced.v1`."""
        return f"{self.name}.v{self.version}"


class EventReference(NamedTuple):
    """`orders/OrderPlaced` or `orders/OrderPlaced.v2`, as a subscription writes it."""

    system: str
    name: str
    version: int | None
    place: Place

    def __str__(self) -> str:
        return f"{self.system}/{self.name}" + (f".v{self.version}" if self.version else "")

    def means(self, event: Event) -> bool:
        """Whether this names that event."""
        return (event.system, event.name) == (self.system, self.name) and self.version in (None, event.version)
