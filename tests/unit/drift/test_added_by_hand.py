from shlex import split

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.drift.added_by_hand import AddedResource, added_by_hand
from meshctl.drift.own_resources import known_names
from meshctl.drift.seen_resources import (
    ALIAS,
    ARCHIVE,
    ATTACHED_POLICY,
    CONSUMER,
    FUNCTION_URL,
    INVOKE_CONFIG,
    LOG_POLICY,
    MAPPING,
    PERMISSION,
    ROLE_POLICY,
    RULE,
    SCHEDULE,
    STATEMENT,
    SUBSCRIPTION,
    SUBSCRIPTION_FILTER,
    TARGET,
    SeenResource,
    unqualified,
)
from meshctl.drift.statements import sid_of, statements

from .standing import (
    BUS_ARN,
    FUNCTION_ARN,
    GROUP_ARN,
    IN_STATE,
    LOG_ARN,
    NAMES_BEGIN,
    QUEUE_ARN,
    QUEUE_URL,
    ROLE_ARN,
    RULE_ARN,
    STACK,
    STREAM_ARN,
    TABLE_ARN,
    TOPIC_ARN,
    UNTOUCHED,
    own,
    policy,
    stated,
)

ELSEWHERE = "arn:aws:sqs:eu-west-1:222222222222:elsewhere"
NAMES = st.text("abcXYZ019_.-", min_size=1, max_size=8).map(lambda name: f"x{name}")
KINDS = {
    RULE: (("shop_dev_orders", ""), (BUS_ARN,)),
    TARGET: (("shop_dev_orders", "shop_dev_placed", ""), (RULE_ARN,)),
    ARCHIVE: (("",), (BUS_ARN,)),
    SUBSCRIPTION: (("",), (TOPIC_ARN,)),
    PERMISSION: (("shop_dev_pack", ""), (FUNCTION_ARN,)),
    MAPPING: (("",), ("arn:aws:lambda:somebody-else-s", QUEUE_ARN)),
    CONSUMER: (("",), (STREAM_ARN,)),
    LOG_POLICY: (("",), ("arn:aws:logs:*:*:log-group:/aws/events/shop_dev_*:*",)),
    SCHEDULE: (("default", ""), (QUEUE_ARN,)),
    ALIAS: (("shop_dev_pack", ""), (FUNCTION_ARN,)),
    FUNCTION_URL: (("",), (FUNCTION_ARN,)),
    INVOKE_CONFIG: (("shop_dev_pack", ""), (FUNCTION_ARN,)),
    SUBSCRIPTION_FILTER: (("/aws/events/shop_dev_audit", ""), (LOG_ARN,)),
    ROLE_POLICY: (("shop_dev_pack", ""), (ROLE_ARN,)),
    ATTACHED_POLICY: (("shop_dev_pack", ""), (ROLE_ARN,)),
}


@st.composite
def additions(draw: st.DrawFn) -> SeenResource:
    """One thing of any kind, with a name that nothing of the mesh has."""
    kind, name = draw(st.sampled_from([*KINDS, STATEMENT])), draw(NAMES)
    if kind == STATEMENT:
        return stated(draw(st.sampled_from([BUS_ARN, QUEUE_ARN, TOPIC_ARN, STREAM_ARN, TABLE_ARN])), name)[0]
    names, touches = KINDS[kind]
    return SeenResource(kind, (*names[:-1], name), touches, targets=(("1", QUEUE_ARN),) * (kind == RULE))


def added(*seen: SeenResource) -> tuple[AddedResource, ...]:
    return added_by_hand([*UNTOUCHED, *seen], own(), known_names(IN_STATE), NAMES_BEGIN)


def test_what_stands_as_it_was_applied_is_no_drift() -> None:
    assert added() == ()


@given(st.lists(additions(), max_size=8))
def test_each_thing_that_was_added_is_told_once_and_nothing_else(some: list[SeenResource]) -> None:
    told = sorted((one.kind, one.name) for one in added(*some, *some))
    wanted = {(one.kind, one.names) for one in some}
    assert told == sorted((kind, sid_of(names[1]) if kind == STATEMENT else names[-1]) for kind, names in wanted)


@given(additions())
def test_what_was_added_belongs_to_a_stack_and_can_be_removed(one: SeenResource) -> None:
    (told,) = added(one)
    assert told.stack == STACK
    commands = [split(each) for each in told.remove.split(" && ")]
    assert {command[0] for command in commands} == {"aws"}
    assert told.keep


