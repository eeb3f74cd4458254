"""A system's parts with the grants of both generations and the settings of one. Nothing is kept for a shorter time. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from meshctl.passes.joined.grants import both_grants, both_listed, both_publishes, both_writes

Part = Mapping[str, Any]
Parts = Mapping[str, Part]
OfBoth = Callable[[Part, Part, Part], Part]


def function_of_both(chosen: Part, old: Part, new: Part) -> Part:
    """A function with the settings of `chosen`, which may do what either may and is invoked by whom either is."""
    return {
        **chosen,
        "publishes": both_publishes(old["publishes"], new["publishes"]),
        "consumes": both_listed(old["consumes"], new["consumes"]),
        "invokers": both_grants(old["invokers"], new["invokers"]),
        "writes": both_writes(old["writes"], new["writes"]),
        "dead_letters": _perhaps(chosen["dead_letters"], old["dead_letters"], new["dead_letters"]),
    }


def queue_of_both(chosen: Part, old: Part, new: Part) -> Part:
    """A queue that is a channel, with its dead letters."""
    return {
        **chosen,
        "queue": _kept_for_long(chosen, old, new, "queue"),
        "dead_letters": dead_letters_of_both(chosen["dead_letters"], old["dead_letters"], new["dead_letters"]),
    }


def buffer_of_both(chosen: Part, old: Part, new: Part) -> Part:
    """The queue before a function."""
    return {**chosen, "queue": _kept_for_long(chosen, old, new, "queue")}


def mapping_of_both(chosen: Part, old: Part, new: Part) -> Part:
    """What a function reads. Where it began with a stream, nobody can change."""
    stream = chosen["stream"] and {**chosen["stream"], "start_at": old["stream"]["start_at"]}
    return {**chosen, "stream": stream}


def dead_letters_of_both(chosen: Part, old: Part, new: Part) -> Part:
    """Dead letters of a buffer, too, as long as it may stand."""
    return {
        **_wide(chosen, old, new),
        "source_queue_arn": new["source_queue_arn"] or old["source_queue_arn"],
    }


def letting_in_both(chosen: Part, old: Part, new: Part) -> Part:
    """A topic or a log group that lets in whom either lets in."""
    return {**chosen, "senders": both_grants(old["senders"], new["senders"])}


def stream_of_both(chosen: Part, old: Part, new: Part) -> Part:
    """A stream that keeps its records for as long as either does."""
    return {**chosen, "keep_seconds": max(old["keep_seconds"], new["keep_seconds"])}


def archive_of_both(chosen: Part, old: Part, new: Part) -> Part:
    """An archive that is kept as long as either's."""
    return {**chosen, "keep_days": max(old["keep_days"], new["keep_days"])}


def topic_subscription_of_both(chosen: Part, old: Part, new: Part) -> Part:
    """What a channel gets of a topic: where one of its ends changes, it is another part."""
    return chosen


def schedule_of_both(chosen: Part, old: Part, new: Part) -> Part:
    """A schedule: it is another part under another name."""
    return chosen


def workflow_of_both(chosen: Part, old: Part, new: Part) -> Part:
    """A workflow that may do what either may: executions go on with the definition that they began with."""
    return {**chosen, "uses": both_writes(old["uses"], new["uses"])}


def parts_of_both(chosen: Parts, old: Parts, new: Parts, of_both: OfBoth) -> dict[str, Part]:
    """All parts by key; of what both generations have, `of_both` of the chosen one."""
    return {
        key: of_both(chosen[key], old[key], new[key]) if key in old and key in new else one
        for key, one in {**old, **new}.items()
    }


OF_BOTH: Mapping[str, OfBoth] = {
    "functions": function_of_both,
    "queues": queue_of_both,
    "buffers": buffer_of_both,
    "dead_letters": dead_letters_of_both,
    "topics": letting_in_both,
    "buses": letting_in_both,
    "archives": archive_of_both,
    "topic_subscriptions": topic_subscription_of_both,
    "streams": stream_of_both,
    "mappings": mapping_of_both,
    "logs": letting_in_both,
    "schedules": schedule_of_both,
    "workflows": workflow_of_both,
}
"""By the input of a system's stack."""


def _kept_for_long(chosen: Part, old: Part, new: Part, key: str) -> Part:
    """A queue whose visibility timeout suits the timeouts of both functions, too."""
    visible = "visibility_timeout_seconds"
    queue = _wide(chosen[key], old[key], new[key])
    return {**queue, visible: max(old[key][visible], new[key][visible])}


def _wide(chosen: Part, old: Part, new: Part) -> Part:
    senders = both_grants(old["senders"], new["senders"])
    return {**chosen, "senders": senders, "keep_seconds": max(old["keep_seconds"], new["keep_seconds"])}


def _perhaps(chosen: Part | None, old: Part | None, new: Part | None) -> Part | None:
    if old and new and chosen:
        return dead_letters_of_both(chosen, old, new)
    return old or new
