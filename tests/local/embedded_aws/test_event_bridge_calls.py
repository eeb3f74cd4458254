"""What EventBridge's calls answer and refuse, in the words that AWS was seen to use."""

import json
from typing import Any

import pytest

from .accounts import REGION, Account, eventually, refused

pytestmark = pytest.mark.local

ANY = json.dumps({"source": [{"prefix": ""}]})
QUEUE = "arn:aws:sqs:eu-central-1:222222222222:anything"
FROM_EVENTBRIDGE = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage"}
EVENT = {"id": "1", "account": "2", "source": "a", "time": "t", "region": REGION, "detail-type": "T"}


def rule(account: Account) -> dict[str, str]:
    """A rule on the default bus."""
    account.events.put_rule(Name=account.prefix, EventPattern=ANY)
    return {"Rule": account.prefix}


def target(name: str = "t", **more: Any) -> dict[str, Any]:
    return {"Id": name, "Arn": QUEUE, **more}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"Input": "{}", "InputPath": "$.detail"},
            "Only one of Input, InputPath, or InputTransformer must be provided for target t.",
        ),
        (
            {"InputTransformer": {"InputPathsMap": {"a": "$.id"}, "InputTemplate": "<a> <b-c> <aws.events.rule-arn>"}},
            "InputTemplate for target t contains invalid placeholder b-c.",
        ),
        (
            {"Arn": "arn:aws:events:eu-central-1:222222222222:event-bus/b", "InputPath": "$.detail"},
            "Modifying the input for target t is not supported",
        ),
    ],
)
def test_a_target_with_an_input_that_it_cannot_have_is_refused(orders: Account, given: Any, said: str) -> None:
    named = rule(orders)
    assert refused(orders.events.put_targets, **named, Targets=[target(**given)]) == ("ValidationException", said)
    assert orders.events.list_targets_by_rule(**named)["Targets"] == []


def test_a_rule_has_five_targets_at_most(orders: Account) -> None:
    named = rule(orders)
    five = [target(f"t{number}") for number in range(5)]
    orders.events.put_targets(**named, Targets=five)
    orders.events.put_targets(**named, Targets=[target("t0", InputPath="$.detail")])
    said = "The requested resource exceeds the maximum number allowed."
    assert refused(orders.events.put_targets, **named, Targets=[target("t5")]) == ("LimitExceededException", said)
    assert len(orders.events.list_targets_by_rule(**named)["Targets"]) == 5


@pytest.mark.parametrize(
    ("call", "given"),
    [
        ("describe_rule", {"Name": "nobodys"}),
        ("enable_rule", {"Name": "nobodys"}),
        ("disable_rule", {"Name": "nobodys"}),
        ("list_targets_by_rule", {"Rule": "nobodys"}),
        ("remove_targets", {"Rule": "nobodys", "Ids": ["t"]}),
        ("put_targets", {"Rule": "nobodys", "Targets": [target()]}),
    ],
)
def test_a_rule_that_is_not_there_is_said_to_be_so_with_its_bus(orders: Account, call: str, given: Any) -> None:
    missing = "ResourceNotFoundException"
    bus = orders.bus().rsplit("/", 1)[1]
    ask = getattr(orders.events, call)
    assert refused(ask, **given) == (missing, "Rule nobodys does not exist on EventBus default.")
    assert refused(ask, **given, EventBusName=bus) == (missing, f"Rule nobodys does not exist on EventBus {bus}.")
    assert refused(ask, **given, EventBusName="b") == (missing, "Event bus b does not exist.")


@pytest.mark.parametrize("schedule", ["rate(1 minutes)", "rate(0 days)", "cron(0 1 * * * *)", "every day"])
def test_a_schedule_that_is_none_is_refused(orders: Account, schedule: str) -> None:
    said = "Parameter ScheduleExpression is not valid."
    put = orders.events.put_rule
    assert refused(put, Name=orders.prefix, ScheduleExpression=schedule) == ("ValidationException", said)
    default_only = "ScheduleExpression is supported only on the default event bus."
    bus = orders.bus().rsplit("/", 1)[1]
    told = refused(put, Name=orders.prefix, ScheduleExpression="rate(1 day)", EventBusName=bus)
    assert told == ("ValidationException", default_only)


