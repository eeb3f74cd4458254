"""A catalogue with every way that meshctl can build, made from the table of kinds. What is opened there is in here by itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from json import dumps

from meshctl.app.tell.built_ways import BuiltWays
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.kinds import CHANNELS, KINDS
from meshctl.model.mesh import Mesh

from .in_order import IN_ORDER
from .once import ONCE

WAY = "way"
"""The field by which messages choose their way: each subscription wants those that name it, or what leads on from it."""

EVENTS = {"told": "event: far/Told", "sent": "event: near/Sent", "noted": "event: near/Noted"}
"""Of another system over the hub, of the own one over the hub, and private."""
SOURCES = {"aws": "{source: aws.s3, types: [Object Created]}", "schedule": "{every: 1h}"}
ITEMS = {
    "function": "{source: lambdas/desk, handler: handler.handle}",
    "workflow": "{definition: workflows/nothing.json}",
    "workflow express": "{definition: workflows/nothing.json, type: express}",
    "queue fifo": "{order: fifo}",
}
"""How a channel is declared, by its kind and the form of the way; `{}` where nothing need be said."""
FORMS = {
    "function": ("direct", "input", "lossy"),
    "queue": ("fifo", "input", "lossy", "patient"),
    "topic": ("input",),
    "stream": ("input", "patient"),
    "workflow": ("express", "input", "lossy"),
    "log": ("patient",),
    "bus": ("lossy",),
}
"""In which other forms than the plain one, which is tried from everywhere, an event is delivered to a kind."""
FURTHER_FORMS = (("topic", "queue", "lossy"), ("topic", "function", "lossy"), ("stream", "function", "lossy"))
"""The same of what is passed on."""
SAYS = {
    "input": "    input: {chosen: way}\n",
    "lossy": "    dead_letters: none\n",
    "patient": "    retry: {for: 2h, attempts: 7}\n    dead_letters: {keep: 5d}\n",
}
"""What a subscription of a form says besides. What is `lossy` is never poisoned: it would be tried again until it is too old."""
SENDS = "sends_to: {buses: [bus]}"
"""What the service that reads may do besides: what holds `pass_on`, its functions put on the bus, for the way `bus-queue`."""
WORK = "work"
"""The queue that a function reads; all other queues keep what comes, to be looked at."""


@dataclass(frozen=True)
class TriedWay:
    """A subscription: from an event, a source or a channel to a channel, in some form."""

    begin: str
    end: str
    form: str = ""

    @property
    def name(self) -> str:
        """`told-queue-fifo`."""
        return "-".join(filter(None, (self.begin, self.end, self.form)))

    @property
    def service(self) -> str:
        """Who has it: what is read, or subscribed to, of one service goes to another one of its system."""
        return "reader" if self.begin in CHANNELS and not KINDS[self.begin].bus else "desk"

    @property
    def key(self) -> str:
        """That of the subscription."""
        return f"near/{self.service}/{self.name}"

    @property
    def kind(self) -> str:
        """The kind of channel that it leads to."""
        return "queue" if self.end == WORK else self.end

    @property
    def channel(self) -> str:
        """Where it leads: what is passed on from has one channel for all, everything else one of its own."""
        return self.end if self.end == WORK or KINDS[self.kind].for_subscribers else self.name

    @property
    def item(self) -> str:
        """How its channel is declared."""
        return ITEMS.get(f"{self.kind} {self.form}", ITEMS.get(self.kind, "{}"))


def built_catalogue() -> dict[str, str]:
    """The files of the catalogue with every way that meshctl can build today."""
    built = BuiltWays.of(mesh := mesh_of(_files(tried := [*_ways()])), mesh.stages[0])
    return _files([one for one in tried if one.key in built.ways])


def mesh_of(files: Mapping[str, str]) -> Mesh:
    """The mesh of such files."""
    directories = {path.rsplit("/", depth)[0] for path in files for depth in range(1, path.count("/") + 1)}
    contents = {path: text.encode() for path, text in files.items()}
    mesh = read_catalogue(CatalogueFiles(contents, frozenset({*contents, *directories}))).mesh
    assert mesh
    return mesh


def _ways() -> Iterator[TriedWay]:
    """From each event and source to each channel, and from each channel to those that it reaches."""
    ends = [kind for kind in CHANNELS if KINDS[kind].is_built]
    for begin in (*EVENTS, *(one for one in SOURCES if KINDS[one].is_built)):
        reached = ends if begin in EVENTS else [one for one in KINDS[begin].reaches if one in ends]
        yield from (TriedWay(begin, end) for end in reached)
        yield from (TriedWay(begin, WORK) for _ in range(begin != "schedule"))
    yield from (TriedWay("told", end, form) for end in ends for form in FORMS.get(end, ()))
    yield from (TriedWay(*way) for way in FURTHER_FORMS)
    for begin in (one for one in ends if KINDS[one].reaches):
        yield from (TriedWay(begin, end) for end in KINDS[begin].reaches if end in ends and end != begin)


def _files(ways: Iterable[TriedWay]) -> dict[str, str]:
    every = [*ways]
    return {**_FIXED, **IN_ORDER, **ONCE, **{f"near/{name}.yaml": _service(name, every) for name in ("desk", "reader")}}


def _service(name: str, every: list[TriedWay]) -> str:
    own = [one for one in every if one.service == name]
    sends = [SENDS] if name == "reader" and any(one.end == "bus" for one in every) else []
    return "\n".join((f"service: {name}", *sends, *_sources(own), *_channels(own), *_subscribes(own, every))) + "\n"


def _sources(ways: Iterable[TriedWay]) -> Iterator[str]:
    for kind in sorted({one.begin for one in ways} & {*SOURCES}):
        yield f"{KINDS[kind].section}: {{{kind}: {SOURCES[kind]}}}"


def _channels(ways: Iterable[TriedWay]) -> Iterator[str]:
    declared = {(KINDS[one.kind].section, one.channel): one.item for one in ways}
    for section in sorted({section for section, _ in declared}):
        items = sorted(f"  {name}: {item}" for (of, name), item in declared.items() if of == section)
        yield "\n".join((f"{section}:", *items))


def _subscribes(ways: Iterable[TriedWay], every: Iterable[TriedWay]) -> Iterator[str]:
    """Each wants what names it, or what leads on from where it leads."""
    yield "subscribes:"
    for one in ways:
        further = [each.name for each in every if (WORK if each.begin == "queue" else each.begin) == one.end]
        yield f"  {one.name}:\n    {_wanted(one)}\n{_said(one, [one.name, *further])}    deliver_to: {_delivery(one)}"


def _wanted(one: TriedWay) -> str:
    named = WORK if one.begin == "queue" else one.begin
    return EVENTS.get(one.begin, f"{one.begin}: {named}")


def _said(one: TriedWay, names: list[str]) -> str:
    where: object = {WAY: names}
    if one.begin in CHANNELS:
        where = {"detail": {"data": where}}
    said = "" if one.begin == "schedule" else f"    where: {dumps(where)}\n"
    said += "    retry: {attempts: 3}\n" if one.begin == "stream" else ""  # or its poison is tried again for hours
    return said + SAYS.get(one.form, "")


def _delivery(one: TriedWay) -> str:
    return f"{{{one.kind}: {one.channel}{', buffer: none' if one.form == 'direct' else ''}}}"


_SCHEMA = '{"type": "object", "properties": {"way": {"type": "string"}, "poison": {"type": "boolean"}}}\n'
_FIXED = {
    "mesh.yaml": """\
