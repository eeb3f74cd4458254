"""Topics, readers of streams and schedules: nothing that they hand on is lost unseen, and no stranger is let in."""

import json
from typing import Any

import pytest
from mesh_policy.across_accounts import runs_as
from mesh_policy.carriers import schedule_keeps, stream_read_on, subscription_keeps
from mesh_policy.denials import services_of_others, strangers, tls_only
from mesh_policy.knowledge import Knowledge, read_knowledge
from mesh_policy.queues import watched
from mesh_policy.statements import logs_for_rules
from mesh_policy.values import Resource, Surroundings, Violation

OWN, OTHER = "333333333333", "999999999999"
TOPIC, STREAM = f"arn:aws:sns:eu-west-1:{OWN}:updates", f"arn:aws:kinesis:eu-west-1:{OWN}:stream/clicks"
QUEUE, DEAD = f"arn:aws:sqs:eu-west-1:{OWN}:tracker", f"arn:aws:sqs:eu-west-1:{OWN}:tracker_dead"
FUNCTION = f"arn:aws:lambda:eu-west-1:{OWN}:function:count"
EVERY = [
    "sns:AddPermission", "sns:DeleteTopic", "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:Publish",
    "sns:RemovePermission", "sns:SetTopicAttributes", "sns:Subscribe",
]  # fmt: skip
STRANGERS = {
    "StringNotEquals": {"aws:PrincipalAccount": OWN},
    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
}
SERVICES = {"Bool": {"aws:PrincipalIsAWSService": "true"}, "StringNotEquals": {"aws:SourceAccount": OWN}}
PLAIN = {"Bool": {"aws:SecureTransport": "false"}}
LOSES = {"received": {TOPIC: {QUEUE: ""}, STREAM: {FUNCTION: ""}}}


def resource(kind: str, **values: Any) -> Resource:
    return Resource(kind, "it", f"{kind}.it", "plan.json", values, OWN)


def denial(condition: Any, *actions: str) -> dict[str, Any]:
    said = {"Effect": "Deny", "Principal": "*", "Action": list(actions or EVERY), "Resource": TOPIC}
    return {**said, "Condition": condition}


def topic(*statements: Any) -> Resource:
    return resource("aws_sns_topic", name="updates", policy=json.dumps({"Statement": statements}))


def letters(source: str = TOPIC) -> Resource:
    condition = {"ArnEquals": {"aws:SourceArn": source}, "StringEquals": {"aws:SourceAccount": OWN}}
    said = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": DEAD, "Condition": condition}
    statement = {**said, "Principal": {"Service": "sns.amazonaws.com"}}
    return resource("aws_sqs_queue", name="tracker_dead", policy=json.dumps({"Statement": [statement]}))


def subscription(dead_letters: str | None = DEAD) -> Resource:
    redrive = json.dumps({"deadLetterTargetArn": dead_letters}) if dead_letters else None
    return resource("aws_sns_topic_subscription", topic_arn=TOPIC, endpoint=QUEUE, redrive_policy=redrive)


def reader(**said: Any) -> Resource:
    ends = {"destination_config": [{"on_failure": [{"destination_arn": DEAD}]}], "maximum_retry_attempts": 5}
    kept = {"event_source_arn": STREAM, "function_name": FUNCTION, "bisect_batch_on_function_error": True} | ends
    return resource("aws_lambda_event_source_mapping", **(kept | said))


def schedule(dead_letters: str = DEAD, role: str = f"arn:aws:iam::{OWN}:role/nightly") -> Resource:
    config = [{"arn": dead_letters}] if dead_letters else []
    return resource("aws_scheduler_schedule", target=[{"role_arn": role, "dead_letter_config": config}])


def wrong(judge: Any, of: Resource, *beside: Resource, known: Knowledge | None = None) -> list[str]:
    said = judge(of, Surroundings((of, *beside)), known or Knowledge())
    return [one.words for one in said if isinstance(one, Violation)]


@pytest.mark.parametrize(
    ("judge", "condition"), [(strangers, STRANGERS), (services_of_others, SERVICES), (tls_only, PLAIN)]
)
def test_a_topic_of_the_mesh_denies_as_a_queue_does(judge: Any, condition: Any) -> None:
    mesh = read_knowledge(json.dumps({"channels": [TOPIC]}))
    assert wrong(judge, topic(denial(condition)), known=mesh) == []
    assert wrong(judge, topic(denial({"StringEquals": {"aws:PrincipalAccount": OTHER}})), known=mesh)
    assert wrong(judge, topic(), known=mesh)


@pytest.mark.parametrize("action", EVERY)
def test_a_topic_denies_strangers_every_action(action: str) -> None:
    mesh = read_knowledge(json.dumps({"channels": [TOPIC]}))
    all_but_one = [one for one in EVERY if one != action]
    assert wrong(strangers, topic(denial(STRANGERS, *all_but_one)), known=mesh)