def test_a_rule_with_targets_and_the_default_bus_stay(orders: Account) -> None:
    named = rule(orders)
    orders.events.put_targets(**named, Targets=[target()])
    kept = "Rule can't be deleted since it has targets."
    assert refused(orders.events.delete_rule, Name=orders.prefix) == ("ValidationException", kept)
    kept = "Cannot delete event bus default."
    assert refused(orders.events.delete_event_bus, Name="default") == ("ValidationException", kept)


def test_statements_are_put_and_removed_by_their_ids(hub: Account, orders: Account) -> None:
    bus = hub.bus().rsplit("/", 1)[1]

    def put(statement: str, principal: str, **more: Any) -> None:
        hub.events.put_permission(
            EventBusName=bus, StatementId=statement, Principal=principal, Action="events:PutEvents", **more
        )

    def principals() -> list[Any]:
        policy = hub.events.describe_event_bus(Name=bus).get("Policy", '{"Statement": []}')
        return [statement["Principal"] for statement in json.loads(policy)["Statement"]]

    said = "Statement with the provided id does not exist."
    remove = hub.events.remove_permission
    assert refused(remove, EventBusName=bus, StatementId="a") == ("ResourceNotFoundException", said)
    assert refused(remove, EventBusName=bus) == ("ValidationException", "Parameter StatementId is required.")
    one = {"AWS": f"arn:aws:iam::{orders.number}:root"}
    put("a", orders.number)
    put("b", orders.number)
    put("c", "*")
    assert principals() == [one, one, "*"]
    assert "EventId" in orders.publish(f"arn:aws:events:{REGION}:{hub.number}:event-bus/{bus}")
    put("b", "*", Condition={"Type": "StringEquals", "Key": "aws:PrincipalOrgID", "Value": "o-1234567890"})
    remove(EventBusName=bus, StatementId="a")
    assert principals() == ["*", "*"]
    remove(EventBusName=bus, RemoveAllPermissions=True)
    assert principals() == []


def test_a_bus_tells_all_its_fields_and_can_be_changed(orders: Account) -> None:
    name = f"{orders.prefix}_bus"
    made = orders.events.create_event_bus(Name=name, Description="orders")
    assert made["Description"] == "orders"
    (told,) = orders.events.list_event_buses(NamePrefix=name)["EventBuses"]
    assert (told["Arn"], told["Description"], told["CreationTime"]) == (
        made["EventBusArn"],
        "orders",
        told["LastModifiedTime"],
    )
    orders.events.update_event_bus(Name=name, Description="all orders")
    changed = orders.events.describe_event_bus(Name=name)
    assert (changed["Description"], changed["CreationTime"]) == ("all orders", told["CreationTime"])
    assert changed["LastModifiedTime"] > told["LastModifiedTime"]


@pytest.mark.parametrize(
    ("what", "key", "named"),
    [
        ("event_buses", "EventBuses", "NamePrefix"),
        ("rules", "Rules", "NamePrefix"),
        ("rule_names_by_target", "RuleNames", "TargetArn"),
        ("targets_by_rule", "Targets", "Rule"),
        ("archives", "Archives", "NamePrefix"),
    ],
)
def test_lists_come_in_pages(orders: Account, what: str, key: str, named: str) -> None:
    events, arn = orders.events, f"{QUEUE}-{orders.prefix}"
    bus = events.create_event_bus(Name=f"{orders.prefix}-0")["EventBusArn"]
    for number in range(5):
        name = f"{orders.prefix}-{number}"
        if number:
            events.create_event_bus(Name=name)
        events.put_rule(Name=name, EventPattern=ANY)
        events.put_targets(Rule=name, Targets=[{"Id": "t", "Arn": arn}])
        events.put_targets(Rule=f"{orders.prefix}-0", Targets=[{"Id": f"t{number}" if number else "t", "Arn": arn}])
        events.create_archive(ArchiveName=name, EventSourceArn=bus)
    asked = {named: {"TargetArn": arn, "Rule": f"{orders.prefix}-0"}.get(named, orders.prefix)}
    ask, found = getattr(events, f"list_{what}"), set[str]()
    token: dict[str, str] = {}
    for size in (2, 2, 1):
        answer = ask(**asked, Limit=2, **token)
        assert len(answer[key]) == size
        found |= {str(one) for one in answer[key]}
        token = {"NextToken": answer["NextToken"]} if "NextToken" in answer else {}
    assert not token
    assert len(found) == 5
    said = "Parameter NextToken is not valid."
    assert refused(ask, **asked, NextToken="nobodys") == ("ValidationException", said)