@pytest.mark.parametrize(
    "elsewhere",
    [
        SeenResource(RULE, ("default", "somebody-else-s"), ("arn:aws:sqs:eu-west-1:222222222222:somebody-else-s",)),
        SeenResource(MAPPING, ("uuid-2",), ("arn:aws:lambda:one", "arn:aws:sqs:another")),
        SeenResource(LOG_POLICY, ("route53",), ("arn:aws:logs:*:*:log-group:/aws/route53/*",)),
        SeenResource(LOG_POLICY, ("console",), ("arn:aws:logs:eu-west-1:222222222222:log-group:/aws/events/*:*",)),
        SeenResource(LOG_POLICY, ("all",), ("*",)),
        SeenResource(LOG_POLICY, ("shop",), ("arn:aws:logs:*:*:log-group:/aws/events/shop_*",)),
        SeenResource(SCHEDULE, ("default", "another"), ("arn:aws:sqs:another",)),
    ],
)
def test_what_has_nothing_to_do_with_the_mesh_is_no_drift(elsewhere: SeenResource) -> None:
    assert added(elsewhere) == ()


def test_it_is_told_for_whom_that_is_on_which_it_hangs() -> None:
    target = SeenResource(TARGET, ("shop_dev_orders", "shop_dev_placed", "spy"), (RULE_ARN,), "to elsewhere")
    (told,) = added(target)
    assert (str(told.cause), told.noun, told.on) == (
        "subscription orders/care/placed",
        "rule",
        "shop_dev_orders/shop_dev_placed",
    )
    assert told.says == "to elsewhere"


def test_a_rule_goes_after_its_targets() -> None:
    (told,) = added(
        SeenResource(RULE, ("shop_dev_orders", "spy"), (BUS_ARN,), targets=(("1", ELSEWHERE), ("2", ELSEWHERE)))
    )
    assert told.remove == (
        "aws events remove-targets --rule spy --event-bus-name shop_dev_orders --ids 1 2 --region eu-west-1"
        " && aws events delete-rule --name spy --event-bus-name shop_dev_orders --region eu-west-1"
    )


@given(st.lists(st.sampled_from([QUEUE_ARN, f"{FUNCTION_ARN}:$LATEST", ELSEWHERE, f"{ELSEWHERE}-still"]), max_size=5))
def test_of_a_rule_of_the_default_bus_only_goes_what_leads_to_the_mesh(leads: list[str]) -> None:
    targets = tuple((str(number), arn) for number, arn in enumerate(leads))
    others = [arn for arn in leads if arn.startswith(ELSEWHERE)]
    told = added(SeenResource(RULE, ("default", "theirs"), tuple(leads), targets=targets))
    assert bool(told) == (len(others) < len(leads))
    for one in told:
        emptied, *deleted = (split(each) for each in one.remove.split(" && "))
        ids = emptied[emptied.index("--ids") + 1 : emptied.index("--region")]
        assert ids == [id_ for id_, arn in targets if not arn.startswith(ELSEWHERE)]
        assert len(deleted) == (not others)


def test_a_policy_of_other_log_groups_as_well_is_removed_by_no_command() -> None:
    for beside in ("*", "arn:aws:logs:*:*:log-group:/aws/events/*", "arn:aws:logs:*:*:log-group:/theirs:*"):
        (told,) = added(SeenResource(LOG_POLICY, ("both",), (f"{LOG_ARN}:*", beside)))
        assert (told.name, told.remove) == ("both", "")


