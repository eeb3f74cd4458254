"""What `meshctl explain` has to say besides the rules of the catalogue, which are data of the model. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExplainableNames:
    """The names that can be explained: ways to join services, and rules of the catalogue."""

    ways: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WayPrices:
    """What AWS charges on a way: `amounts` in a currency and per so much, as of a day in a Region, from `sources`."""

    amounts: tuple[str, ...]
    region: str
    date: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WayExplanation:
    """A way to join services: what it couples, where it fits and where it does not, and what it costs."""

    name: str
    about: str
    couples: str
    great_for: tuple[str, ...]
    bad_at: tuple[str, ...]
    prices: WayPrices