def test_what_has_tags_is_named_by_its_whole_arn(orders: Account) -> None:
    bus = orders.bus()
    arn = bus.replace(":event-bus/", ":rule/") + "/nobodys"
    missing = "ResourceNotFoundException"
    listed = orders.events.list_tags_for_resource
    name = bus.rsplit("/", 1)[1]
    assert refused(listed, ResourceARN=arn) == (missing, f"Rule nobodys does not exist on EventBus {name}.")
    assert refused(listed, ResourceARN=f"{bus}-2") == (missing, f"Event bus {name}-2 does not exist.")
    twice = [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]
    said = "Invalid parameter: Duplicated keys are not allowed."
    assert refused(orders.events.tag_resource, ResourceARN=bus, Tags=twice) == ("ValidationException", said)
    orders.events.tag_resource(ResourceARN=bus, Tags=twice[:1])
    assert listed(ResourceARN=bus)["Tags"] == twice[:1]


@pytest.mark.parametrize("missing", sorted(EVENT))
def test_an_event_without_what_every_event_has_cannot_be_tried_out(orders: Account, missing: str) -> None:
    tried = orders.events.test_event_pattern
    assert tried(EventPattern='{"source": ["a"]}', Event=json.dumps(EVENT))["Result"]
    less = json.dumps({name: value for name, value in EVENT.items() if name != missing})
    told = refused(tried, EventPattern='{"source": ["a"]}', Event=less)
    assert told == ("ValidationException", "Parameter Event is not valid.")


def archive(account: Account, bus: str, **more: Any) -> str:
    made = account.events.create_archive(ArchiveName=account.prefix, EventSourceArn=bus, **more)
    return str(made["ArchiveArn"])


def test_an_archive_is_of_a_bus_and_changes_by_something(orders: Account) -> None:
    bus = orders.bus()
    missing = ("ResourceNotFoundException", f"Event bus {orders.prefix}_nobodys does not exist.")
    nobodys = bus.replace("_bus", "_nobodys")
    create, listed = orders.events.create_archive, orders.events.list_archives
    assert refused(create, ArchiveName=orders.prefix, EventSourceArn=nobodys) == missing
    assert refused(listed, EventSourceArn=nobodys) == missing
    said = "At least one of EventPattern, RetentionDays or Description must be provided."
    assert refused(orders.events.update_archive, ArchiveName=orders.prefix) == ("ValidationException", said)


PRECISE = '{"detail": {"x": [0.1234567890123456789]}, "detail": {"w": [1]}}'


def test_an_archive_holds_pattern_and_event_together_as_they_are_written(orders: Account) -> None:
    bus = orders.bus()
    archive(orders, bus, EventPattern=PRECISE)
    orders.publish(bus, Detail='{"x": 0.1234567890123456789, "w": 1, "w": 2}')
    orders.publish(bus, Detail='{"x": 0.1234567890123456788, "w": 1}')
    orders.publish(bus, Detail='{"x": 0.1234567890123456789, "w": 2}')
    assert orders.events.describe_archive(ArchiveName=orders.prefix)["EventCount"] == 1
    orders.events.update_archive(ArchiveName=orders.prefix, EventPattern=PRECISE)
    orders.publish(bus, Detail='{"x": 0.1234567890123456789, "w": [2, 1]}')
    assert orders.events.describe_archive(ArchiveName=orders.prefix)["EventCount"] == 2


