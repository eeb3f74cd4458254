"""What holds for a kind of channel or source stands in `meshctl/model/kinds.py`, and in no table beside it."""

from typing import get_args

import pytest

from meshctl.model.channels import Channel
from meshctl.model.kinds import KINDS
from meshctl.model.sources import Source as MeshSource

from .kinds import tables_of_kinds
from .tree import Source, python

NAMES = {*KINDS, *(kind.section for kind in KINDS.values())}
CLASSES = {one.__name__ for union in (Channel, MeshSource) for one in get_args(union)}
HOMES = ("meshctl/model/kinds.py", "meshctl/model/channels.py", "meshctl/model/sources.py")
"""The table, and the classes themselves."""
NO_MESH = ("meshctl/adapters/local_aws/",)
"""The embedded AWS is AWS, and keeps tables of its own."""
REVIEWED = {
    "meshctl/passes/generations.py": "the variables of the roots, and what parts in them are called when they are retired",
    "meshctl/plan/foretold.py": "the modules of the root of a system, and its variables",
    "meshctl/passes/joined/systems.py": "the variables of the root of a system, which hold parts and not kinds",
    "meshctl/passes/steps/mappings.py": "the variables of the root of a system that can be read",
    "meshctl/passes/needed_grants.py": "the variables of the root of a system, which hold parts and not kinds",
    "meshctl/passes/remove.py": "the variables of the root of a system, which hold parts and not kinds",
    "meshctl/cli/write/new.py": "what the template of a service can deliver to",
    "meshctl/plan/stacks.py": "the variables of the root of a system, which hold parts and not kinds",
    "meshctl/plan/causes.py": "the modules of the roots, and what each of them serves",
    "meshctl/changes/plan_change.py": "the order in which changes are told",
    "meshctl/changes/planned_passes.py": "the variables of the roots, and what a change of the parts in them does",
    "meshctl/changes/facts.py": "the variables of the roots, and what the parts in them are called",
    "meshctl/changes/rows.py": "the variables of the roots, and whom the parts in them serve",
    "meshctl/report/events/journey.py": "the services of AWS, and what each calls what its ARNs name",
    "meshctl/testkit/wrappings.py": "how services of AWS wrap what comes over them, and how what comes directly does",
    "meshctl/retirement/queues.py": "the variables of the root of a system that hold queues",
}
ELSEWHERE = [source for source in python("meshctl/") if not source.path.startswith((*HOMES, *NO_MESH))]


def test_no_file_writes_down_a_table_of_kinds() -> None:
    found = [table for source in ELSEWHERE if source.path not in REVIEWED for table in found_in(source)]
    assert found == []


def test_what_is_reviewed_is_still_needed() -> None:
    assert {source.path for source in ELSEWHERE if found_in(source)} >= set(REVIEWED)


def test_the_table_of_kinds_would_be_found() -> None:
    assert [source.path for source in python(*HOMES) if found_in(source)] == sorted(HOMES)


@pytest.mark.parametrize(
    "text",
    [
        'READ = frozenset({"queue", "stream"})',
        'SECTIONS = {"queues": 1, "streams": 2}',
        'KIND = {1: "queue", 2: "topic"}',
        'if kind in ("queue", "topic"): ...',
        'kinds = ["orders", "log", "bus"]',
        'match kind:\n    case "queue" | "topic": ...',
        "if isinstance(channel, Queue | Topic | None): ...",
        "if isinstance(channel, (Queue, Topic)): ...",
    ],
)
def test_a_table_of_kinds_is_found(text: str) -> None:
    assert len(found_in(Source("meshctl/checks/loop.py", text))) >= 1


@pytest.mark.parametrize(
    "text", ['if kind == "queue": ...', 'ROW = ("queue", "orders")', "def a(b: Queue | None): ..."]
)
def test_a_single_kind_is_no_table(text: str) -> None:
    assert found_in(Source("meshctl/checks/loop.py", text)) == []


def found_in(source: Source) -> list[str]:
    return tables_of_kinds(source, NAMES, CLASSES)
