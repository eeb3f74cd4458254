"""What SQS refuses, and what it leaves out of its answers, as it was recorded on AWS."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import Account

pytestmark = pytest.mark.local

ID = "can only include alphanumeric and punctuation characters. 1 to 128 in length."
INVALID = ("InvalidParameterValue", "InvalidParameterValueException")
TOO_LONG = "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes."
MESSAGES: list[tuple[dict[str, Any], tuple[str, str], str]] = [
    (
        {"MessageGroupId": "a b"},
        INVALID,
        f"Value a b for parameter MessageGroupId is invalid. Reason: MessageGroupId {ID}",
    ),
    ({"MessageBody": "x" * 1025}, INVALID, TOO_LONG),
    ({"MessageAttributes": {"k": {"DataType": "String", "StringValue": "x" * 1017}}}, INVALID, TOO_LONG),
    (
        {"MessageBody": ""},
        ("MissingParameter", "MissingRequiredParameterException"),
        "The request must contain the parameter MessageBody.",
    ),
    (
        {"MessageAttributes": {"why": {"DataType": "String", "StringValue": ""}}},
        INVALID,
        "Message (user) attribute 'why' must contain a non-empty value of type 'String'.",
    ),
]


def url_of(account: Account, name: str, **attributes: str) -> str:
    return str(account.sqs.create_queue(QueueName=f"{account.prefix}_{name}", Attributes=attributes)["QueueUrl"])


def refused(call: Any, **arguments: Any) -> tuple[str, str, str]:
    """The refusal's two names and its sentence."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response["Error"]
    return error["Code"], error["QueryErrorCode"], error["Message"]


@pytest.mark.parametrize(("message", "names", "told"), MESSAGES)
def test_a_message_is_refused(orders: Account, message: dict[str, Any], names: tuple[str, str], told: str) -> None:
    url = url_of(orders, "small", MaximumMessageSize="1024")
    assert refused(orders.sqs.send_message, QueueUrl=url, **{"MessageBody": "x", **message}) == (*names, told)


def test_what_is_wrong_with_one_message_of_a_batch_fails_that_one_alone(orders: Account) -> None:
    url = url_of(orders, "batch")
    entries = [{"Id": "good", "MessageBody": "x"}, {"Id": "bad", "MessageBody": "\x01"}]
    answer = orders.sqs.send_message_batch(QueueUrl=url, Entries=entries)
    assert [one["Id"] for one in answer["Successful"]] == ["good"]
    assert [(one["Id"], one["Code"], one["SenderFault"]) for one in answer["Failed"]] == [
        ("bad", "InvalidMessageContents", True)
    ]


def test_an_answer_leaves_out_what_is_empty(orders: Account) -> None:
    url = url_of(orders, "empty")
    assert "Failed" not in orders.sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": "a", "MessageBody": "x"}])
    assert "Tags" not in orders.sqs.list_queue_tags(QueueUrl=url)


def test_a_standard_queue_has_no_attribute_of_a_fifo_queue(orders: Account) -> None:
    unknown = ("InvalidAttributeName", "InvalidAttributeName", "Unknown Attribute FifoQueue.")
    new = {"QueueName": f"{orders.prefix}_new", "Attributes": {"FifoQueue": "false"}}
    assert refused(orders.sqs.create_queue, **new) == unknown
    change = {"QueueUrl": url_of(orders, "standard"), "Attributes": {"FifoQueue": "true"}}
    assert refused(orders.sqs.set_queue_attributes, **change) == unknown


def test_a_queue_is_not_made_again_with_other_attributes(orders: Account) -> None:
    name = {"QueueName": f"{orders.prefix}_once"}
    orders.sqs.create_queue(**name, Attributes={"DelaySeconds": "1"})
    told = "A queue already exists with the same name and a different value for attribute DelaySeconds"
    other = refused(orders.sqs.create_queue, **name, Attributes={"DelaySeconds": "2"})
    assert other == ("QueueAlreadyExists", "QueueNameExists", told)


def test_queues_are_listed_in_pages(orders: Account) -> None:
    urls = {url_of(orders, f"listed-{number}") for number in range(3)}
    asked = {"QueueNamePrefix": f"{orders.prefix}_listed", "MaxResults": 2}
    first = orders.sqs.list_queues(**asked)
    rest = orders.sqs.list_queues(**asked, NextToken=first["NextToken"])
    assert {*first["QueueUrls"], *rest["QueueUrls"]} == urls
    assert (len(first["QueueUrls"]), "NextToken" in rest) == (2, False)


def test_a_dead_letter_says_whose_it_was(orders: Account) -> None:
    letters = orders.queue("letters")
    source = orders.queue("source", RedrivePolicy=f'{{"deadLetterTargetArn":"{letters}","maxReceiveCount":1}}')
    orders.send(source, "poison")
    urls = [orders.sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[-1])["QueueUrl"] for arn in (source, letters)]
    for _ in range(2):
        orders.sqs.receive_message(QueueUrl=urls[0], VisibilityTimeout=0)
    (letter,) = orders.sqs.receive_message(QueueUrl=urls[1], AttributeNames=["All"])["Messages"]
    assert letter["Attributes"]["DeadLetterQueueSourceArn"] == source


def test_a_fifo_queue_gives_one_group_after_the_other_and_waits_for_nothing_behind(orders: Account) -> None:
    url = url_of(orders, "groups.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    for body in ("a1", "b1", "a2"):
        orders.sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=body[0])
    first, second = orders.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=2)["Messages"]
    assert [first["Body"], second["Body"]] == ["a1", "a2"]
    orders.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"], VisibilityTimeout=0)
    again = orders.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=3, WaitTimeSeconds=1)["Messages"]
    assert [one["Body"] for one in again] == ["b1", "a1"]