mesh: ways
region: eu-west-1
stages: {local: {cloud: local}}
defaults: {function: {runtime: python3.12, timeout: 2s, memory: 128MB}}
checks: {redundant-name: note, dead-letters-missing: note}
""",
    "near/system.yaml": "system: near\nowner: {team: near}\n",
    "far/system.yaml": "system: far\nowner: {team: far}\n",
    "near/news.yaml": """\
service: news
publishes:
  Sent: {version: 1, schema: events/any.json, description: Something was sent.}
  Noted: {version: 1, schema: events/any.json, visibility: private, description: Something was noted.}
""",
    "far/wire.yaml": """\
service: wire
publishes:
  Told: {version: 1, schema: events/any.json, description: Something was told.}
""",
    "near/events/any.json": _SCHEMA,
    "far/events/any.json": _SCHEMA,
    "near/workflows/nothing.json": '{"StartAt": "Nothing", "States": {"Nothing": {"Type": "Pass", "End": true}}}\n',
    "near/lambdas/desk/handler.py": '''\
"""Handles everything but poison, whatever brings it, and passes on what asks for it."""

import base64
import json

from meshkit import send_event


def handle(event, context):
    """Raises an error for what holds poison; puts an event on the bus for what is to be passed on."""
    records = event.get("Records", []) if isinstance(event, dict) else []
    texts = [base64.b64decode(one["kinesis"]["data"]).decode() for one in records if "kinesis" in one]
    if any("poison" in text for text in (json.dumps(event), *texts)):
        raise ValueError("poison")
    if any("pass_on" in text for text in (json.dumps(event), *texts)):
        send_event("bus", "Passed", {"way": "bus-queue"})
''',
}
