import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.aws.existing.lookups import LOOKUPS
from meshctl.adoption.import_ids import IMPORT_IDS, import_id
from meshctl.adoption.planned_creates import PlannedResource, planned_creates
from meshctl.errors import MeshctlError

ROOT = Path(__file__).parents[3]
ACCOUNT, REGION = "111111111111", "eu-west-1"
UUID = "cfdfd4ba-3917-4c0d-a259-d36983fd212f"
BY_PEOPLE = "terraform/guardrails"
"""The one root that meshctl only writes: people apply it, and no record says that it was begun."""


def made_by_us() -> set[str]:
    """Every type of resource in the modules and in the roots that meshctl applies."""
    files = [*ROOT.glob("modules/*/*.tf"), *ROOT.glob("terraform/*/*.tf")]
    texts = (file.read_text() for file in files if BY_PEOPLE not in file.as_posix())
    return {kind for text in texts for kind in re.findall(r'(?m)^resource "(\w+)"', text)}


def test_every_type_that_is_made_can_be_imported() -> None:
    assert {*IMPORT_IDS} == made_by_us()


def test_every_type_that_is_made_can_be_found() -> None:
    assert {*LOOKUPS} == made_by_us()


@pytest.mark.parametrize(
    ("kind", "values", "wanted"),
    [
        ("aws_cloudwatch_event_archive", {"name": "shop_dev_hub"}, "shop_dev_hub"),
        ("aws_cloudwatch_event_bus", {"name": "shop_dev_hub"}, "shop_dev_hub"),
        ("aws_cloudwatch_event_bus_policy", {"event_bus_name": "shop_dev_hub", "policy": "{}"}, "shop_dev_hub"),
        ("aws_cloudwatch_event_rule", {"name": "placed", "event_bus_name": "default"}, "default/placed"),
        (
            "aws_cloudwatch_event_target",
            {"rule": "placed", "event_bus_name": "shop_dev_hub", "target_id": "queue"},
            "shop_dev_hub/placed/queue",
        ),
        ("aws_cloudwatch_log_group", {"name": "/aws/lambda/shop"}, "/aws/lambda/shop"),
        ("aws_cloudwatch_log_resource_policy", {"policy_name": "shop_dev"}, "shop_dev"),
        ("aws_cloudwatch_metric_alarm", {"alarm_name": "dead"}, "dead"),
        ("aws_iam_role", {"name": "shop_delivery"}, "shop_delivery"),
        ("aws_iam_role_policy", {"role": "shop_delivery", "name": "delivery"}, "shop_delivery:delivery"),
        ("aws_dynamodb_table", {"name": "pack"}, "pack"),
        ("aws_kinesis_stream", {"name": "clicks"}, "clicks"),
        ("aws_lambda_function", {"function_name": "capture"}, "capture"),
        ("aws_lambda_permission", {"function_name": "capture", "statement_id": "placed"}, "capture/placed"),
        ("aws_scheduler_schedule", {"group_name": "nightly", "name": "nightly"}, "nightly/nightly"),
        ("aws_scheduler_schedule_group", {"name": "nightly"}, "nightly"),
        ("aws_sfn_state_machine", {"name": "ship"}, f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:ship"),
        ("aws_sns_topic", {"name": "news.fifo"}, f"arn:aws:sns:{REGION}:{ACCOUNT}:news.fifo"),
    ],
)
def test_an_id_is_put_together_of_planned_values(kind: str, values: dict[str, str], wanted: str) -> None:
    assert import_id(PlannedResource("a.b", kind, values), ACCOUNT, REGION, "") == wanted


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("aws_lambda_event_source_mapping", UUID),
        ("aws_sns_topic_subscription", f"arn:aws:sns:{REGION}:{ACCOUNT}:news:{UUID}"),
        ("aws_sqs_queue", f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/inbox.fifo"),
        ("aws_sqs_queue", f"http://127.0.0.1:4566/{ACCOUNT}/inbox"),
    ],
)
def test_an_id_that_aws_makes_is_taken_as_it_is(kind: str, made: str) -> None:
    assert import_id(PlannedResource("a.b", kind, {}), ACCOUNT, REGION, made) == made


@pytest.mark.parametrize("kind", sorted(IMPORT_IDS))
def test_a_resource_whose_values_are_not_known_has_no_id(kind: str) -> None:
    with pytest.raises(MeshctlError):
        import_id(PlannedResource("a.b", kind, {}), ACCOUNT, REGION, "")


@given(st.sampled_from(sorted(IMPORT_IDS)), st.text(alphabet='ab/:${}%"\\\n .-_'), st.booleans())
def test_no_id_holds_what_terraform_would_evaluate(kind: str, text: str, is_made_by_aws: bool) -> None:
    names = re.findall(r"{(\w+)}", IMPORT_IDS[kind].form)
    create = PlannedResource("a.b", kind, dict.fromkeys(names, text))
    try:
        found = import_id(create, ACCOUNT, REGION, text if is_made_by_aws else "")
    except MeshctlError:
        return
    assert not {*found} & {*'${}%"\\\n '}


def test_what_is_replaced_or_stands_is_not_created() -> None:
    def change(address: str, *actions: str) -> str:
        return (
            f'{{"mode": "managed", "address": "{address}", "type": "aws_sqs_queue", '
            f'"change": {{"actions": {list(actions)}, "after": {{"name": "inbox"}}}}}}'
        ).replace("'", '"')

    said = ", ".join([change("a", "create"), change("b", "delete", "create"), change("c", "no-op")])
    assert planned_creates(f'{{"resource_changes": [{said}]}}'.encode()) == (
        PlannedResource("a", "aws_sqs_queue", {"name": "inbox"}),
    )
