"""A stage led through changes of its catalogue, step by step: which events would be lost, refused or forged on the way. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain
from math import inf
from random import Random

from meshctl.passes import passes_of_change
from meshctl.passes.functions_behind import functions_behind
from meshctl.passes.generations import Generation, Pass, PassesOfChange, Retired, StackKey, StandingStacks
from meshctl.passes.looked_up import reached_in
from meshctl.passes.parts import longest_run, workflows_of
from meshctl.passes.pinned_events import PinnedEvent, functions_of
from meshctl.patterns import Pattern
from tests.support.read_records import ReadRecords
from tests.support.standing_mesh import StandingMesh, StillSent, all_told
from tests.support.standing_ways import Sent, StandingWays, sent_of
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
    in_flight: dict[StillSent, datetime] = field(default_factory=dict)
    """What code that was replaced may still publish and send, and until when."""
    wrong: list[str] = field(default_factory=list)
    by_people: frozenset[PinnedEvent] = frozenset()
    """What people's own code publishes as the first catalogue says, whether somebody takes it or not."""
    woken: set[tuple[StackKey, str]] = field(default_factory=set)
    known: dict[str, Pattern] = field(default_factory=dict)
    running: dict[tuple[StackKey, str, str], datetime] = field(default_factory=dict)
    """What executions of workflows may still call, and until when."""
    records: ReadRecords = field(default_factory=ReadRecords)
    stopped: set[int] = field(default_factory=set)
    """The catalogues of which an apply was stopped, by number."""
    came: set[tuple[str, Sent]] = field(default_factory=set)
    """What came to which subscription once. Of a catalogue that was stopped and given up nobody misses what never came."""
    gives_up: bool = False
    deletes: bool = True
    now: datetime = NOW
    meshes: list[StandingMesh] = field(default_factory=list)
    """What each catalogue says, as if it stood."""

    def __post_init__(self) -> None:
        self._begin(self.first)
        self.moment = Moment(self.first, self.first, {})
        self.records = self.records.later(self.first, self.first, self.now)
        self.woken |= {(stack.key, key) for stack, key, _ in functions_of(self.first)}

    def change(self, new: Generation, may_go: Iterable[Retired] = ()) -> PassesOfChange:
        may_go = tuple(may_go)
        self.idle |= {(one.stack, one.name) for one in may_go if one.kind == "function"}
        self._begin(new)
        standing = StandingStacks(self.moment.done, self.moment.begun, self.retired)
        return passes_of_change(standing, new, self.now, may_go, self.deletes)

    def _begin(self, catalogue: Generation) -> None:
        self.catalogues.append(catalogue)
        self.meshes.append(StandingMesh(catalogue, known=self.known))

    def walk(self, passes: Sequence[Pass], until: int | None = None) -> None:
        """Through all passes, or only into the midst of one."""
        for number, one in enumerate(passes):
            fly = self._switched(one)
            midst = [*in_the_midst(self.moment, one, self.chance)]
            looked = [(each, *self._looked(each, f"in the midst of {one.name}", fly)) for each in midst]
            self.in_flight |= fly
            if number == until:
                self.stopped.add(len(self.catalogues) - 1)
                self.moment, self.records, self.came = self.chance.choice(looked)
                return
            self.moment = after(one)
            self.records = self._look(self.moment, f"after {one.name}")
            mesh = StandingMesh(self.moment.stands)
            self.wrong += [f"after {one.name}: {each}" for each in (*mesh.unread(), *mesh.brought_twice())]
            self._run_on(one.name)
            settled = self.now + timedelta(seconds=one.settle_seconds)
            self.in_flight = {sent: ends for sent, ends in self.in_flight.items() if ends > settled}
        self.woken |= {(stack.key, key) for stack, key, _ in functions_of(self.moment.stands)}

    def _run_on(self, after_pass: str) -> None:
        """Executions begin with what stands, and go on whatever changes."""
        mesh = StandingMesh(self.moment.stands)
        ended = {(stack.key, key): self.now + longest_run(one) for stack, key, one in workflows_of(self.moment.stands)}
        self.running |= {call: max(self.running.get(call, self.now), ended[call[:2]]) for call in mesh.calls()}
        stopped = [call for call, until in self.running.items() if until > self.now and mesh.stops(call)]
        self.wrong += [f"after {after_pass}: an execution cannot call {call}" for call in stopped if not self.gives_up]

    def _switched(self, one: Pass) -> dict[StillSent, datetime]:
        found: dict[StillSent, datetime] = {}
        new = {(stack.key, key): (stack, function) for stack, key, function in functions_of(one.stacks)}
        for stack, key, old in functions_of(self.moment.stands):
            at = stack.key, key
            if at in self.woken - self.idle and at in new and new[at][1] != old:
                ends = self.now + timedelta(seconds=max(old["timeout_seconds"], new[at][1]["timeout_seconds"]))
                found |= {(at, event): ends for event in all_told(stack, old) - all_told(*new[at])}
        return found

    def _looked(self, moment: Moment, when: str, fly: Iterable[StillSent]) -> tuple[ReadRecords, set[tuple[str, Sent]]]:
        """What is read at a moment, and what has come until then: of several moments a change is stopped in one."""
        return self._look(moment, when, fly), {*self.came}

    def _look(self, moment: Moment, when: str, fly: Iterable[StillSent] = ()) -> ReadRecords:
        mesh = self._woken_up(moment, frozenset({*self.in_flight, *fly}))
        records = self.records.later(moment.stands, self.catalogues[-1], self.now)
        forged = mesh.taken_as_published - frozenset().union(*(one.declared for one in self.meshes))
        found = (
            *mesh.refused(),
            *mesh.read_twice(),
            *self._badly_brought(mesh),
            *self._badly_timed(mesh),
            *(f"{one} is taken, whoever sends it" for one in forged),
            *(() if self.gives_up else self.records.wrong(records, self.catalogues[-1], self.now)),
        )
        self.wrong += [f"{when}: {one}" for one in found]
        return records

    def _badly_brought(self, mesh: StandingMesh) -> Iterator[str]:
        """What does not come to a subscription that wants it, or comes more often than in any catalogue where its ways stay."""
        for k, sent, most in self.required(mesh):
            count = mesh.deliveries(sent, k)
            if count == 0 and not self._waits_for_its_routes(mesh, k):
                yield f"{sent} does not reach {k}"
            elif count > most:
                yield f"{sent} comes {count} times to {k}"
            self.came |= {(k, sent)} if count else set()

    def _waits_for_its_routes(self, mesh: StandingMesh, k: str) -> bool:
        """Whether it is a subscription of a function that runs with what comes to a topic already, and never ran: somebody may want what it
        publishes then. It begins with the code, and misses what comes to the topic newly from elsewhere in this moment
        (docs/surprises.md, "A new function at a busy topic")."""
        newest = self.meshes[-1].ways
        waits = [one["onward"] for one in newest.routes.get(k, ()) if "message" in one and k not in mesh.ways.routes]
        behind = frozenset().union(*(functions_behind(newest.generation).get(one["endpoint_arn"], ()) for one in waits))
        return (
            any(one["topic_arn"] in reached_in(mesh.generation, self.woken) for one in waits)
            and not behind <= self.woken
        )

    def _badly_timed(self, mesh: StandingMesh) -> Iterator[str]:
        """What comes to a subscription of schedules not at all although all catalogues have it come, or more often than in any of them
        although its ways are the same ones."""
        often, due = [one.due for one in self.meshes], mesh.due
        for k, count in due.items():
            if count > max(1, *(one[k] for one in often)) and not self._moves(k) and not self._goes_another_way(k):
                yield f"a time comes {count} times to {k}"
        always = set.intersection(*({*one.due} & one.ways.wanted for one in self.meshes))
        yield from (f"a time does not come to {k}" for k in sorted(always - due.keys()))

    def _goes_another_way(self, k: str) -> bool:
        """Whether a subscription gets something from elsewhere than in another catalogue, or feeds something else."""
        ways = [one.ways.origins(k) for one in self.meshes]
        return len({one for one in ways if one}) > 1

    def _moves(self, k: str) -> bool:
        """Whether the system of a subscription has not had the same account in all catalogues."""
        stacks = (stack for each in self.catalogues for stack in each.values() if stack.root == "system")
        return len({stack.account for stack in stacks if stack.owner == k.partition("/")[0]}) > 1

    def _woken_up(self, moment: Moment, in_flight: frozenset[StillSent]) -> StandingMesh:
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

    def required(self, mesh: StandingMesh) -> Iterator[tuple[str, Sent, float]]:
        """What has to come to which subscription, and how often at most."""
        of_aws = frozenset(event for one in self.meshes for event in one.declared if event.is_of_aws)
        told = [Told(one.ways, one.declared | of_aws) for one in self.meshes]
        told[0] = Told(told[0].ways, told[0].events | self.by_people)
        wanted = {k for one in told for k in one.ways.wanted}
        stay = {k for k in wanted if len({one.ways.of(k) for one in told}) == 1}
        for sent in sent_of(mesh.published | self.by_people | of_aws):
            taken = [one.ways.counted(sent) for one in told]
            for k in wanted.intersection(chain(*taken)):
                counts = [one[k] for one in taken]
                if _is_required(k, sent, told, counts) and self._is_missed(k, sent, counts):
                    yield k, sent, max(counts) if k in stay else inf

    def _is_missed(self, k: str, sent: Sent, wants: Sequence[int]) -> bool:
        given_up = self.stopped - {len(self.catalogues) - 1}
        whole = any(want for number, want in enumerate(wants) if number not in given_up)
        return whole or (k, sent) in self.came


@dataclass(frozen=True)
class Told:
    """A catalogue: its ways, and what is published as it says."""

    ways: StandingWays
    events: frozenset[PinnedEvent]

    def has_reach(self, k: str, sent: Sent) -> bool | None:
        """Whether it has an event come to a subscription; None where nobody publishes it, on any bus or out of any account."""
        event, total = sent
        if event in self.events:
            return self.ways.count(k, sent) > 0
        same = self._by_name.get((event.source, event.detail_type), ()) if not event.is_of_aws else ()
        return any(self.ways.count(k, (one, total)) for one in same) if same else None

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], list[PinnedEvent]]:
        found: dict[tuple[str, str], list[PinnedEvent]] = {}
        for one in self.events:
            found.setdefault((one.source, one.detail_type), []).append(one)
        return found


def _is_required(k: str, sent: Sent, told: Sequence[Told], counts: Sequence[int]) -> bool:
    first = next(number for number, count in enumerate(counts) if count)
    stays = all(k in one.ways.wanted for one in told[first:])
    return stays and False not in [one.has_reach(k, sent) for one in told]
