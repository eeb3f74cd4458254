"""Stacks that stand together have to fit into what AWS gives, whatever each generation by itself needs."""

from collections.abc import Callable
from typing import Any

import pytest

from meshctl.plan.limits_of_stacks import exceeded_limits, quotas_to_raise
from tests.support.kept_stage import built, inputs_of


def stage() -> dict[str, Any]:
    """The inputs of the shop's stacks by their names."""
    return {one.name: inputs_of(one) for one in built()}


def publish(accounts: int) -> Callable[[Any], None]:
    def change(stacks: Any) -> None:
        stacks["hub"]["bus"]["publishers"] = {
            "orders": {"accounts": [f"{n:012}" for n in range(accounts)], "sources": []}
        }

    return change


def patterns(count: int, pattern: str) -> Callable[[Any], None]:
    def change(stacks: Any) -> None:
        route = next(iter(stacks["routes"]["routes"].values()))
        stacks["routes"]["routes"] = {str(n): route | {"pattern": pattern} for n in range(count)}

    return change


def senders(count: int) -> Callable[[Any], None]:
    def change(stacks: Any) -> None:
        buffer = next(iter(stacks["system-payments"]["buffers"].values()))
        (sender,) = buffer["queue"]["senders"].values()
        buffer["queue"]["senders"] = {str(n): sender for n in range(count)}

    return change


def hops(count: int) -> Callable[[Any], None]:
    def change(stacks: Any) -> None:
        stacks["system-payments"]["hops"] = {
            str(n): {"via": "role", "arn": f"arn:aws:iam::111111111111:role/{n:069}", "account": "111111111111"}
            for n in range(count)
        }

    return change


def brought(count: int) -> Callable[[Any], None]:
    def change(stacks: Any) -> None:
        hops(count)(stacks)
        senders = stacks["system-payments"].pop("hops")
        bus = {"arn": "arn:aws:events:eu-west-1:333333333333:event-bus/shop_dev_reports0", "senders": senders}
        stacks["system-payments"]["buses"] = {"feed/reports": bus, "feed/unused": bus | {"senders": {}}}

    return change


def log_groups(characters: int) -> Callable[[Any], None]:
    def change(stacks: Any) -> None:
        rule = {"via": "service", "arn": "r" * characters, "account": "333333333333"}
        log = {"name": "all", "arn": "arn:log", "keep_days": 30, "senders": {"s": rule}}
        stacks["system-payments"]["logs"] = {"ledger/all": log, "ledger/unused": log | {"senders": {}}}

    return change


WILDCARD = '{"$or":[{"source":[{"wildcard":"a*"}]}]}'
CASES = {
    "304 accounts, of 304": (publish(304), None),
    "305 accounts, of 304": (publish(305), "the policy of the bus shop_dev_hub would name 305 accounts, of 304"),
    "30 wildcards": (patterns(30, WILDCARD), None),
    "31 wildcards": (patterns(31, WILDCARD), "the bus shop_dev_hub would have 31 rules with a wildcard, of 30"),
    "4096 characters": (patterns(1, '["' + "x" * 4_092 + '"]'), None),
    "4097 characters": (patterns(1, '["' + "x" * 4_093 + '"]'), "would have a pattern of 4,097 characters, of 4,096"),
    "96 hops": (hops(96), None),
    "97 hops": (hops(97), "the policy of the local bus of shop_dev_payments would have 10,272 characters, of 10,240"),
    "96 that deliver to a bus": (brought(96), None),
    "97 that deliver to a bus": (
        brought(97),
        "the policy of the bus shop_dev_reports0 of shop_dev_payments would have 10,274 characters, of 10,240",
    ),
    "5,120 characters of log groups": (log_groups(4_693), None),
    "5,121 characters of log groups": (
        log_groups(4_694),
        "the policy of the log groups of shop_dev_payments would have 5,121 characters, of 5,120",
    ),
    "17 senders": (senders(17), None),
    "18 senders": (senders(18), "would have 18 senders, of 17"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_stands_together_has_to_fit(case: str) -> None:
    change, told = CASES[case]
    stacks = stage()
    change(stacks)
    found = [*exceeded_limits([*stacks.values()])]
    assert (len(found), told is None or told in found[0]) == (0 if told is None else 1, True)


@pytest.mark.parametrize(("count", "said"), [(300, []), (301, ["the bus b has 301 rules for a while, of 300"])])
def test_rules_that_aws_gives_on_request_only_are_foretold(count: int, said: list[str]) -> None:
    stacks = stage()
    route = next(iter(stacks["routes"]["routes"].values()))
    arns = (f"arn:aws:events:eu-west-1:111111111111:rule/b/{n}" for n in range(count))
    stacks["routes"]["routes"] = {arn: route | {"rule": route["rule"] | {"arn": arn}} for arn in arns}
    assert [one.partition(" unless")[0] for one in quotas_to_raise([*stacks.values()])] == said


def test_roles_of_deliveries_and_functions_are_counted_together() -> None:
    stacks = stage()
    route = next(one for one in stacks["routes"]["routes"].values() if one["delivery"])
    function = next(iter(stacks["system-payments"]["functions"].values()))
    arns = [f"arn:aws:iam::111111111111:role/{n}" for n in range(1001)]
    stacks["routes"]["routes"] = {
        arn: route | {"delivery": route["delivery"] | {"role_arn": arn}} for arn in arns[:600]
    }
    stacks["system-payments"]["functions"] = {
        arn: function | {"role": function["role"] | {"arn": arn}} for arn in arns[500:]
    }
    assert [one.partition(" unless")[0] for one in quotas_to_raise([*stacks.values()])] == [
        "the account 111111111111 has 1001 roles for a while, of 1000"
    ]


def test_what_people_call_role_is_none() -> None:
    stacks = stage()
    stacks["system-payments"]["stack"]["tags"] = {"role": "backend"}
    stacks["hub"]["bus"]["publishers"] = {"role": {"accounts": ["111111111111"], "sources": ["role.desk"]}}
    assert [*quotas_to_raise([*stacks.values()])] == []
