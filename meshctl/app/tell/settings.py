"""The settings of one thing of the catalogue, in the mesh and otherwise in single stages. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from itertools import chain
from typing import Any

from meshctl.model.channels import Channel
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import Source
from meshctl.results.things.stages import StageSettings

Settings = Mapping[str, Any]


def settings_of(thing: Channel | Source) -> Settings:
    """What a channel or a source says of itself by name; without its name, and without places."""
    said = {one.name: getattr(thing, one.name) for one in fields(thing) if one.name != "name"}
    return {key: value for key, value in said.items() if not isinstance(value, Place) and not key.endswith("_places")}


def settings_in_stages(mesh: Mesh, service: Service, thing: Channel | Source) -> tuple[StageSettings, ...]:
    """What stages say otherwise of a channel or a source of a service."""

    def tell(variant: Mesh) -> Settings:
        there = variant.service(service.key) or service
        same = (one for one in chain(there.channels, there.sources) if (one.kind, one.name) == (thing.kind, thing.name))
        return settings_of(next(same))

    return _differing(mesh, tell)


def delivery_in_stages(mesh: Mesh, subscription: Subscription) -> tuple[StageSettings, ...]:
    """What stages say otherwise of how a subscription is delivered."""

    def tell(variant: Mesh) -> Settings:
        return delivery_settings(next(one for one in variant.subscriptions if one.key == subscription.key))

    return _differing(mesh, tell)


def delivery_settings(subscription: Subscription) -> Settings:
    """How often it is tried and how long it is kept; None where that is a matter of the queue that is read."""
    if subscription.reads_queue:
        return dict.fromkeys(("retry_seconds", "retry_attempts", "dead_letters_keep_seconds"))
    return {
        "retry_seconds": subscription.retry.seconds,
        "retry_attempts": subscription.retry.attempts,
        "dead_letters_keep_seconds": subscription.dead_letters_keep_seconds,
    }


def _differing(mesh: Mesh, tell: Callable[[Mesh], Settings]) -> tuple[StageSettings, ...]:
    """Of what `tell` says of one thing, all that a stage says otherwise than the mesh; stages without such are left out."""
    general = tell(mesh)
    differing = {
        stage: {key: value for key, value in tell(variant).items() if value != general[key]}
        for stage, variant in mesh.variants.items()
    }
    return tuple(StageSettings(stage, settings) for stage, settings in differing.items() if settings)
