"""A stack as its state has it, and as AWS tells it while nobody has touched anything."""

from json import dumps
from typing import Any

from meshctl.drift.own_resources import OwnResource, own_resources
from meshctl.drift.seen_resources import (
    ARCHIVE,
    CODE,
    LOG_POLICY,
    MAPPING,
    PERMISSION,
    ROLE_POLICY,
    RULE,
    SCHEDULE,
    STATEMENT,
    SUBSCRIPTION,
    TARGET,
    SeenResource,
)
from meshctl.drift.statements import statements
from meshctl.passes.generations import StackKey
from meshctl.records.state_resources import StateResource

STACK: StackKey = ("222222222222", "system-orders")
NAMES_BEGIN = "shop_dev_"
WHERE = "eu-west-1:222222222222"
BUS_ARN, QUEUE_ARN = f"arn:aws:events:{WHERE}:event-bus/shop_dev_orders", f"arn:aws:sqs:{WHERE}:shop_dev_letters"
TOPIC_ARN, FUNCTION_ARN = f"arn:aws:sns:{WHERE}:shop_dev_news", f"arn:aws:lambda:{WHERE}:function:shop_dev_pack"
RULE_ARN, STREAM_ARN = (
    f"arn:aws:events:{WHERE}:rule/shop_dev_orders/shop_dev_placed",
    f"arn:aws:kinesis:{WHERE}:stream/shop_dev_clicks",
)
ROLE_ARN, LOG_ARN = (
    "arn:aws:iam::222222222222:role/shop_dev_pack",
    f"arn:aws:logs:{WHERE}:log-group:/aws/events/shop_dev_audit",
)
GROUP_ARN, QUEUE_URL = (
    f"arn:aws:scheduler:{WHERE}:schedule-group/shop_dev_nightly",
    "https://sqs.example/222222222222/shop_dev_letters",
)
APPLIED_CODE = "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols="
TABLE_ARN = f"arn:aws:dynamodb:{WHERE}:table/shop_dev_pack"
OWN_ARNS = (
    *(BUS_ARN, QUEUE_ARN, TOPIC_ARN, FUNCTION_ARN, RULE_ARN, STREAM_ARN, ROLE_ARN, LOG_ARN, GROUP_ARN),
    TABLE_ARN,
)


def policy(*sids: str) -> str:
    """A policy with a statement for each."""
    return dumps({"Statement": [{"Sid": sid, "Effect": "Allow", "Action": "a:b", "Principal": "*"} for sid in sids]})


def _made(address: str, **texts: Any) -> StateResource:
    return StateResource(address.split(".")[-2], address, texts)


IN_STATE = (
    _made("aws_cloudwatch_event_bus.local", arn=BUS_ARN, name="shop_dev_orders"),
    _made("aws_cloudwatch_event_bus_policy.local", event_bus_name="shop_dev_orders", policy=policy("Hops")),
    _made('aws_cloudwatch_event_archive.archive["private-events"]', name="shop_dev_orders"),
    _made('module.route["care/placed"].aws_cloudwatch_event_rule.route', arn=RULE_ARN, event_bus_name="shop_dev_orders", name="shop_dev_placed"),
    _made('module.route["care/placed"].aws_cloudwatch_event_target.route', event_bus_name="shop_dev_orders", rule="shop_dev_placed", target_id="target"),
    _made('module.queue["care/letters"].aws_sqs_queue.queue', arn=QUEUE_ARN, url=QUEUE_URL, policy=policy("EncryptedOnly", "placed")),
    _made('module.topic["care/news"].aws_sns_topic.topic', arn=TOPIC_ARN, policy=policy("OwnAccountOnly")),
    _made('module.topic_subscription["care/n"].aws_sns_topic_subscription.subscription', arn=f"{TOPIC_ARN}:1"),
    _made('module.stream["care/clicks"].aws_kinesis_stream.stream', arn=STREAM_ARN),
    _made('module.function["care/pack"].aws_lambda_function.function', arn=FUNCTION_ARN, function_name="shop_dev_pack", source_code_hash=APPLIED_CODE),
    _made('module.function["care/pack"].aws_lambda_permission.invoker', function_name="shop_dev_pack", statement_id="placed"),
    _made('module.function["care/pack"].aws_iam_role.function', arn=ROLE_ARN, name="shop_dev_pack"),
    _made('module.function["care/pack"].aws_iam_role_policy.function', role="shop_dev_pack", name="function"),
    _made('module.mapping["care/pack from queue care/letters"].aws_lambda_event_source_mapping.function', uuid="uuid-1"),
    _made('module.idempotency_table["care/pack"].aws_dynamodb_table.handled', arn=TABLE_ARN, name="shop_dev_pack"),
    _made('module.log["care/audit"].aws_cloudwatch_log_group.log', arn=LOG_ARN),
    _made("module.log_policy[0].aws_cloudwatch_log_resource_policy.events", policy_name="shop_dev_orders"),
    _made('module.schedule["care/nightly"].aws_scheduler_schedule_group.schedule', arn=GROUP_ARN, name="shop_dev_nightly"),
    _made('module.schedule["care/nightly"].aws_scheduler_schedule.schedule', group_name="shop_dev_nightly", name="nightly"),
)  # fmt: skip


def own() -> tuple[OwnResource, ...]:
    """What others may hang something on."""
    return own_resources(STACK, IN_STATE)


def stated(arn: str, *sids: str) -> list[SeenResource]:
    """The statements of a policy, as AWS tells them."""
    return [SeenResource(STATEMENT, (arn, one), (arn,), one) for one in statements(policy(*sids))]


UNTOUCHED = (
    *stated(BUS_ARN, "Hops"),
    *stated(QUEUE_ARN, "EncryptedOnly", "placed"),
    *stated(TOPIC_ARN, "OwnAccountOnly"),
    SeenResource(RULE, ("shop_dev_orders", "shop_dev_placed"), (BUS_ARN,), targets=(("target", QUEUE_ARN),)),
    SeenResource(TARGET, ("shop_dev_orders", "shop_dev_placed", "target"), (RULE_ARN,)),
    SeenResource(ARCHIVE, ("shop_dev_orders",), (BUS_ARN,)),
    SeenResource(SUBSCRIPTION, (f"{TOPIC_ARN}:1",), (TOPIC_ARN,)),
    SeenResource(PERMISSION, ("shop_dev_pack", "placed"), (FUNCTION_ARN,)),
    SeenResource(CODE, ("shop_dev_pack",), (FUNCTION_ARN,), APPLIED_CODE),
    SeenResource(ROLE_POLICY, ("shop_dev_pack", "function"), (ROLE_ARN,)),
    SeenResource(MAPPING, ("uuid-1",), (FUNCTION_ARN, QUEUE_ARN)),
    SeenResource(LOG_POLICY, ("shop_dev_orders",), (f"{LOG_ARN}:*",)),
    SeenResource(SCHEDULE, ("shop_dev_nightly", "nightly"), (GROUP_ARN, BUS_ARN)),
)