def test_a_policy_put_on_a_topic_of_the_mesh_replaces_its_denials() -> None:
    mesh = read_knowledge(json.dumps({"channels": [TOPIC]}))
    put = resource("aws_sns_topic_policy", arn=TOPIC, policy=json.dumps({"Statement": []}))
    assert wrong(strangers, put, known=mesh)


def test_a_topic_that_is_not_of_the_mesh_is_left_alone() -> None:
    assert wrong(strangers, topic(denial({"StringEquals": {"aws:PrincipalAccount": OTHER}}))) == []


def test_a_subscription_keeps_what_cannot_be_delivered() -> None:
    assert wrong(subscription_keeps, subscription(), letters()) == []
    assert wrong(subscription_keeps, subscription(), letters(f"{TOPIC}x"))
    assert wrong(subscription_keeps, subscription(None))
    assert wrong(subscription_keeps, subscription(DEAD.replace(OWN, OTHER)))


def test_what_reads_a_stream_tells_a_queue_what_its_function_fails_on() -> None:
    assert wrong(stream_read_on, reader()) == []
    assert wrong(stream_read_on, reader(destination_config=[]))
    assert wrong(stream_read_on, reader(maximum_retry_attempts=-1))
    assert wrong(stream_read_on, reader(bisect_batch_on_function_error=False))
    assert wrong(stream_read_on, reader(event_source_arn=QUEUE, destination_config=[])) == []


def test_a_schedule_keeps_what_it_cannot_put_and_acts_as_a_role_of_its_own_account() -> None:
    assert wrong(schedule_keeps, schedule()) == []
    assert wrong(schedule_keeps, schedule(""))
    assert wrong(schedule_keeps, schedule(DEAD.replace(OWN, OTHER)))
    assert wrong(schedule_keeps, schedule(role=f"arn:aws:iam::{OTHER}:role/nightly"))


def test_what_the_catalogue_says_may_be_lost_is_not_asked_for() -> None:
    mesh = read_knowledge(json.dumps(LOSES))
    assert wrong(subscription_keeps, subscription(None), known=mesh) == []
    assert wrong(stream_read_on, reader(destination_config=[]), known=mesh) == []


RULE = f"arn:aws:events:eu-west-1:{OWN}:rule/payments/captured"
WRITES = {
    "Effect": "Allow", "Action": "logs:PutLogEvents", "Principal": {"Service": "events.amazonaws.com"},
    "Resource": f"arn:aws:logs:eu-west-1:{OWN}:log-group:/aws/events/audit:*",
    "Condition": {"ArnEquals": {"aws:SourceArn": [RULE, f"{RULE}2"]}, "StringEquals": {"aws:SourceAccount": OWN}},
}  # fmt: skip


def log_policy(**said: Any) -> Resource:
    document = json.dumps({"Statement": [{name: value for name, value in {**WRITES, **said}.items() if value}]})
    return resource("aws_cloudwatch_log_resource_policy", policy_document=document)


@pytest.mark.parametrize(
    "said",
    [
        {"Condition": None},
        {"Condition": {"StringEquals": {"aws:SourceAccount": OWN}}},
        {"Condition": {"ArnLike": {"aws:SourceArn": "*"}, "StringEquals": {"aws:SourceAccount": OWN}}},
        {"Principal": "*"},
        {"Principal": {"Service": "events.amazonaws.com", "AWS": f"arn:aws:iam::{OTHER}:root"}},
        {"Action": "logs:*"},
        {"Resource": str(WRITES["Resource"]).replace(OWN, OTHER)},
    ],
)
def test_log_groups_are_written_to_by_eventbridge_for_named_rules_alone(said: dict[str, Any]) -> None:
    assert wrong(logs_for_rules, log_policy()) == []
    assert wrong(logs_for_rules, log_policy(Action="logs:CreateLogStream", Condition=None)) == []
    assert wrong(logs_for_rules, log_policy(**said))


@pytest.mark.parametrize("user", [subscription(), reader(), schedule()], ids=lambda one: one.type)
def test_dead_letters_of_whatever_hands_on_have_an_alarm(user: Resource) -> None:
    assert wrong(watched, letters(), user)
    assert wrong(watched, letters()) == []


@pytest.mark.parametrize(("account", "found"), [(OWN, 0), (OTHER, 1)])
@pytest.mark.parametrize(("kind", "key"), [("aws_lambda_function", "role"), ("aws_sfn_state_machine", "role_arn")])
def test_what_runs_runs_as_a_role_of_its_own_account(kind: str, key: str, account: str, found: int) -> None:
    one = resource(kind, **{key: f"arn:aws:iam::{account}:role/any"})
    assert len([*runs_as(one, Surroundings((one,)), Knowledge())]) == found
