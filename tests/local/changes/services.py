"""Services and systems for a catalogue of changes. Text only; JSON is YAML."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

Files = Mapping[str, str]
SCHEMA = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}\n'
TAKES = "from meshkit import consumer\n\nhandle = consumer(lambda event: None)\n"
RELAYS = """\
from meshkit import Event, consumer, publish


@consumer
def handle(event: Event) -> None:
    for _ in range(4):  # for each tick, which comes every other second: two events a second
        publish({name!r}, {{"kind": "a"}})
"""


@dataclass
class Service:
    """One service's file, and those it needs."""

    system: str
    name: str
    publishes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    subscribes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    queues: tuple[str, ...] = ()
    functions: Mapping[str, str] = field(default_factory=dict)
    """Code by name."""

    def files(self) -> Files:
        where = f"{self.system}/{self.name}"
        functions = {
            name: {"source": f"lambdas/{self.name}-{name}", "handler": "handler.handle"} for name in self.functions
        }
        said = {
            "service": self.name,
            "description": f"Shows a change: {self.name}.",
            "publishes": {
                name: {"version": 1, "schema": "events/any.json", "description": "Happens."} | dict(more)
                for name, more in self.publishes.items()
            },
            "queues": {name: {} for name in self.queues},
            "functions": functions,
            "subscribes": dict(self.subscribes),
        }
        code = {f"{self.system}/lambdas/{self.name}-{name}/handler.py": text for name, text in self.functions.items()}
        return {f"{where}.yaml": json.dumps({key: value for key, value in said.items() if value}, indent=1), **code}


def system(name: str) -> Files:
    """A system without services."""
    said = {
        "system": name,
        "description": "Shows changes.",
        "owner": {"team": name, "contact": f"{name}@change.example"},
    }
    return {f"{name}/system.yaml": json.dumps(said), f"{name}/events/any.json": SCHEMA}


def wish(event: str, channel: Mapping[str, object], **more: object) -> dict[str, object]:
    """A subscription."""
    return {"event": event, "deliver_to": channel, **more}
