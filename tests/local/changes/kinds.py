"""Every kind of change, as a pair of services before and after it. Text only; JSON is YAML.

Events that a kind of change is about are named after it, so that the journal tells whose an event is.
"""

import json
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .services import RELAYS, TAKES, Files, Service, system, wish

MESH = {
    "mesh": "change",
    "region": "eu-central-1",
    "stages": {"local": {"cloud": "local"}},
    "defaults": {
        "retry": {"for": "15m"},  # what is retired stays until every test has looked
        "function": {"runtime": "python3.12", "memory": "128MB", "timeout": "10s"},
    },
}


@dataclass(frozen=True)
class Publishing:
    """An event as it lies on the wire, and in whose name a person may put it there."""

    system: str
    service: str
    detail_type: str
    private: bool = False

    @property
    def source(self) -> str:
        return f"{self.system}.{self.service}"


@dataclass(frozen=True)
class ChangeKind:
    """A kind of change: its files, and what people publish before and after it; functions publish besides."""

    name: str
    before: Files
    after: Files
    published: Publishing
    published_after: Publishing
    relayed: tuple[str, ...] = ()
    """The detail-types that a function of this kind publishes for each tick."""
    by_people: bool = True
    """Whether code of people publishes besides. Nobody but a function stops with an event's name when its code changes."""
    wanted_after: bool = True


INBOX = {"queue": "inbox"}
TICK = wish("works/Tick", {"function": "relay"})
CLOCK = Service("works", "clock", publishes={"Tick": {}})


def _out(name: str, event: str, **more: object) -> Service:
    return Service("works", name, publishes={event: more})


def _in(name: str, subscription: str, event: str, **more: object) -> Service:
    return Service("desk", name, subscribes={subscription: wish(event, INBOX, **more)}, queues=("inbox",))


def _relay(system_: str, name: str, event: str, **more: object) -> Service:
    """A service whose function publishes for every tick."""
    relay = {"relay": RELAYS.format(name=event)}
    return Service(system_, name, publishes={event: more}, subscribes={"tick": TICK}, functions=relay)


def _files(*services: Service) -> Files:
    return {path: text for service in services for path, text in service.files().items()}


def _simple(name: str, event: str, before: Iterable[Service], after: Iterable[Service]) -> ChangeKind:
    """One whose publisher stays as it is."""
    out = _out(f"{name}-out", event)
    published = Publishing("works", f"{name}-out", f"{event}.v1")
    return ChangeKind(name, _files(out, *before), _files(out, *after), published, published)


def _take(name: str, event: str, function: str, **delivery: object) -> Service:
    channel = {"function": function, **delivery}
    return Service("desk", name, subscribes={"one": wish(f"works/{event}", channel)}, functions={function: TAKES})


def _subscription_renamed() -> ChangeKind:
    event = "works/SubscriptionRenamed"
    before, after = (_in("subscription-renamed", name, event) for name in ("first", "second"))
    return _simple("subscription-renamed", "SubscriptionRenamed", [before], [after])


def _event_moved() -> ChangeKind:
    reader = _in("event-moved", "moved", "works/EventMoved")
    before = _files(_relay("works", "event-moved-one", "EventMoved"), Service("works", "event-moved-two"), reader)
    after = _files(Service("works", "event-moved-one"), _relay("works", "event-moved-two", "EventMoved"), reader)
    one, two = (Publishing("works", f"event-moved-{name}", "EventMoved.v1") for name in ("one", "two"))
    return ChangeKind("event-moved", before, after, one, two, ("EventMoved.v1",))


def _event_renamed() -> ChangeKind:
    names = ("EventNamedSo", "EventNamedThus")
    before, after = (
        _files(_relay("works", "event-renamed-out", name), _in("event-renamed", "renamed", f"works/{name}"))
        for name in names
    )
    old, new = (Publishing("works", "event-renamed-out", f"{name}.v1") for name in names)
    relayed = (old.detail_type, new.detail_type)
    return ChangeKind("event-renamed", before, after, old, new, relayed, by_people=False)


def _publisher_renamed() -> ChangeKind:
    reader = _in("publisher-renamed", "one", "works/PublisherRenamed")
    names = ("publisher-old", "publisher-new")
    before, after = (_files(_relay("works", name, "PublisherRenamed"), reader) for name in names)
    old, new = (Publishing("works", name, "PublisherRenamed.v1") for name in names)
    return ChangeKind("publisher-renamed", before, after, old, new, ("PublisherRenamed.v1",))


def _receiver_renamed() -> ChangeKind:
    before, after = (_in(name, "one", "works/ReceiverRenamed") for name in ("receiver-old", "receiver-new"))
    return _simple("receiver-renamed", "ReceiverRenamed", [before], [after])


def _queue_renamed() -> ChangeKind:
    before, after = (
        Service(
            "desk", "queue-renamed", subscribes={"one": wish("works/QueueRenamed", {"queue": name})}, queues=(name,)
        )
        for name in ("inbox", "post")
    )
    return _simple("queue-renamed", "QueueRenamed", [before], [after])


