"""Plans as `terraform show -json` gives them: what is one, what packs need of it, and how many resources it has. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from json import dumps, loads
from typing import Any

from meshctl.errors import MeshctlError

FORMAT = "1"
"""The major version of the format that Terraform writes since 1.0 ("JSON Output Format", format_version)."""
MOST_MEGABYTES = 200
_NEEDED = ("format_version", "terraform_version", "variables", "planned_values", "resource_changes", "configuration")
_SHOW = "give what `terraform show -json PLANFILE` writes"


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan: what packs need of it as JSON, and the number of resources that there will be."""

    content: bytes
    resources: int


def read_plan(name: str, content: bytes) -> PlanDocument:
    """The plan in a file called `name`. Raises `MeshctlError`, which quotes nothing of it: a plan holds secrets."""
    plan = _parsed(name, content)
    version = plan.get("format_version")
    if not isinstance(version, str) or "planned_values" not in plan:
        raise MeshctlError(f'"{name}" is no plan of Terraform{_looks_like(plan)}', _SHOW)
    if version.partition(".")[0] != FORMAT:
        message = f'"{name}" has the format {version[:20]}, and meshctl reads {FORMAT}.x'
        raise MeshctlError(message, "make it with Terraform 1.10 or later, and see whether there is a newer meshctl")
    try:
        count = sum(1 for _ in _managed(plan["planned_values"].get("root_module", {})))
    except (AttributeError, TypeError, KeyError) as error:
        raise MeshctlError(f'"{name}" is no plan of Terraform: its planned values have another form', _SHOW) from error
    return PlanDocument(dumps({key: plan[key] for key in _NEEDED if key in plan}).encode(), count)


def _parsed(name: str, content: bytes) -> dict[str, Any]:
    if len(content) > MOST_MEGABYTES * 10**6:
        message = f'"{name}" is larger than {MOST_MEGABYTES} MB'
        raise MeshctlError(message, "plan in parts, or check the HCL: --directory")
    if content.startswith(b"PK\x03\x04"):
        message = f'"{name}" is a plan as `terraform plan -out` writes it, which only Terraform reads'
        raise MeshctlError(message, f"run `terraform show -json {name} > plan.json` where it was planned")
    try:
        plan = loads(content)
    except (ValueError, RecursionError):
        if content.lstrip().startswith(b'{"@level"'):
            raise MeshctlError(f'"{name}" is what Terraform says while it plans, and no plan', _SHOW) from None
        raise MeshctlError(f'"{name}" is no JSON', _SHOW) from None
    if not isinstance(plan, dict):
        raise MeshctlError(f'"{name}" is no plan of Terraform', _SHOW)
    return plan


def _looks_like(plan: dict[str, Any]) -> str:
    return ": it is a state" if "values" in plan or "serial" in plan else ""


def _managed(module: dict[str, Any]) -> Iterator[Any]:
    """What Terraform makes, in a module and in those in it; not what it only reads."""
    yield from (one for one in module.get("resources", ()) if one["mode"] == "managed")
    for child in module.get("child_modules", ()):
        yield from _managed(child)
