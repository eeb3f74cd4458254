"""Arrows point inward only (docs/architecture.md, "The rooms"): who may import whom within meshctl."""

from collections.abc import Collection, Iterable
from graphlib import CycleError, TopologicalSorter

import pytest

from .imports import Import, against_the_arrows, between_modules, between_rooms, effects_in, imports_of, part_of
from .tree import Source, python

ARROWS: dict[str, frozenset[str]] = {
    "__version__": frozenset(),  # of the package itself
    "masking": frozenset(),
    "errors": frozenset({"masking"}),
    "aws_facts": frozenset(),
    "iam": frozenset({"aws_facts"}),
    "model": frozenset(),
    "patterns": frozenset(),
    "patterns.operators": frozenset(),
    "patterns.syntax": frozenset({"patterns.operators"}),
    "patterns.matching": frozenset({"patterns.operators", "patterns.syntax"}),
    "patterns.index": frozenset({"patterns.operators", "patterns.syntax", "patterns.matching"}),
    "patterns.dialects": frozenset({"patterns.operators", "patterns.syntax", "patterns.matching"}),
    "patterns.explaining": frozenset({"patterns.operators", "patterns.syntax", "patterns.matching"}),
    "json_schema": frozenset(),
    "results": frozenset({"model"}),
    "catalogue": frozenset({"aws_facts", "errors", "model", "json_schema", "packaging.handlers", "packaging.ignored"}),
    "catalogue.edits": frozenset({"errors", "model", "catalogue"}),
    "contracts": frozenset(),
    "contracts.filters": frozenset({"model", "patterns", "json_schema", "contracts.validation"}),
    "contracts.contradictions": frozenset({"json_schema", "contracts.filters"}),
    "contracts.forms": frozenset({"json_schema", "contracts.filters"}),
    "contracts.validation": frozenset({"json_schema", "model"}),
    "contracts.versions": frozenset({"model", "json_schema", "contracts.forms"}),
    "contracts.witnesses": frozenset(
        {"json_schema", "contracts.filters", "contracts.forms", "contracts.validation", "contracts.versions"}
    ),
    "contracts.developments": frozenset(
        {"model", "patterns", "json_schema", "contracts.filters", "contracts.forms", "contracts.versions"}
        | {"contracts.witnesses"}
    ),
    "checks": frozenset({"aws_facts", "masking", "model", "patterns", "contracts", "topology"}),
    "topology": frozenset({"aws_facts", "model", "patterns"}),
    "plan": frozenset({"aws_facts", "errors", "model", "topology"}),
    "passes": frozenset({"topology", "passes.joined"}),
    "passes.joined": frozenset({"topology"}),
    "changes": frozenset({"masking", "model", "passes", "plan", "retirement", "topology"}),
    "retirement": frozenset({"errors", "model", "passes", "topology"}),
    "codegen": frozenset({"errors", "json_schema", "model"}),
    "packaging": frozenset({"errors", "aws_facts"}),
    "records": frozenset({"errors", "model", "passes", "topology"}),
    "adoption": frozenset({"errors"}),
    "progress": frozenset({"plan"}),
    "drift": frozenset({"adoption", "passes", "plan", "records"}),
    "render": frozenset({"model", "passes", "plan", "records"}),
    "report": frozenset(
        {"masking", "model", "changes", "contracts", "drift", "passes", "plan", "progress", "results", "retirement"}
    ),
    "ports": frozenset({"adoption", "drift", "model", "plan", "packaging", "progress", "results", "retirement"}),
    "app": frozenset(),
    "app.adopt": frozenset({"errors", "ports", "model", "adoption", "plan", "progress", "app.deploy", "topology"}),
    "app.check": frozenset({"errors", "ports", "model", "catalogue", "checks", "packaging", "results"}),
    "app.complete": frozenset({"ports", "model", "catalogue", "app.check"}),
    "app.deploy": frozenset(
        {
            "errors",
            "ports",
            "aws_facts",
            "model",
            "app.packages",
            "changes",
            "checks",
            "topology",
            "passes",
            "records",
            "retirement",
            "plan",
            "packaging",
            "progress",
            "render",
            "results",
        }
    ),
    "app.packages": frozenset(
        {"contracts", "errors", "ports", "aws_facts", "model", "packaging", "results", "app.check"}
    ),
    "app.approve": frozenset({"errors", "app.deploy", "records"}),
    "app.drift": frozenset(
        {"errors", "ports", "model", "app.deploy", "drift", "passes", "plan", "records", "topology"}
    ),
    "app.events": frozenset(
        {"errors", "ports", "aws_facts", "model", "patterns", "contracts", "topology", "results", "app.tell"}
    ),
    "app.events.receivers": frozenset(
        {"errors", "aws_facts", "model", "patterns", "topology", "results", "app.tell", "app.events.envelope"}
    ),
    "app.policy": frozenset({"errors", "ports", "model", "checks", "topology", "plan", "results"}),
    "app.schemas": frozenset({"errors", "model", "catalogue", "checks", "json_schema", "results"}),
    "app.tell": frozenset(
        {"errors", "aws_facts", "model", "catalogue", "checks", "contracts", "topology", "results", "app.check"}
    ),
    "app.write": frozenset({"codegen", "errors", "aws_facts", "model", "catalogue", "app.check", "app.tell"}),
    "adapters": frozenset(
        {"errors", "ports", "catalogue", "plan", "packaging", "render", "results", "adapters.private"}
        | {"adapters.programs", "adapters.terraform"}
    ),
    "adapters.aws": frozenset({"errors", "ports", "adoption", "drift", "retirement"}),
    "adapters.private": frozenset({"errors"}),
    "adapters.programs": frozenset({"errors", "masking"}),
    "adapters.terraform": frozenset(
        {
            "errors",
            "ports",
            "adoption",
            "plan",
            "progress",
            "adapters.aws.helps",
            "adapters.private",
            "adapters.programs",
        }
    ),
    "adapters.wheels": frozenset({"errors", "masking", "packaging", "adapters.private", "adapters.programs"}),
    "adapters.environments": frozenset({"errors", "adapters.private", "adapters.programs", "adapters.wheels"}),
    "adapters.codegen": frozenset(
        {"errors", "adapters.catalogue_files", "adapters.directory_walk", "adapters.environments"}
        | {"adapters.installation", "adapters.programs"}
    ),
    "adapters.policy": frozenset({"errors", "adapters", "results"}),
    # They run in checkov's environment, on nothing of meshctl.
    "adapters.policy.checkov_main": frozenset(),
    "adapters.policy.parliament_main": frozenset(),
    # The embedded AWS is AWS: it matches patterns, asks policies and knows nothing of a mesh.
    "adapters.local_aws": frozenset(
        {"__version__", "errors", "aws_facts", "iam", "masking", "patterns", "adapters.private", "adapters.programs"}
    ),
    # Runs in the function's own process, on nothing but Python.
    "adapters.local_aws.functions.function_main": frozenset(),
    "cli": frozenset(
        {
            "__version__",
            "errors",
            "masking",
            "ports",
            "model",
            "changes",
            "codegen",
            "drift",
            "passes",
            "plan",
            "packaging",
            "progress",
            "records",
            "render",
            "report",
            "results",
            "retirement",
            "app",
            "adapters",
        }
    ),
    "__main__": frozenset({"cli"}),
    # Runs in the pytest of a team: an edge of its own, as the command line is one.
    "testkit": frozenset({"errors", "model", "patterns", "catalogue", "contracts", "topology", "app.tell", "adapters"}),
}
PURE = (
    "masking",
    "errors",
    "aws_facts",
    "iam",
    "model",
    "patterns",
    "json_schema",
    "results",
    "catalogue",
    "contracts",
    "codegen",
    "checks",
    "topology",
    "plan",
    "passes",
    "changes",
    "render",
    "report",
    "passes",
    "records",
    "adoption",
    "progress",
    "drift",
)
EFFECTS = frozenset(
    {"asyncio", "fcntl", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "select", "shutil"}
    | {"signal", "socket", "socketserver", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid"}
)


def imports() -> list[Import]:
    """All of the product."""
    return [one for source in python("meshctl/") for one in imports_of(source)]


def test_every_import_points_inward() -> None:
    assert [str(one) for one in against_the_arrows(imports(), ARROWS)] == []


def rooms_of(part: str, allowed: Collection[str]) -> set[str]:
    """All parts that a part may look into: an arrow to a part leads to the rooms in it, too, but for its own."""
    return {key for key in ARROWS for other in allowed if f"{key}.".startswith(f"{other}.")} - {part}


def test_no_two_parts_point_at_each_other() -> None:
    inside = {part: rooms_of(part, allowed) for part, allowed in ARROWS.items()}
    assert [*TopologicalSorter(inside).static_order()]


def test_a_circle_through_a_room_is_found() -> None:
    assert rooms_of("cli", {"app"}) >= {"app", "app.check", "app.tell"}
    with pytest.raises(CycleError):
        [*TopologicalSorter({"cli": rooms_of("cli", {"app"}), "app.tell": {"cli"}}).static_order()]


def test_no_two_modules_import_each_other_not_even_late() -> None:
    modules = {source.module for source in python("meshctl/")}
    assert [*TopologicalSorter(between_modules(imports(), modules)).static_order()]


def test_a_circle_of_modules_is_found() -> None:
    names, options = (
        Source("meshctl/cli/names.py", "def late():\n    from meshctl.cli.options import nearest"),
        Source("meshctl/cli/options.py", "from meshctl.cli.names import names"),
    )
    found = [*imports_of(names), *imports_of(options)]
    with pytest.raises(CycleError):
        [*TopologicalSorter(between_modules(found, {names.module, options.module})).static_order()]


def test_no_two_rooms_import_each_other() -> None:
    modules, rooms = modules_and_rooms(python("meshctl/"))
    assert [*TopologicalSorter(between_rooms(between_modules(imports(), modules), rooms)).static_order()]


def test_a_circle_of_rooms_is_found_though_no_two_modules_import_each_other() -> None:
    arrows = {"model.a": {"plan.b"}, "plan.c": {"model.d"}, "plan.inner.e": {"plan.b"}}
    found = between_rooms(arrows, ["model", "plan", "plan.inner"])
    assert found == {"model": {"plan"}, "plan": {"model"}}
    with pytest.raises(CycleError):
        [*TopologicalSorter(found).static_order()]


def modules_and_rooms(sources: Iterable[Source]) -> tuple[set[str], set[str]]:
    """The names of all modules, and within the product those of the directories."""
    modules = {source.module for source in sources}
    faces = {source.module for source in sources if source.path.endswith("__init__.py")}
    return modules, {face.removeprefix("meshctl.") for face in faces if face != "meshctl"}


def test_every_module_belongs_to_a_part() -> None:
    assert [one.path for one in python("meshctl/") if one.module != "meshctl" and not part_of(one.module, ARROWS)] == []


def test_the_pure_parts_know_no_effects() -> None:
    assert [str(one) for one in effects_in(imports(), PURE, EFFECTS)] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("meshctl/model/mesh.py", "from meshctl.errors import MeshctlError"),
        ("meshctl/plan/stacks.py", "def late():\n    import meshctl.render.bundle"),
        ("meshctl/topology/names.py", "from ..plan import stacks"),
        ("meshctl/report/__init__.py", "from ..app.trace import Step"),
        ("meshctl/topology/names.py", "from meshctl import cli"),
        ("meshctl/adapters/local_aws/state.py", "from meshctl.model.mesh import Mesh"),
        ("meshctl/adapters/terraform/runner.py", "from meshctl.adapters.aws.stage_aws import StageAws"),
        ("meshctl/nowhere/new.py", "from meshctl.errors import MeshctlError"),
    ],
)
def test_an_import_outward_is_found(path: str, text: str) -> None:
    assert len(against_the_arrows(imports_of(Source(path, text)), ARROWS)) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("meshctl/topology/names.py", "from .arns import Arns"),
        ("meshctl/checks/__init__.py", "from .check import Check"),
        ("meshctl/cli/deploy/local.py", "def up():\n    from meshctl.adapters.local_aws import control"),
    ],
)
def test_an_import_inward_is_none(path: str, text: str) -> None:
    assert against_the_arrows(imports_of(Source(path, text)), ARROWS) == []


def test_an_effect_in_a_pure_part_is_found() -> None:
    sample = Source("meshctl/plan/stacks.py", "def late():\n    from os import environ")
    assert len(effects_in(imports_of(sample), PURE, EFFECTS)) == 1


def test_to_join_addresses_is_no_effect_and_to_fetch_them_is() -> None:
    sample = Source("meshctl/plan/stacks.py", "from urllib.parse import urljoin\nfrom urllib.request import urlopen")
    assert [one.imported for one in effects_in(imports_of(sample), PURE, EFFECTS)] == ["urllib.request.urlopen"]
