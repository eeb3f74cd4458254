"""Meshes of any size, made at random: who publishes and receives what, under which account. Sound, but read from no files."""

from random import Random

from meshctl.model.channels import Delivery, Queue
from meshctl.model.events import Event, EventReference
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Retry, Service, Subscription
from meshctl.model.stages import HUB, Account, ProviderVersion, Stage
from meshctl.model.systems import System

NOWHERE = Place("")


def random_mesh(random: Random, systems: int) -> Mesh:
    """Two of them of the same size have systems, services, events and accounts in common, and differ in who has which.

    Up to two systems share an account; about every third event is private; each system has one subscription.
    """
    names = [f"system-{number}" for number in range(systems) if random.random() < 0.9] or ["system-0"]
    published = {name: _services(random, name) for name in names}
    events = [event for services in published.values() for service in services for event in service.events]
    accounts = [Account(name, _number(1 + random.randrange(2 * systems)), NOWHERE) for name in names]
    hub, role = Account(HUB, _number(0), NOWHERE), "MeshDeploy"
    stage = Stage(
        "dev",
        "aws",
        ("eu-west-1",),
        (hub, *accounts),
        role,
        role,
        "",
        False,
        NOWHERE,
        ProviderVersion("5.100.0", NOWHERE),
    )
    return Mesh(
        name="shop",
        region="eu-west-1",
        stages=(stage,),
        archive_keep_days=1,
        systems=tuple(_system(random, name, published[name], events) for name in names),
        place=NOWHERE,
    )


def _number(of: int) -> str:
    return f"{10**11 + of}"


def _services(random: Random, system: str) -> list[Service]:
    return [
        Service(name, system, "", _events(random, system, name), (), (), (), NOWHERE)
        for name in ("booking", "capture")[: random.randint(1, 2)]
    ]


def _events(random: Random, system: str, service: str) -> tuple[Event, ...]:
    names = [name for name in ("Booked", "Cancelled") if random.random() < 0.7]
    return tuple(
        Event(f"{service.title()}{name}", 1, system, service, random.random() < 0.3, "", "", NOWHERE, NOWHERE)
        for name in names
    )


def _system(random: Random, name: str, services: list[Service], events: list[Event]) -> System:
    wanted = [one for one in random.sample(events, min(3, len(events))) if not one.private or one.system == name]
    delivery, retry = Delivery("queue", "letters", False, NOWHERE), Retry(3_600, 10)
    subscriptions = tuple(
        Subscription(f"wish-{number}", name, "receiving", EventReference(one.system, one.name, 1, NOWHERE), None,
                     NOWHERE, delivery, retry, 3_600, NOWHERE)
        for number, one in enumerate(wanted)
    )  # fmt: skip
    queue = Queue("letters", "", False, 3_600, None, 3_600, NOWHERE)
    receiving = Service("receiving", name, "", (), (), (queue,), subscriptions, NOWHERE)
    return System(name, "", "team", "", (*services, receiving), NOWHERE)
