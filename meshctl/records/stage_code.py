"""What the stacks of a stage are made by, besides their inputs: what a record needs to know of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.passes.generations import StackKey
from meshctl.records.stack_record import root_of


@dataclass(frozen=True, slots=True)
class StageCode:
    """The digest of what Terraform runs, by root; and the hash of each package by the digest of its sources."""

    roots: Mapping[str, str]
    built: Mapping[str, str]

    def of(self, stack: StackKey) -> str:
        """The digest for a stack."""
        return self.roots[root_of(stack[1])]

    def built_in(self, inputs: Mapping[str, Any], before: Mapping[str, str]) -> Mapping[str, str]:
        """What the packages that `inputs` name were built of, as far as that is known now or was known `before`."""
        wanted = {one["package_hash"] for one in inputs.get("functions", {}).values()}
        now = {sources: package for sources, package in self.built.items() if package in wanted}
        unknown = wanted.difference(now.values())
        return {sources: package for sources, package in before.items() if package in unknown} | now
