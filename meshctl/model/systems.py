"""Systems: services that one team answers for."""

from dataclasses import dataclass

from meshctl.model.places import Place
from meshctl.model.services import Service


@dataclass(frozen=True, slots=True)
class System:
    """Services that one team answers for; owns one account per stage.

    `complete` says that all its files could be read: of an incomplete system nobody can say what it lacks.
    """

    name: str
    description: str
    team: str
    contact: str
    services: tuple[Service, ...]
    place: Place
    complete: bool = True