@pytest.mark.parametrize(
    ("arn", "itself"),
    [
        (f"{FUNCTION_ARN}:$LATEST", FUNCTION_ARN),
        (f"{FUNCTION_ARN}:3", FUNCTION_ARN),
        (f"{LOG_ARN}:*", LOG_ARN),
        (f"{LOG_ARN}:log-stream:x", LOG_ARN),
        ("arn:aws:states:eu-west-1:222222222222:stateMachine:x:3", "arn:aws:states:eu-west-1:222222222222:stateMachine:x"),
        (f"{STREAM_ARN}/consumer/x:1", STREAM_ARN),
        (f"{TABLE_ARN}/stream/2026-11-27T09:30:00.000", TABLE_ARN),
        (f"{TOPIC_ARN}:1", f"{TOPIC_ARN}:1"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_part_of_a_thing_is_known_for_that_thing(arn: str, itself: str) -> None:
    assert unqualified(arn) == itself


def test_what_leads_to_a_part_of_something_of_the_mesh_is_told_of_that() -> None:
    seen = [
        SeenResource(SCHEDULE, ("default", "a"), (f"{FUNCTION_ARN}:3",)),
        SeenResource(MAPPING, ("b",), ("arn:aws:lambda:theirs", f"{STREAM_ARN}/consumer/x:1")),
        SeenResource(RULE, ("default", "c"), (f"{LOG_ARN}:*",), targets=(("1", f"{LOG_ARN}:*"),)),
    ]
    assert {(one.name, one.on) for one in added(*seen)} == {
        ("a", "shop_dev_pack"),
        ("b", "shop_dev_clicks"),
        ("c", "/aws/events/shop_dev_audit"),
    }


@pytest.mark.parametrize("sid", ["", "--query", "file:///etc/passwd"])
def test_a_statement_without_a_usable_name_goes_with_the_policy_where_the_mesh_writes_none(sid: str) -> None:
    mesh = [one for one in IN_STATE if one.type != "aws_cloudwatch_event_bus_policy"]
    (told,) = added_by_hand(stated(BUS_ARN, sid), own(), known_names(mesh), NAMES_BEGIN)
    assert told.remove == (
        "aws events remove-permission --event-bus-name shop_dev_orders --remove-all-permissions --region eu-west-1"
    )


def test_a_statement_of_a_queue_goes_by_its_name() -> None:
    (told,) = added(*stated(QUEUE_ARN, "stranger"))
    assert told.remove == f"aws sqs remove-permission --queue-url {QUEUE_URL} --label stranger --region eu-west-1"


@pytest.mark.parametrize(("arn", "service"), [(STREAM_ARN, "kinesis"), (TABLE_ARN, "dynamodb")])
def test_the_policy_of_a_stream_or_a_table_goes_as_a_whole(arn: str, service: str) -> None:
    (told,) = added(*stated(arn, "stranger"))
    assert told.remove == f"aws {service} delete-resource-policy --resource-arn {arn} --region eu-west-1"


def test_iam_is_of_no_region() -> None:
    (told,) = added(SeenResource(ROLE_POLICY, ("shop_dev_pack", "more"), (ROLE_ARN,)))
    assert told.remove == "aws iam delete-role-policy --role-name shop_dev_pack --policy-name more"


@pytest.mark.parametrize("arn", [QUEUE_ARN, TOPIC_ARN, BUS_ARN])
def test_a_statement_without_a_name_of_its_own_is_removed_by_no_command(arn: str) -> None:
    for text in statements('{"Statement": [{"Effect": "Allow"}]}'):
        (told,) = added(SeenResource(STATEMENT, (arn, text), (arn,)))
        assert told.remove == ""


def test_a_statement_that_bears_the_name_of_one_of_the_mesh_is_removed_by_no_command() -> None:
    changed = policy("placed").replace("Allow", "Deny")
    (told,) = added(*(SeenResource(STATEMENT, (QUEUE_ARN, one), (QUEUE_ARN,)) for one in statements(changed)))
    assert (told.name, told.remove) == ("placed", "")


@pytest.mark.parametrize("name", ["--query", "-x", "file:///etc/passwd", "a\nb", "ä", "\x1b[31m", "a\u202eb"])
def test_what_is_more_than_a_name_is_in_no_command(name: str) -> None:
    seen = [SeenResource(SCHEDULE, ("default", name), (QUEUE_ARN,)), *stated(QUEUE_ARN, name)]
    assert [one.remove for one in added(*seen)] == ["", ""]


@pytest.mark.parametrize("name", ["a b", "a'b", "$(reboot)", "a;b", "`a`", "a && b"])
def test_a_shell_takes_a_name_for_nothing_else(name: str) -> None:
    (told,) = added(SeenResource(SCHEDULE, ("default", name), (QUEUE_ARN,)))
    assert name in split(told.remove)


def test_a_subscription_that_nobody_confirmed_has_no_command() -> None:
    (told,) = added(SeenResource(SUBSCRIPTION, ("PendingConfirmation of email a@b.example",), (TOPIC_ARN,)))
    assert told.remove == ""


def test_a_schedule_in_a_group_of_the_mesh_is_told_of_that() -> None:
    (told,) = added(SeenResource(SCHEDULE, ("shop_dev_nightly", "more"), (GROUP_ARN, "arn:aws:sqs:another")))
    assert str(told.cause) == "schedule orders/care/nightly"


def test_a_policy_of_log_groups_is_told_of_the_log_that_it_opens() -> None:
    (told,) = added(SeenResource(LOG_POLICY, ("open",), (f"{LOG_ARN}:*",)))
    assert str(told.cause) == "log orders/care/audit"