def test_a_fifo_queue_forgets_whom_it_gave_a_message_that_is_back(orders: Account) -> None:
    url = url_of(orders, "back.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    orders.sqs.send_message(QueueUrl=url, MessageBody="x", MessageGroupId="g")
    (message,) = orders.sqs.receive_message(QueueUrl=url, VisibilityTimeout=0)["Messages"]
    told = refused(orders.sqs.delete_message, QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert told[2].endswith("for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.")


def test_a_purge_lets_a_fifo_queue_forget_and_comes_once_a_minute(orders: Account) -> None:
    url = url_of(orders, "purged.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    message = {"QueueUrl": url, "MessageBody": "x", "MessageGroupId": "g"}
    orders.sqs.send_message(**message)
    orders.sqs.purge_queue(QueueUrl=url)
    orders.sqs.send_message(**message)
    assert orders.sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"] == "x"
    told = f"Only one PurgeQueue operation on {orders.prefix}_purged.fifo is allowed every 60 seconds."
    assert refused(orders.sqs.purge_queue, QueueUrl=url)[2] == told


def test_a_handle_that_nobody_was_given_is_named(orders: Account) -> None:
    url = url_of(orders, "handles")
    told = 'The input receipt handle "garbage" is not a valid receipt handle.'
    for call, more in (
        (orders.sqs.delete_message, {}),
        (orders.sqs.change_message_visibility, {"VisibilityTimeout": 1}),
    ):
        with pytest.raises(ClientError) as refused_it:
            call(QueueUrl=url, ReceiptHandle="garbage", **more)
        assert refused_it.value.response["Error"]["Message"] == told


def test_a_message_that_was_deleted_is_not_hidden_for_longer(orders: Account) -> None:
    url = url_of(orders, "deleted")
    orders.sqs.send_message(QueueUrl=url, MessageBody="x")
    handle = orders.sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    for _ in range(2):
        orders.sqs.delete_message(QueueUrl=url, ReceiptHandle=handle)
    reason = "Message does not exist or is not available for visibility timeout change."
    told = f"Value {handle} for parameter ReceiptHandle is invalid. Reason: {reason}"
    asked = {"QueueUrl": url, "ReceiptHandle": handle, "VisibilityTimeout": 9}
    assert refused(orders.sqs.change_message_visibility, **asked) == (*INVALID, told)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [([], []), (["All"], ["a.b", "a.c", "d"]), (["*"], ["a.b", "a.c", "d"]), (["a.*"], ["a.b", "a.c"]), (["a"], [])],
)
def test_attributes_are_given_to_who_asks_for_them(orders: Account, wanted: list[str], given: list[str]) -> None:
    url = url_of(orders, "attributes")
    attributes = {name: {"DataType": "String", "StringValue": "x"} for name in ("a.b", "a.c", "d")}
    orders.sqs.send_message(QueueUrl=url, MessageBody="x", MessageAttributes=attributes)
    (message,) = orders.sqs.receive_message(QueueUrl=url, MessageAttributeNames=wanted)["Messages"]
    assert sorted(message.get("MessageAttributes", ())) == given


def test_a_key_takes_the_place_of_the_encryption_of_sqs_for_good(orders: Account) -> None:
    url = url_of(orders, "encrypted")
    for key in ("alias/own", ""):
        orders.sqs.set_queue_attributes(QueueUrl=url, Attributes={"KmsMasterKeyId": key})
        told = orders.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        assert (told.get("KmsMasterKeyId", ""), told["SqsManagedSseEnabled"]) == (key, "false")


def test_who_removes_a_permission_that_is_not_there_is_told_so(orders: Account) -> None:
    url = url_of(orders, "permissions")
    asked = {"AWSAccountIds": [orders.number], "Actions": ["ReceiveMessage"]}
    orders.sqs.add_permission(QueueUrl=url, Label="mine", **asked)
    policy = orders.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"]
    assert json.loads(policy)["Version"] == "2008-10-17"
    orders.sqs.remove_permission(QueueUrl=url, Label="mine")
    told = "Value mine for parameter Label is invalid. Reason: can't find label."
    assert refused(orders.sqs.remove_permission, QueueUrl=url, Label="mine") == (*INVALID, told)


OWN = {"Sid": "own", "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage"}


@pytest.mark.parametrize("form", ["one alone", "none", "without an id"])
def test_permissions_come_and_go_beside_any_sound_policy(orders: Account, form: str) -> None:
    arn, asked = orders.queue("beside"), {"AWSAccountIds": [orders.number], "Actions": ["ReceiveMessage"]}
    url = orders.sqs.get_queue_url(QueueName=arn.rpartition(":")[2])["QueueUrl"]
    own = {name: value for name, value in OWN.items() if (name, form) != ("Sid", "without an id")} | {"Resource": arn}
    said: dict[str, Any] = {} if form == "none" else {"Statement": own if form == "one alone" else [own]}
    text = json.dumps({"Version": "2012-10-17"} | said)
    orders.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": text})
    told = "Value mine for parameter Label is invalid. Reason: can't find label."
    assert refused(orders.sqs.remove_permission, QueueUrl=url, Label="mine") == (*INVALID, told)
    orders.sqs.add_permission(QueueUrl=url, Label="mine", **asked)
    orders.sqs.remove_permission(QueueUrl=url, Label="mine")
    kept = orders.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"]).get("Attributes", {})
    statements = json.loads(kept.get("Policy", "{}")).get("Statement", [])
    assert statements == ([] if form == "none" else [own])
