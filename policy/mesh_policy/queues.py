"""Queues, topics, streams, functions and their logs: encryption, dead letters and the alarms over them, retention. Pure."""

from collections.abc import Mapping
from typing import Any

from mesh_policy.dead_letters import ALLOWED, REDRIVE, redrives, users_of
from mesh_policy.knowledge import Knowledge
from mesh_policy.policies import account_of, is_foreign
from mesh_policy.values import Resource, Said, Surroundings, Violation, readable

WAITING = "ApproximateNumberOfMessagesVisible"
MARKED = "⟪"
LEAST_SECONDS = 300


def encrypted(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue, topic or stream is encrypted at rest, with a key that EventBridge can use.

    A queue by SQS's own keys (`sqs_managed_sse_enabled`) or by one of the account's; AWS's key for SQS (`alias/aws/sqs`) and
    SNS (`alias/aws/sns`) cannot be used by EventBridge, and nothing would arrive.
    """
    key = resource.text("kms_key_id" if resource.type == "aws_kinesis_stream" else "kms_master_key_id")
    if key.startswith("alias/aws/") and resource.type != "aws_kinesis_stream":
        yield Violation(f"is encrypted with {key}, which EventBridge cannot use: nothing arrives")
    elif resource.type == "aws_kinesis_stream" and resource.text("encryption_type") != "KMS":
        yield Violation('is not encrypted at rest: say `encryption_type = "KMS"`')
    elif resource.type == "aws_sns_topic" and not key:
        yield Violation("is not encrypted at rest: name a key of the account in `kms_master_key_id`")
    elif resource.type == "aws_sqs_queue" and not key and resource.get("sqs_managed_sse_enabled") is not True:
        yield Violation("is not encrypted at rest: say `sqs_managed_sse_enabled = true`")


def handled_or_kept(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue keeps in dead letters what nobody handles (`redrive_policy`, in it or put on it beside), unless it is such itself.

    Or unless the catalogue says `dead_letters: none` of all that is delivered into it.
    """
    policies = redrives(resource, REDRIVE, around)
    if not policies and not _is_dead_letters(resource, around) and not _may_lose(resource, known):
        yield Violation("loses what nobody handles: it has no `redrive_policy`")
    for one in policies:
        yield from _keeps(resource, one)


def _may_lose(end: Resource, known: Knowledge) -> bool:
    """Whether all that is delivered to a queue or a function is of subscriptions that say `dead_letters: none`."""
    kept = known.dead_letters_before(end)
    return bool(kept) and not any(kept)


def _keeps(resource: Resource, policy: Mapping[str, Any]) -> Said:
    target = str(policy.get("deadLetterTargetArn") or "")
    receives = readable(policy.get("maxReceiveCount"), "how often")
    if not target or not isinstance(receives, int | str) or not str(receives).isdigit():
        yield Violation("loses what nobody handles: its `redrive_policy` names no dead letters")
    elif is_foreign(account_of(target), resource):
        yield Violation("puts what nobody handles into another account's queue", account_of(target))


def holds_its_own(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue says whose dead letters it is (`redrive_allow_policy`): those of named queues of its account, or nobody's.

    Otherwise every queue of the account and Region may put there what it cannot handle.
    """
    policies = redrives(resource, ALLOWED, around)
    if not policies:
        yield Violation("may be used as dead letters by every queue: it has no `redrive_allow_policy`")
    for one in policies:
        yield from _lets_use(one)


def _lets_use(policy: Mapping[str, Any]) -> Said:
    permission, sources = policy.get("redrivePermission"), policy.get("sourceQueueArns") or []
    if permission == "byQueue" and sources and not any("*" in str(one) for one in sources):
        return
    if permission != "denyAll":
        yield Violation(f"may be used as dead letters by every queue: `redrivePermission` is {permission}")


def watched(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """Dead letters have an alarm as long as something is in them.

    What lies there was not delivered or not handled, and is deleted when its time is over.
    """
    if not _is_dead_letters(resource, around):
        return
    if not any(_watches(alarm, resource) for alarm in around.beside(resource, "aws_cloudwatch_metric_alarm")):
        yield Violation(f"is dead letters without an alarm: none is raised as soon as `{WAITING}` is above 0")


def _watches(alarm: Resource, queue: Resource) -> bool:
    dimensions = alarm.values.get("dimensions")
    named = str(dimensions.get("QueueName") or "") if isinstance(dimensions, Mapping) else ""
    wanted = {
        "metric_name": WAITING,
        "namespace": "AWS/SQS",
        "comparison_operator": "GreaterThanThreshold",
        "threshold": 0,
    }
    rest = alarm.values.get("statistic") in ("Maximum", "Sum") and alarm.values.get("treat_missing_data") in (
        "notBreaching", "missing", None,
    )  # fmt: skip
    return (
        (named == queue.values.get("name") or queue.is_meant_by(named))
        and all(alarm.values.get(key) == value for key, value in wanted.items())
        and alarm.values.get("actions_enabled") is not False
        and rest
    )


def _is_dead_letters(queue: Resource, around: Surroundings) -> bool:
    """Whether somebody names the queue as dead letters. Raises NotReadable where its name, and so that, is not known."""
    if users_of(queue, around):
        return True
    readable(queue.values.get("name"), "the name of the queue")
    return False


def function_keeps(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A function that EventBridge invokes has dead letters (`dead_letter_config`) for what it fails on.

    Those of the rule end where Lambda has accepted the event. Before a queue the queue keeps it. Or unless the catalogue says
    `dead_letters: none` of all that is delivered to it.
    """
    grants = around.beside(resource, "aws_lambda_permission")
    invoked = [one for one in grants if _is_of(one, resource)]
    configs = resource.blocks("dead_letter_config")
    if invoked and not any(one.get("target_arn") for one in configs) and not _may_lose(resource, known):
        yield Violation("is invoked without a queue before it and has no dead letters: what it fails on is lost")


def _is_of(grant: Resource, function: Resource) -> bool:
    return function.is_meant_by(str(grant.values.get("function_name") or ""))


def kept_long_enough(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue keeps a message for five minutes (`message_retention_seconds`) or more; dead letters no shorter than their queue.

    What is older is deleted, whether anybody has handled it or not.
    """
    seconds = resource.get("message_retention_seconds")
    if isinstance(seconds, int) and seconds < LEAST_SECONDS:
        yield Violation(f"deletes messages after {seconds} s, before anybody can look at them")
    for user in users_of(resource, around):
        theirs = user.values.get("message_retention_seconds")
        if isinstance(seconds, int) and isinstance(theirs, int) and seconds < theirs:
            yield Violation(f"keeps dead letters for {seconds} s, and {user.address} its messages for {theirs} s")


def handled_once(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue hides a message for as long as its function takes (`visibility_timeout_seconds`), or it is handled twice."""
    hidden = resource.get("visibility_timeout_seconds")
    for mapping in around.beside(resource, "aws_lambda_event_source_mapping"):
        if not resource.is_meant_by(str(mapping.values.get("event_source_arn") or "")):
            continue
        for function in around.beside(resource, "aws_lambda_function"):
            takes = function.values.get("timeout") or 3
            named = function.is_meant_by(str(mapping.values.get("function_name") or ""))
            if named and isinstance(takes, int) and isinstance(hidden, int) and hidden < takes:
                yield Violation(f"hides a message for {hidden} s, and {function.address} may take {takes} s")


def one_by_one(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A mapping takes back from a batch only what failed (`ReportBatchItemFailures`).

    Otherwise one bad message has all others of its batch handled again, and in the end all of them are dead letters.
    """
    if "ReportBatchItemFailures" not in (resource.get("function_response_types") or ()):
        yield Violation('has whole batches handled again: say `function_response_types = ["ReportBatchItemFailures"]`')


def log_kept(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A log group says for how long it keeps its logs (`retention_in_days`): not for ever."""
    days = resource.get("retention_in_days")
    if days in (None, 0):
        yield Violation("keeps its logs for ever: say `retention_in_days`")


def log_there(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A function's log group is made with it, in the same Terraform: the one that Lambda makes is kept for ever."""
    name = resource.text("function_name")
    groups = around.beside(resource, "aws_cloudwatch_log_group")
    named = [str(one.values.get("name") or "") for one in groups]
    if not any(one.endswith(f"/{name}") or MARKED in one for one in named):
        yield Violation("has no log group here, so that Lambda makes one that is kept for ever")
