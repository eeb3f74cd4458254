"""Which systems a finding keeps from being applied. Pure; finds nothing by itself.

What one team has written wrong is that team's, and theirs who receive an event of it that is not clear now. What mesh.yaml says
is everybody's, but for what it says of one system (its account, the exceptions that are made for it) and for what systems are
too many for together.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from meshctl.model.events import EventReference
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.stages import HUB, Stage
from meshctl.topology.buses import THE_HUB
from meshctl.topology.staged_ways import staged_ways
from meshctl.topology.ways import ways

_LIMITS = ("limit-exceeded", "quota-exceeded")
_ACCOUNT = "unknown-account"


def findings_that_touch(
    systems: Collection[str], mesh: Mesh, stage: Stage, findings: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Those of the findings that keep one of the systems from being applied to the stage."""
    concern = _Concern.of(mesh, stage)
    return tuple(one for one in findings if not concern.touched_by(one).isdisjoint(systems))


def touched_systems(mesh: Mesh, stage: Stage, findings: Iterable[Finding]) -> frozenset[str]:
    """The systems that one of the findings keeps from being applied to the stage."""
    concern = _Concern.of(mesh, stage)
    return frozenset().union(*(concern.touched_by(one) for one in findings))


@dataclass(frozen=True, slots=True)
class _Concern:
    """Whom findings of a mesh concern in a stage.

    `waiting` has, by system, who receives an event of it that is not clear; `by_place` the systems that a place in mesh.yaml
    is about; `elsewhere` are the places of other stages.
    """

    mesh: Mesh
    stage: Stage
    waiting: Mapping[str, set[str]]
    by_place: Mapping[Place, set[str]]
    elsewhere: frozenset[Place]

    @classmethod
    def of(cls, mesh: Mesh, stage: Stage) -> "_Concern":
        others = [one for one in mesh.stages if one.name != stage.name]
        elsewhere = {place for one in others for place in (one.place, *(account.place for account in one.accounts))}
        return cls(mesh, stage, _waiting(mesh, stage), _by_place(mesh, stage), frozenset(elsewhere))

    def touched_by(self, finding: Finding) -> set[str]:
        """The systems that cannot be applied as long as the finding stands."""
        directory, is_within, _ = finding.place.file.partition("/")
        if is_within or (directory in self.mesh.unread and not directory.endswith((".yaml", ".yml"))):
            own = {directory}
        elif finding.place in self.elsewhere:
            own = set()
        else:
            own = self._named_in_mesh(finding)
        return own.union(*(self.waiting.get(system, ()) for system in own))

    def _named_in_mesh(self, finding: Finding) -> set[str]:
        if finding.place in self.by_place:
            named = self.by_place[finding.place]
            return self._sharing_with(named) if finding.check in _LIMITS else named
        if finding.check == _ACCOUNT:
            return {one.name for one in self.mesh.systems} - {account.alias for account in self.stage.accounts}
        if finding.check in _LIMITS:
            return self._publishing if finding.place == self.stage.place else self._receiving
        return {one.name for one in self.mesh.systems}

    def _sharing_with(self, systems: Collection[str]) -> set[str]:
        """They and all that have the same account, of which there is too much."""
        numbers = {one.number for one in self.stage.accounts if one.alias in systems}
        return {one.alias for one in self.stage.accounts if one.number in numbers and one.alias != HUB}

    @property
    def _publishing(self) -> set[str]:
        return {one.name for one in self.mesh.systems if one.public_sources}

    @property
    def _receiving(self) -> set[str]:
        return {way.subscription.system for way in ways(self.mesh) if way.bus == THE_HUB}


def _waiting(mesh: Mesh, stage: Stage) -> dict[str, set[str]]:
    clear = {way.subscription.key for way in staged_ways(mesh, stage)}
    waiting: dict[str, set[str]] = {}
    for one in mesh.subscriptions:
        if isinstance(one.wants, EventReference) and one.key not in clear:
            waiting.setdefault(one.wants.system, set()).add(one.system)
    return waiting


def _by_place(mesh: Mesh, stage: Stage) -> dict[Place, set[str]]:
    """Accounts and exceptions, which mesh.yaml has a place for each of."""
    named = [(one.place, one.alias) for one in stage.accounts if one.alias != HUB and one.place != stage.place]
    named += [(one.place, one.where.partition("/")[0]) for one in mesh.own_exemptions]
    return {place: {system} for place, system in named}