def test_an_archive_keeps_what_its_pattern_says_now(orders: Account) -> None:
    bus = orders.bus()
    archive(orders, bus, EventPattern='{"source": ["nobody"]}')
    orders.publish(bus)
    orders.events.update_archive(ArchiveName=orders.prefix, EventPattern='{"source": ["orders.checkout"]}')
    orders.publish(bus)
    assert orders.events.describe_archive(ArchiveName=orders.prefix)["EventCount"] == 1


def replay(account: Account, archived: str, bus: str, **more: Any) -> dict[str, Any]:
    given = {"ReplayName": account.prefix, "EventSourceArn": archived, "Destination": {"Arn": bus}}
    return {**given, "EventStartTime": 1_700_000_000, "EventEndTime": 4_000_000_000, **more}


def test_a_replay_that_cannot_be_is_refused(orders: Account) -> None:
    bus = orders.bus()
    archived = archive(orders, bus)

    def said(**more: Any) -> str:
        return refused(orders.events.start_replay, **replay(orders, archived, bus, **more))[1]

    other = f"arn:aws:events:{REGION}:{orders.number}:event-bus/default"
    cross = "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted."
    assert said(Destination={"Arn": other}) == cross
    late = "Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime."
    assert said(EventEndTime=1_700_000_000) == late
    gone = "Parameter EventSourceArn is not valid. Reason: Archive gone does not exist."
    assert said(EventSourceArn=archived.replace(orders.prefix, "gone")) == gone
    assert said(Destination={"Arn": f"{other}-2"}) == "Event bus default-2 does not exist."


def test_a_replay_is_delivered_to_the_rules_that_it_names(orders: Account) -> None:
    bus = orders.bus()
    mine = orders.queue("mine", FROM_EVENTBRIDGE)
    arn = orders.rule(bus, {"source": ["orders.checkout"]}, Arn=mine)
    name = bus.rsplit("/", 1)[1]
    orders.events.put_rule(Name="other", EventBusName=name, EventPattern=ANY)
    orders.events.put_targets(Rule="other", EventBusName=name, Targets=[{"Id": "t", "Arn": mine}])
    archived = archive(orders, bus)
    event_id = orders.publish(bus)["EventId"]
    assert len(orders.receive(mine, 2)) == 2
    only = {"Arn": bus, "FilterArns": [arn]}
    begun = orders.events.start_replay(**replay(orders, archived, bus, Destination=only))
    assert begun["State"] == "STARTING"
    event = json.loads(orders.receive(mine)[0]["Body"])
    assert (event["id"], event["replay-name"]) == (event_id, orders.prefix)
    assert list(event)[-3:] == ["replay-name", "resources", "detail"]

    def told() -> dict[str, Any]:
        found: dict[str, Any] = orders.events.describe_replay(ReplayName=orders.prefix)
        return found

    assert eventually(lambda: told()["State"] == "COMPLETED")
    assert {"ReplayEndTime", "EventLastReplayedTime"} <= told().keys()
    assert orders.receive(mine, patience=0.2) == []
    assert orders.events.describe_archive(ArchiveName=orders.prefix)["EventCount"] == 1
    taken = refused(orders.events.start_replay, **replay(orders, archived, bus))
    assert taken == ("ResourceAlreadyExistsException", f"Replay {orders.prefix} already exists.")
    over = refused(orders.events.cancel_replay, ReplayName=orders.prefix)
    assert over == ("IllegalStatusException", f"Replay {orders.prefix} is not in a valid state for this operation.")
    assert [one["State"] for one in orders.events.list_replays(EventSourceArn=archived)["Replays"]] == ["COMPLETED"]
