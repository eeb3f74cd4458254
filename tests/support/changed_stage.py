"""A stage led through changes of its catalogue, step by step: which events would be lost, refused or forged on the way. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, Pass, PassesOfChange, Retired, StackKey, StandingStacks
from meshctl.passes.parts import longest_run, workflows_of
from meshctl.passes.pinned_events import PinnedEvent, functions_of, told
from meshctl.patterns import Pattern
from tests.support.standing_mesh import Sent, StandingMesh, declared, sent_of
from tests.support.walking_passes import Moment, after, in_the_midst

NOW = datetime(2026, 11, 26, tzinfo=UTC)


@dataclass
class Trial:
    """One stage through its changes; `catalogues` are those that were applied, or begun to be, in their order."""

    first: Generation
    chance: Random
    catalogues: list[Generation] = field(default_factory=list)
    moment: Moment = field(init=False)
    retired: tuple[Retired, ...] = ()
    idle: set[tuple[StackKey, str]] = field(default_factory=set)
    in_flight: dict[PinnedEvent, datetime] = field(default_factory=dict)
    """What code that was replaced may still publish, and until when."""
    wrong: list[str] = field(default_factory=list)
    by_people: frozenset[PinnedEvent] = frozenset()
    """What people's own code publishes as the first catalogue says, whether somebody takes it or not."""
    woken: set[tuple[StackKey, str]] = field(default_factory=set)
    known: dict[str, Pattern] = field(default_factory=dict)
    running: dict[tuple[StackKey, str, str], datetime] = field(default_factory=dict)
    """What executions of workflows may still call, and until when."""
    gives_up: bool = False
    deletes: bool = True
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.catalogues.append(self.first)
        self.moment = Moment(self.first, self.first, {})
        self.woken |= {(stack.key, key) for stack, key, _ in functions_of(self.first)}

    def change(self, new: Generation, may_go: Iterable[Retired] = ()) -> PassesOfChange:
        may_go = tuple(may_go)
        self.idle |= {(one.stack, one.name) for one in may_go if one.kind == "function"}
        self.catalogues.append(new)
        standing = StandingStacks(self.moment.done, self.moment.begun, self.retired)
        return passes_of_change(standing, new, self.now, may_go, self.deletes)

    def walk(self, passes: Sequence[Pass], until: int | None = None) -> None:
        """Through all passes, or only into the midst of one."""
        for number, one in enumerate(passes):
            fly = self._switched(one)
            midst = [*in_the_midst(self.moment, one, self.chance)]
            for each in midst:
                self._look(each, f"in the midst of {one.name}", fly)
            if number == until:
                self.moment = self.chance.choice(midst)
                self.in_flight |= fly
                return
            self.in_flight |= fly
            self.moment = after(one)
            self._look(self.moment, f"after {one.name}")
            self.wrong += [f"after {one.name}: {each}" for each in StandingMesh(self.moment.stands).unread()]
            self._run_on(one.name)
            if one.settle_seconds:
                self.in_flight.clear()
        self.woken |= {(stack.key, key) for stack, key, _ in functions_of(self.moment.stands)}

    def _run_on(self, after_pass: str) -> None:
        """Executions begin with what stands, and go on whatever changes."""
        mesh = StandingMesh(self.moment.stands)
        ended = {(stack.key, key): self.now + longest_run(one) for stack, key, one in workflows_of(self.moment.stands)}
        self.running |= {call: max(self.running.get(call, self.now), ended[call[:2]]) for call in mesh.calls()}
        stopped = [call for call, until in self.running.items() if until > self.now and mesh.stops(call)]
        self.wrong += [f"after {after_pass}: an execution cannot call {call}" for call in stopped if not self.gives_up]

    def _switched(self, one: Pass) -> dict[PinnedEvent, datetime]:
        found: dict[PinnedEvent, datetime] = {}
        new = {(stack.key, key): (stack, function) for stack, key, function in functions_of(one.stacks)}
        for stack, key, old in functions_of(self.moment.stands):
            at = stack.key, key
            if at in self.woken - self.idle and at in new and new[at][1] != old:
                ends = self.now + timedelta(seconds=max(old["timeout_seconds"], new[at][1]["timeout_seconds"]))
                found |= dict.fromkeys(told(stack, old) - told(*new[at]), ends)
        return found

    def _look(self, moment: Moment, when: str, fly: Iterable[PinnedEvent] = ()) -> None:
        mesh = self._woken_up(moment, frozenset({*self.in_flight, *fly}))
        self.wrong += [f"{when}: {one}" for one in (*mesh.refused(), *mesh.read_twice())]
        self.wrong += [
            f"{when}: {sent} does not reach {k}" for k, sent in self.required(mesh) if not mesh.reaches(sent, k)
        ]
        self.wrong += [f"{when}: {one}" for one in self._badly_timed(mesh)]
        forged = mesh.taken_as_published - frozenset().union(*map(declared, self.catalogues))
        self.wrong += [f"{when}: {one} is taken, whoever sends it" for one in forged]

    def _badly_timed(self, mesh: StandingMesh) -> Iterator[str]:
        """What comes to a subscription of schedules twice, or not at all although all catalogues have it come."""
        always = set.intersection(*({*StandingMesh(one, known=self.known).due()} for one in self.catalogues))
        due = mesh.due()
        yield from (f"a time comes {count} times to {k}" for k, count in due.items() if count > 1)
        yield from (f"a time does not come to {k}" for k in sorted(always - due.keys()))

    def _woken_up(self, moment: Moment, in_flight: frozenset[PinnedEvent]) -> StandingMesh:
        """The mesh with all functions running that something led to once; a new one runs from its first event on."""
        functions = {(stack.key, key) for stack, key, _ in functions_of(moment.stands)}
        while True:
            mesh = StandingMesh(moment.stands, self.idle | (functions - self.woken), in_flight, self.known)
            if mesh.reached <= self.woken:
                return mesh
            self.woken |= mesh.reached

    def giving_up(self, new: Generation) -> PassesOfChange:
        """The passes to a catalogue where everything that it retires is given up."""
        self.gives_up = True
        return self.change(new, self.change(new).retired)

    def finish(self, new: Generation) -> int:
        """Whatever is retired may go when its day has come, until nothing more goes; says how many changes that took."""
        for changes in range(30):
            change = self.change(new, [one for one in self.retired if one.until <= self.now and not self._is_on(one)])
            self.walk(change.passes)
            later = [one.until for one in change.retired if one.until > self.now]
            if not later and not change.passes and change.retired == self.retired:
                return changes
            self.retired = change.retired
            self._until(min(later, default=self.now))
        return 30

    def _is_on(self, retired: Retired) -> bool:
        """Whether it is a route that takes events still: it goes when it has been off for as long as is tried again."""
        routes = self.moment.stands[retired.stack].inputs.get("routes", {}) if retired.kind == "route" else {}
        return bool(routes and routes[retired.name]["enabled"])

    def _until(self, day: datetime) -> None:
        self.now = day
        self.in_flight = {one: ends for one, ends in self.in_flight.items() if ends > day}

    def required(self, mesh: StandingMesh) -> Iterator[tuple[str, Sent]]:
        of_aws = frozenset(one for each in self.catalogues for one in declared(each) if one.is_of_aws)
        events = [declared(self.first) | self.by_people, *map(declared, self.catalogues[1:])]
        events = [one | of_aws for one in events]
        as_declared = [
            (StandingMesh(one, known=self.known), of) for one, of in zip(self.catalogues, events, strict=True)
        ]
        wanted = {k for one, _ in as_declared for k in one.routes}
        for sent in sent_of(mesh.published | self.by_people | of_aws):
            yield from ((k, sent) for k in wanted if _is_required(k, sent, as_declared))


def _is_required(k: str, sent: Sent, catalogues: Sequence[tuple[StandingMesh, frozenset[PinnedEvent]]]) -> bool:
    wants = [any(one.matches(route, sent) for route in one.routes.get(k, ())) for one, _ in catalogues]
    if not any(wants):
        return False
    silent = [sent[0] not in events for _, events in catalogues]
    stays = all(k in one.routes for one, _ in catalogues[wants.index(True) :])
    return stays and all(want or is_silent for want, is_silent in zip(wants, silent, strict=True))
