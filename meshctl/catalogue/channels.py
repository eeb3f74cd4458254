"""Channels and sources of a service's document, kind by kind. The shape has been checked; builds data and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.catalogue.cascade import Cascade, overrides_in, own_default
from meshctl.catalogue.documents.yaml_documents import Document
from meshctl.catalogue.language.quantities import DAY, megabytes, seconds
from meshctl.catalogue.paths import Paths
from meshctl.model.channels import Bus, Function, Log, Queue, Stream, Task, Topic, Webhook, Workflow
from meshctl.model.places import Place
from meshctl.model.sources import AwsSource, Partner, Schedule


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a section, `settle` of `functions`: what it says, in a stage or in all, and the settings around it."""

    document: Document
    section: str
    name: str
    said: Mapping[str, Any]
    cascade: Cascade
    paths: Paths
    stage: str | None = None

    @classmethod
    def of(
        cls, document: Document, section: str, name: str, cascade: Cascade, paths: Paths, stage: str | None
    ) -> "Item":
        """The entry as it is in `stage`, with what the stage says of it."""
        said = document.data[section][name]
        overrides = overrides_in(document.data, stage).get(section, {}).get(name, {})
        if "environment" in overrides:
            environment = {**said.get("environment", {}), **overrides["environment"]}
            overrides = {**overrides, "environment": environment}
        if "every" in overrides or "cron" in overrides:
            said = {key: value for key, value in said.items() if key not in ("every", "cron")}
        return cls(document, section, name, {**said, **overrides} if overrides else said, cascade, paths, stage)

    @property
    def place(self) -> Place:
        """Where its name stands."""
        return self.document.key_place(self.section, self.name)

    def place_of(self, *path: str) -> Place:
        """Where a value of it stands: where the stage says it, if it does."""
        own, overrides = (self.section, self.name, *path), ("stages", self.stage or "", self.section, self.name, *path)
        return self.document.place(*(overrides if self.document.says(*overrides) else own))

    @property
    def description(self) -> str:
        """What it says of itself."""
        return str(self.said.get("description", ""))

    @property
    def dead_letters_keep(self) -> int:
        """For how many seconds its dead letters are kept."""
        return seconds(self.cascade.groups["dead_letters"]["keep"])


def function(item: Item) -> Function:
    """A function with its memory in MB and its times in seconds and days."""
    said = item.cascade.of("function", item.said)
    environment = said.get("environment", {})
    own = (item.section, item.name)
    source = item.paths.resolve(item.document, (*own, "source"), said["source"])
    return Function(
        name=item.name,
        source=source,
        handler=item.paths.resolve_handler(item.document, (*own, "handler"), source, said["handler"], said["runtime"]),
        runtime=said["runtime"],
        architecture=said["architecture"],
        memory_mb=megabytes(said["memory"]),
        timeout_seconds=seconds(said["timeout"]),
        description=item.description,
        environment=environment,
        log_keep_days=seconds(item.cascade.groups["logs"]["keep"]) // DAY,
        dead_letters_keep_seconds=item.dead_letters_keep,
        place=item.place,
        environment_places={variable: item.place_of("environment", variable) for variable in environment},
        validates=said["validate"],
        remembers=said["idempotent"],
    )


def queue(item: Item) -> Queue:
    """A queue with its times in seconds."""
    said = item.cascade.of("queue", item.said)
    return Queue(
        name=item.name,
        description=item.description,
        fifo=said.get("order") == "fifo",
        keep_seconds=seconds(said["keep"]),
        visibility_seconds=seconds(said["visibility"]) if "visibility" in said else None,
        dead_letters_keep_seconds=item.dead_letters_keep,
        place=item.place,
        protected=item.said.get("protect", False),
    )


def topic(item: Item) -> Topic:
    """A topic."""
    return Topic(item.name, item.description, item.said.get("order") == "fifo", item.place)


def stream(item: Item) -> Stream:
    """A stream that keeps its records for so many seconds."""
    said = item.cascade.of("stream", item.said)
    return Stream(item.name, item.description, seconds(said["keep"]), said.get("shards"), item.place)


def workflow(item: Item) -> Workflow:
    """A workflow with the path of its definition."""
    path = (item.section, item.name, "definition")
    definition = item.paths.resolve_json(item.document, path, item.said["definition"])
    express = item.said.get("type") == "express"
    keep_days = seconds(item.cascade.groups["logs"]["keep"]) // DAY
    return Workflow(item.name, item.description, definition, express, keep_days, item.place, item.document.place(*path))


def webhook(item: Item) -> Webhook:
    """A webhook; what it does not say, the language does."""
    said = {**{key: own_default("webhook", key) for key in ("method", "header", "rate")}, **item.said}
    return Webhook(
        name=item.name,
        description=item.description,
        url=said["url"],
        method=said["method"],
        header=said["header"],
        secret=said["secret"],
        rate=said["rate"],
        place=item.place,
    )


def task(item: Item) -> Task:
    """A task."""
    said = item.said
    groups = tuple(said.get("security_groups", ()))
    return Task(item.name, item.description, said["cluster"], said["task"], tuple(said["subnets"]), groups, item.place)


def log(item: Item) -> Log:
    """A log group that keeps what it gets for so many days."""
    said = item.cascade.of("logs", item.said)
    return Log(item.name, item.description, seconds(said["keep"]) // DAY, item.place)


def bus(item: Item) -> Bus:
    """A bus."""
    return Bus(item.name, item.description, item.place)


def schedule(item: Item) -> Schedule:
    """A schedule; it has a cron expression or a number of seconds."""
    said, retry = item.said, item.cascade.of("retry")
    return Schedule(
        name=item.name,
        description=item.description,
        every_seconds=seconds(said["every"]) if "every" in said else None,
        cron=said.get("cron", ""),
        timezone=said.get("timezone", own_default("schedule", "timezone")),
        retry_seconds=seconds(retry["for"]),
        retry_attempts=retry["attempts"],
        dead_letters_keep_seconds=item.dead_letters_keep,
        place=item.place,
        time_place=item.place_of("every" if "every" in said else "cron"),
        timezone_place=item.place_of("timezone"),
    )


def aws(item: Item) -> AwsSource:
    """Events of an AWS service."""
    return AwsSource(item.name, item.description, item.said["source"], tuple(item.said.get("types", ())), item.place)


def partner(item: Item) -> Partner:
    """An event source of a partner."""
    return Partner(item.name, item.description, item.said["source"], item.place)


BUILDERS: Mapping[str, Callable[[Item], Any]] = {
    Function.kind: function,
    Queue.kind: queue,
    Topic.kind: topic,
    Stream.kind: stream,
    Workflow.kind: workflow,
    Webhook.kind: webhook,
    Task.kind: task,
    Log.kind: log,
    Bus.kind: bus,
    Schedule.kind: schedule,
    AwsSource.kind: aws,
    Partner.kind: partner,
}
"""What builds a channel or a source of each kind."""
