"""Every kind of channel and of source: one row each, which everybody reads who must know something of a kind. Data only.

A further kind is a row here, its keys in the language, a class in channels.py or sources.py, and code of its own. Tests
compare the rows with the language and the classes, and find a table of kinds that stands anywhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Across(Enum):
    """How EventBridge delivers from a bus to a channel in another account."""

    DIRECT = "by itself"
    LOCAL_BUS = "over the local bus of the channel's system: one hop"
    IS_A_BUS = "by itself, and the channel is the hop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What holds for all channels, or sources, of one kind.

    In the language: `name` stands in subscriptions (`queue: letters`), `section` holds the declarations (`queues:`),
    `spoken` is what people call it. `external` says whether a system may name one outside the mesh, `fifo` whether it may
    be told to keep the order of its messages.

    As the end of a delivery, which only a channel is: `across` says how an event gets there from another account, `action`
    what IAM calls that (empty as long as nothing needs it), `action_of_several` what IAM calls to write several items at once,
    where it is something else, `needs_role` whether EventBridge delivers with a role even within an account, `is_built` whether
    meshctl can make one yet. `whole_event` is why it
    gets the whole event and nothing else, empty where a subscription may choose fields of it. `task` is what a state of a workflow
    asks Step Functions for to use one, and `task_field` the argument that names it; empty where no workflow can.

    As the beginning of one: `reaches` are the kinds of channels that a subscription to it may deliver to, none where
    nobody can subscribe, and `is_given` says whether meshctl can build such a subscription yet; `bus` is the kind of event bus
    that its rule stands on, empty where it has no rule. `is_polled`
    says that Lambda reads it, `for_subscribers` that it is there for those who subscribe and for nothing else,
    `owner_writes` that the functions of its own service write to it without saying so.
    """

    name: str
    section: str
    spoken: str
    is_source: bool = False
    external: bool = False
    fifo: bool = False
    is_built: bool = False
    across: Across | None = None
    action: str = ""
    action_of_several: str = ""
    needs_role: bool = False
    whole_event: str = ""
    task: str = ""
    task_field: str = ""
    reaches: tuple[str, ...] = ()
    is_given: bool = False
    bus: str = ""
    is_polled: bool = False
    for_subscribers: bool = False
    owner_writes: bool = False

    @property
    def is_a_bus(self) -> bool:
        """Whether EventBridge passes on to it, which it does with each event once."""
        return self.across is Across.IS_A_BUS

    @property
    def is_shared(self) -> bool:
        """Whether all services of its system may subscribe and send to it; a source is its own service's alone."""
        return bool(self.reaches) and not self.is_source


EVERY_CHANNEL = ("function", "queue", "topic", "stream", "workflow", "webhook", "task", "log", "bus")
"""What EventBridge delivers to, and so what the subscriptions to an event reach."""

_ROWS = (
    Kind(
        name="function",
        section="functions",
        spoken="function",
        external=True,
        is_built=True,
        across=Across.DIRECT,
        action="lambda:InvokeFunction",
        task="lambda:invoke",
        task_field="FunctionName",
    ),
    Kind(
        name="queue",
        section="queues",
        spoken="queue",
        external=True,
        fifo=True,
        is_built=True,
        across=Across.DIRECT,
        action="sqs:SendMessage",
        task="sqs:sendMessage",
        task_field="QueueUrl",
        reaches=("function",),
        is_given=True,
        is_polled=True,
    ),
    Kind(
        name="topic",
        section="topics",
        spoken="topic",
        external=True,
        fifo=True,
        is_built=True,
        across=Across.DIRECT,
        action="sns:Publish",
        task="sns:publish",
        task_field="TopicArn",
        reaches=("queue", "function"),
        is_given=True,
        for_subscribers=True,
        owner_writes=True,
    ),
    Kind(
        name="stream",
        section="streams",
        spoken="stream",
        external=True,
        is_built=True,
        across=Across.LOCAL_BUS,
        action="kinesis:PutRecord",
        action_of_several="kinesis:PutRecords",
        needs_role=True,
        reaches=("function",),
        is_given=True,
        is_polled=True,
        for_subscribers=True,
        owner_writes=True,
    ),
    Kind(
        name="workflow",
        section="workflows",
        spoken="workflow",
        is_built=True,
        across=Across.LOCAL_BUS,
        action="states:StartExecution",
        needs_role=True,
    ),
    Kind(name="webhook", section="webhooks", spoken="webhook", across=Across.LOCAL_BUS, needs_role=True),
    Kind(name="task", section="tasks", spoken="task", across=Across.LOCAL_BUS, needs_role=True),
    Kind(
        name="log",
        section="logs",
        spoken="log",
        is_built=True,
        across=Across.LOCAL_BUS,
        action="logs:PutLogEvents",
        whole_event="EventBridge takes for a log group nothing but a time and a message",
    ),
    Kind(
        name="bus",
        section="buses",
        spoken="bus",
        external=True,
        is_built=True,
        across=Across.IS_A_BUS,
        action="events:PutEvents",
        needs_role=True,
        whole_event="EventBridge passes an event on to a bus as it is",
        reaches=EVERY_CHANNEL,
        is_given=True,
        bus="further",
        for_subscribers=True,
    ),
    Kind(
        name="schedule",
        section="schedules",
        spoken="schedule",
        is_source=True,
        is_built=True,
        reaches=EVERY_CHANNEL,
        bus="local",
    ),
    Kind(
        name="aws",
        section="aws",
        spoken="AWS source",
        is_source=True,
        is_built=True,
        reaches=EVERY_CHANNEL,
        bus="default",
    ),
    Kind(
        name="partner",
        section="partners",
        spoken="partner source",
        is_source=True,
        reaches=EVERY_CHANNEL,
        bus="partner",
    ),
)

KINDS: Mapping[str, Kind] = {one.name: one for one in _ROWS}
"""Each kind by its name: those of channels, then those of sources."""
CHANNELS = tuple(one.name for one in _ROWS if not one.is_source)
SOURCES = tuple(one.name for one in _ROWS if one.is_source)
"""Kinds that nothing is delivered to, and that only the service which declares one can subscribe to."""


def spoken(word: str) -> str:
    """What people call a kind; any other word (`event`) is called as it is."""
    return KINDS[word].spoken if word in KINDS else word


def a(word: str) -> str:
    """The same with its article: `a queue`, `an AWS source`, `an event`."""
    return f"{'an' if spoken(word)[0] in 'aeiouA' else 'a'} {spoken(word)}"