def _function_renamed() -> ChangeKind:
    before, after = (_take("function-renamed", "FunctionRenamed", name) for name in ("take", "grasp"))
    return _simple("function-renamed", "FunctionRenamed", [before], [after])


def _visibility(name: str, event: str, before: Mapping[str, str], after: Mapping[str, str]) -> ChangeKind:
    reader = Service("works", f"{name}-in", subscribes={"one": wish(f"works/{event}", INBOX)}, queues=("inbox",))
    old, new = (_files(_out(f"{name}-out", event, **more), reader) for more in (before, after))
    first, second = (
        Publishing("works", f"{name}-out", f"{event}.v1", private="visibility" in more) for more in (before, after)
    )
    return ChangeKind(name, old, new, first, second)


def _version() -> ChangeKind:
    reader = _in("version", "one", "works/VersionChanged")
    before, after = (_files(_out("version-out", "VersionChanged", version=number), reader) for number in (1, 2))
    old, new = (Publishing("works", "version-out", f"VersionChanged.v{number}") for number in (1, 2))
    return ChangeKind("version", before, after, old, new)


def _filter() -> ChangeKind:
    before, after = (
        _in("filter", "one", "works/FilterChanged", where={"kind": kinds}) for kinds in (["a"], ["a", "b"])
    )
    return _simple("filter", "FilterChanged", [before], [after])


def _buffer(name: str, event: str, before: Mapping[str, str], after: Mapping[str, str]) -> ChangeKind:
    old, new = (_take(name, event, "take", **more) for more in (before, after))
    return _simple(name, event, [old], [new])


def _channel() -> ChangeKind:
    before = Service("desk", "channel", subscribes={"one": wish("works/ChannelChanged", INBOX)}, queues=("inbox",))
    after = _take("channel", "ChannelChanged", "take")
    return _simple("channel", "ChannelChanged", [before], [after])


def _other_publisher() -> ChangeKind:
    before, after = (
        _files(
            Service(name, "other-publisher", publishes={"OtherPublisher": {}}),
            _in("other-publisher-in", "one", f"{name}/OtherPublisher"),
        )
        for name in ("works", "annex")
    )
    old, new = (Publishing(name, "other-publisher", "OtherPublisher.v1") for name in ("works", "annex"))
    return ChangeKind("other-publisher", before, after, old, new)


def _system_renamed() -> ChangeKind:
    """The system publishes for another one, and receives."""
    before, after = (_renamed_system(name) for name in ("movers", "shakers"))
    old, new = (Publishing(name, "out", "SystemRenamed.v1") for name in ("movers", "shakers"))
    return ChangeKind("system-renamed", before, after, old, new, ("SystemRenamed.v1",))


def _renamed_system(name: str) -> Files:
    reader = _in("system-renamed", "one", f"{name}/SystemRenamed")
    takes = Service(name, "takes", subscribes={"tock": wish("works/Tick", INBOX)}, queues=("inbox",))
    return {**system(name), **_files(_relay(name, "out", "SystemRenamed"), takes, reader)}


def _removed() -> ChangeKind:
    out = _out("removed-out", "NotWanted")
    published = Publishing("works", "removed-out", "NotWanted.v1")
    before = _files(out, _in("removed", "one", "works/NotWanted"))
    return ChangeKind(
        "removed", before, _files(out, Service("desk", "removed")), published, published, wanted_after=False
    )


PRIVATE, PUBLIC = {"visibility": "private"}, dict[str, str]()
BARE, BUFFERED = {"buffer": "none"}, dict[str, str]()
KINDS: tuple[ChangeKind, ...] = (
    _subscription_renamed(),
    _event_moved(),
    _event_renamed(),
    _publisher_renamed(),
    _receiver_renamed(),
    _queue_renamed(),
    _function_renamed(),
    _visibility("made-private", "MadePrivate", PUBLIC, PRIVATE),
    _visibility("made-public", "MadePublic", PRIVATE, PUBLIC),
    _version(),
    _filter(),
    _buffer("buffer-to-none", "BufferToNone", BUFFERED, BARE),
    _buffer("none-to-buffer", "NoneToBuffer", BARE, BUFFERED),
    _channel(),
    _other_publisher(),
    _system_renamed(),
    _removed(),
)


def rewrite(directory: Path, kinds: Iterable[ChangeKind], changed: Iterable[str] = ()) -> None:
    """Makes `directory` the catalogue of these kinds, with those changed that are named; what meshctl keeps there stays."""
    for old in directory.glob("*"):
        if old.name != ".meshctl":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    for path, text in _catalogue(kinds, frozenset(changed)).items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text)


def _catalogue(kinds: Iterable[ChangeKind], changed: Collection[str]) -> Files:
    files = {"mesh.yaml": json.dumps(MESH, indent=1), **system("works"), **system("desk"), **system("annex")}
    files |= CLOCK.files()
    for kind in kinds:
        files |= kind.after if kind.name in changed else kind.before
    return files
