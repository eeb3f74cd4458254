"""Use case: what does this machine lack, of all that meshctl and a catalogue need? Pure."""

from collections.abc import Iterable

from meshctl.catalogue.cascade import own_default
from meshctl.model.mesh import Mesh
from meshctl.results.machine_facts import MachineFact


def lacking(facts: Iterable[MachineFact]) -> tuple[MachineFact, ...]:
    """The facts that are not fine, but for what one can do without."""
    return tuple(fact for fact in facts if fact.needed and not fact.fine)


def provider_versions(mesh: Mesh | None) -> tuple[str, ...]:
    """The versions of the AWS provider that the stages and guardrails of a mesh use, each once; without one, what is used by default."""
    said = tuple(dict.fromkeys(one.number for one in mesh.aws_providers)) if mesh else ()
    default: str = own_default("mesh", "aws_provider")
    return said or (default,)
