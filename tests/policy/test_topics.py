"""What the pack asks of who lets SNS in. Needs no checkov."""

import json

import pytest
from mesh_policy.knowledge import Knowledge
from mesh_policy.statements import deputies
from mesh_policy.values import Resource, Surroundings

ACCOUNT = "333333333333"
TOPIC = f"arn:aws:sns:eu-west-1:{ACCOUNT}:news"


def letting_in(condition: dict[str, object]) -> Resource:
    statement = {"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": {"Service": "sns.amazonaws.com"}}
    policy = json.dumps({"Statement": [{**statement, "Resource": "*", "Condition": condition}]})
    return Resource("aws_sqs_queue", "aws_sqs_queue.work", ACCOUNT, "eu-west-1", {"name": "work", "policy": policy})


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ({"ArnEquals": {"aws:SourceArn": TOPIC}}, 0),
        ({"ArnLike": {"aws:SourceArn": TOPIC.replace("news", "*")}}, 1),
        ({"ArnEquals": {"aws:SourceArn": [TOPIC, f"{TOPIC}-too"]}}, 2),
        ({}, 2),
    ],
)
def test_who_lets_sns_in_names_one_topic_whose_arn_says_the_account(condition: dict[str, object], count: int) -> None:
    found = deputies(letting_in(condition), Surroundings(()), Knowledge())
    assert len([*found]) == count
