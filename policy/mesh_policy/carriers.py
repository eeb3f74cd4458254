"""What hands messages on: subscriptions of topics, readers of streams, schedules. They keep what fails. Pure."""

from mesh_policy.dead_letters import dead_letters_of
from mesh_policy.knowledge import Knowledge
from mesh_policy.policies import Statement, account_of, is_foreign, service_of
from mesh_policy.put_policies import all_policies_of
from mesh_policy.values import NotReadable, Resource, Said, Surroundings, Violation, readable

TOPICS = "sns.amazonaws.com"


def subscription_keeps(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A topic's subscription has dead letters (`redrive_policy`), which let the topic in, unless the catalogue says `none`.

    SNS tries a queue or a function again for weeks, but drops at once what is refused by the receiver's policy.
    """
    topic, receiver = resource.text("topic_arn"), resource.text("endpoint")
    letters = _kept(resource, resource.text("redrive_policy"))
    if not letters and not known.may_lose(topic, receiver):
        yield Violation("has no dead letters: what cannot be delivered is lost")
    for arn in letters:
        yield from _of_its_account(resource, arn)
        yield from _lets_topic_in(arn, topic, around)


def stream_read_on(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """Who reads a stream gives up on what the function fails on, in parts (`bisect`), and tells a queue (`destination_config`).

    Without an end to the retries one bad record holds up its shard until all records behind it have expired.
    """
    stream, function = resource.text("event_source_arn"), resource.text("function_name")
    if service_of(stream) != "kinesis":
        return
    letters = _kept(resource, resource.get("destination_config"))
    if not letters and not known.may_lose(stream, function):
        yield Violation("tells nobody what its function fails on: say `destination_config`")
    for arn in letters:
        yield from _of_its_account(resource, arn)
    if all(resource.get(limit) in (None, -1) for limit in ("maximum_retry_attempts", "maximum_record_age_in_seconds")):
        yield Violation("tries a bad record for ever: say `maximum_retry_attempts` or `maximum_record_age_in_seconds`")
    if resource.get("bisect_batch_on_function_error") is not True:
        yield Violation("gives up whole batches for one bad record: say `bisect_batch_on_function_error = true`")


def schedule_keeps(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A schedule keeps in dead letters what it could not put at its time (`dead_letter_config` of its `target`)."""
    letters = _kept(resource, resource.get("target"))
    if not letters:
        yield Violation("has no dead letters: what it cannot put at its time is lost")
    for arn in letters:
        yield from _of_its_account(resource, arn)
    for target in resource.blocks("target"):
        if is_foreign(account_of(str(target.get("role_arn") or "")), resource):
            yield Violation("acts as a role of another account", account_of(str(target.get("role_arn"))))


def _kept(resource: Resource, said: object) -> list[str]:
    """The dead letters; `said` is what names them, which has to be readable. Raises NotReadable."""
    readable(said, "its dead letters")
    return [str(readable(one, "its dead letters")) for one in dead_letters_of(resource)]


def _of_its_account(resource: Resource, arn: str) -> Said:
    account = account_of(arn)
    if is_foreign(account, resource):
        yield Violation(f"puts what fails into a queue of another account, {account}", account)


def _lets_topic_in(arn: str, topic: str, around: Surroundings) -> Said:
    queues = around.meant_by(arn, "aws_sqs_queue")
    if not queues:
        yield NotReadable(f"its dead letters, {arn.strip('⟪⟫')}, are in none of the files that were read")
    for queue in queues:
        said, unread = all_policies_of(queue, around)
        if not any(_lets_in(one, topic, around) for one in said):
            yield from unread
            if not unread:
                yield Violation(f"its dead letters, {queue.address}, do not let the topic in: what fails is lost")


def _lets_in(said: Statement, topic: str, around: Surroundings) -> bool:
    topics = around.meant_by(topic, "aws_sns_topic")
    sources = said.condition("aws:SourceArn", "ArnEquals", "ArnLike", "StringEquals")
    lets_send = said.allows and said.does("sqs:SendMessage") and ("Service", TOPICS) in said.principals
    return lets_send and any(one == topic or any(each.is_meant_by(one) for each in topics) for one in sources)
