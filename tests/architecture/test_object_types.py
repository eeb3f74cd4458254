"""What is named alike is typed alike: in every module, in every root, and in what meshctl fills them from.

Terraform drops a key that an object type does not declare, and says nothing: a key forgotten in one place is lost.
"""

from dataclasses import dataclass, is_dataclass
from importlib import import_module
from inspect import getmembers
from pkgutil import iter_modules
from typing import Any

import pytest

from meshctl.topology import parts

from .object_types import Holder, dataclass_objects, differences, terraform_objects, variables
from .tree import Source, terraform

PARTS = "meshctl/topology/parts"
ROOM = [import_module(f"{parts.__name__}.{one.name}") for one in iter_modules(parts.__path__)]
CLASSES: list[Any] = [
    one for module in ROOM for _, one in getmembers(module, is_dataclass) if one.__module__ == module.__name__
]
ONLY_IN = {
    # The package of a function is built elsewhere, and known when the stacks are made.
    ("function", "package"): {"terraform/system", "modules/function"},
    ("function", "package_hash"): {"terraform/system", "modules/function"},
    # A module gets the ARN of dead letters from the module that makes them, so that it waits for them.
    ("function", "dead_letters"): {PARTS, "terraform/system"},
    ("function", "dead_letters_arn"): {"modules/function"},
    ("function", "on_failure_arns"): {"modules/function"},
    # And the ARN of a buffer's function from the module of the function.
    ("buffer", "function"): {PARTS, "terraform/system"},
    ("mapping", "function"): {PARTS, "terraform/system"},
    # A stream is one thing, and how a mapping reads one (`stream`) another.
    **{("stream", key): {"modules/stream"} for key in ("name", "arn", "shards", "keep_seconds")},
    **{
        ("stream", key): {PARTS, "terraform/system", "modules/mapping"}
        for key in ("bisect", "max_age_seconds", "parallel", "retries", "on_failure_arn", "start_at")
    },
    # The hub's bus comes with all that hangs on it.
    ("bus", "archive"): {"terraform/hub", "modules/hub"},
    ("bus", "organization"): {"terraform/hub", "modules/hub"},
    ("bus", "policy_form"): {"terraform/hub", "modules/hub"},
    ("bus", "publishers"): {"terraform/hub", "modules/hub"},
}


def holders(sources: tuple[Source, ...] = terraform()) -> list[Holder]:
    """Every object type of modules, roots and parts."""
    return [*terraform_objects(sources), *dataclass_objects(CLASSES, PARTS)]


def changed(path: str, old: str, new: str) -> list[str]:
    """What is told when a file of Terraform says something else in its first such place."""
    sources = tuple(Source(one.path, one.text.replace(old, new, 1)) if one.path == path else one for one in terraform())
    assert sources != terraform(), f"{path} does not say {old}"
    return differences(holders(sources), ONLY_IN)


def test_what_is_named_alike_is_typed_alike() -> None:
    assert differences(holders(), ONLY_IN) == []


@pytest.mark.parametrize("name", ["queue", "dead_letters", "function", "route", "senders", "archive"])
def test_modules_roots_and_parts_are_looked_at(name: str) -> None:
    places = {one.where.split("/")[0] for one in holders() if one.name == name}
    assert places == {"modules", "terraform", "meshctl"}


def test_every_key_that_only_some_have_is_there() -> None:
    assert {(one.name, key) for one in holders() for key in one.keys} >= ONLY_IN.keys()


def test_the_type_of_every_variable_can_be_read() -> None:
    declared = sum(source.text.count('\nvariable "') + source.text.startswith('variable "') for source in terraform())
    assert len([name for source in terraform() for name, _ in variables(source)]) == declared > 0


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("modules/queue/variables.tf", "max_receives               = number\n", "", "queue.max_receives is missing"),
        ("terraform/system/variables.tf", "max_receives               = number\n", "", "queue.max_receives is missing"),
        ("modules/route/variables.tf", "attempts = number", "tries = number", "retry.attempts is missing"),
        ("terraform/routes/variables.tf", "bus_name = string\n", "", "route.bus_name is missing"),
        ("modules/queue/variables.tf", "keep_seconds               = number", "keep_seconds = string", "queue.keep_seconds has 2 types"),
        ("terraform/system/variables.tf", "max_receives               = number", "max_receives = optional(number, 5)", "queue.max_receives has 2 types"),
        ("modules/dead-letters/variables.tf", "optional(string)", "string", "dead_letters.source_queue_arn has 2 types"),
        ("modules/function/variables.tf", "list(string)", "set(string)", "publishes.detail_types has 2 types"),
        ("modules/queue-policy/variables.tf", "    account = string\n", "", "senders.account is missing"),
        ("terraform/hub/stack.tf", "    region  = string\n", "", "stack.region is missing"),
        ("modules/hub/variables.tf", "    organization = optional(string)\n", "", "bus.organization is missing"),
        ("modules/buffer/variables.tf", "batch_size = number\n", "batch_size = number\n    function = string\n", "buffer.function is too much"),
    ],
)  # fmt: skip
def test_a_key_that_is_forgotten_or_typed_otherwise_is_found(path: str, old: str, new: str, told: str) -> None:
    assert any(one.startswith(told) for one in changed(path, old, new))


@dataclass
class Forgetful:
    """A role without its ARN."""

    name: str


@dataclass
class Inexact:
    """A role whose ARN may be missing."""

    name: str
    arn: str | None


@pytest.mark.parametrize(
    ("class_", "told"), [(Forgetful, "role.arn is missing in x.py"), (Inexact, "role.arn has 2 types")]
)
def test_a_key_that_a_part_forgets_or_types_otherwise_is_found(class_: type, told: str) -> None:
    part = type("Part", (), {"__annotations__": {"role": class_}})
    found = [*terraform_objects(terraform()), *dataclass_objects([dataclass(part)], "x.py")]
    assert told in differences(found, ONLY_IN)
