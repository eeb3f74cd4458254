"""Each adaptation: stock moto lacks it (when this fails, moto has mended it and ours can go), and ours has it."""

import inspect
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import backends, mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sqs.exceptions import ReceiptHandleIsInvalid
from moto.sqs.models import Message, Queue

from .accounts import REGION, Account, allow, let_in, package, policy

pytestmark = pytest.mark.local

Client = Callable[[str], Any]
QUEUE = "adaptation"
DEAD = "adaptation_dead"


def compact_redrive_policy(client: Client) -> bool:
    sqs = client("sqs")
    dead = sqs.create_queue(QueueName=DEAD)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    given = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3}, separators=(",", ":"))
    url = sqs.create_queue(QueueName=QUEUE, Attributes={"RedrivePolicy": given})["QueueUrl"]
    kept = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["RedrivePolicy"]
    return bool(kept == given)


def redrive_allow_policy(client: Client) -> bool:
    sqs, given, name = client("sqs"), '{"redrivePermission":"denyAll"}', "RedriveAllowPolicy"
    url = sqs.create_queue(QueueName=QUEUE, Attributes={name: given})["QueueUrl"]
    try:
        kept = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"]
    except ClientError:
        return False
    sqs.set_queue_attributes(QueueUrl=url, Attributes={name: ""})
    return (
        kept == {name: given}
        and name not in sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    )


def kept_policy(client: Client) -> bool:
    sqs = client("sqs")
    given = {"Policy": policy(let_in("*", "sqs:SendMessage"))}
    url = sqs.create_queue(QueueName=QUEUE, Attributes=given)["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"DelaySeconds": "1"})
    return "Policy" in sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]


def function_dead_letters(client: Client) -> bool:
    trust = policy(allow("sts:AssumeRole", "*"))
    role = client("iam").create_role(RoleName=QUEUE, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    given = {"TargetArn": f"arn:aws:sqs:{REGION}:{DEFAULT_ACCOUNT_ID}:{DEAD}"}
    code = {"ZipFile": package({"app.py": ""})}
    more = {"Runtime": "python3.11", "Handler": "app.handle", "Role": role, "Code": code}
    functions = client("lambda")
    functions.create_function(FunctionName=QUEUE, DeadLetterConfig=given, **more)
    kept = functions.get_function_configuration(FunctionName=QUEUE).get("DeadLetterConfig")
    functions.update_function_configuration(FunctionName=QUEUE, DeadLetterConfig={"TargetArn": ""})
    return kept == given and "DeadLetterConfig" not in functions.get_function_configuration(FunctionName=QUEUE)


def replaced_bus_policy(client: Client) -> bool:
    events = client("events")
    bus = events.create_event_bus(Name=QUEUE)["EventBusArn"]
    for account in ("222222222222", "333333333333"):
        statement = let_in({"AWS": account}, "events:PutEvents") | {"Sid": f"from{account}"}
        events.put_permission(EventBusName=QUEUE, Policy=policy(statement, resource=bus))
    kept = json.loads(events.describe_event_bus(Name=QUEUE)["Policy"])["Statement"]
    return [one["Sid"] for one in kept] == ["from333333333333"]


def any_payload(client: Client) -> bool:
    functions, code = client("lambda"), {"ZipFile": package({"app.py": "def handle(event, context): return event"})}
    role = client("iam").create_role(RoleName=QUEUE, AssumeRolePolicyDocument=policy(allow("sts:AssumeRole", "*")))
    more = {"Runtime": "python3.11", "Handler": "app.handle", "Role": role["Role"]["Arn"], "Code": code}
    functions.create_function(FunctionName=QUEUE, **more)
    try:
        return bool(functions.invoke(FunctionName=QUEUE, Payload="[1]")["Payload"].read() == b"[1]")
    except TypeError:
        return False


def composite_alarm(client: Client) -> bool:
    cloudwatch = client("cloudwatch")
    try:
        cloudwatch.put_composite_alarm(AlarmName=QUEUE, AlarmRule="ALARM(other)")
    except Exception:
        return False
    found = cloudwatch.describe_alarms(AlarmNames=[QUEUE], AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
    return [one["AlarmRule"] for one in found] == ["ALARM(other)"]


def typed_errors(client: Client) -> bool:
    try:
        client("lambda").get_function(FunctionName="nobody")
    except ClientError as error:
        return error.response.get("Type") == "User" and "Message" in error.response
    return False


def laid_out_answers(client: Client) -> bool:
    """What the answers' own lengths tell, and whether their ids are UUIDs."""
    sqs, topics = client("sqs"), client("sns")
    url = sqs.create_queue(QueueName=QUEUE)["QueueUrl"]
    sent = sqs.send_message(QueueUrl=url, MessageBody="a")["ResponseMetadata"]
    told = topics.publish(TopicArn=topics.create_topic(Name=QUEUE)["TopicArn"], Message="a")["ResponseMetadata"]
    lengths = [answered["HTTPHeaders"].get("content-length") for answered in (sent, told)]
    return lengths == ["106", "294"] and [len(one["RequestId"]) for one in (sent, told)] == [36, 36]


def whole_objects(client: Client) -> bool:
    s3, place = client("s3"), {"Bucket": f"{QUEUE}-objects", "Key": "a"}
    s3.create_bucket(Bucket=place["Bucket"], CreateBucketConfiguration={"LocationConstraint": REGION})
    put = s3.put_object(**place, Body=b"a", ChecksumAlgorithm="CRC32")
    found = s3.get_object(**place, ChecksumMode="ENABLED")
    facts = [(one.get("ServerSideEncryption"), one.get("ChecksumType")) for one in (put, found)]
    return facts == [("AES256", "FULL_OBJECT")] * 2


def ids_of_objects(client: Client) -> bool:
    s3, place = client("s3"), {"Bucket": f"{QUEUE}-ids", "Key": "a"}
    s3.create_bucket(Bucket=place["Bucket"], CreateBucketConfiguration={"LocationConstraint": REGION})
    told = [s3.list_buckets()["ResponseMetadata"]]
    try:
        s3.get_object(**place)
    except s3.exceptions.NoSuchKey as refused:
        told.append(refused.response["ResponseMetadata"])
    return all(one["RequestId"] and len(one.get("HostId", "")) == 76 for one in told)


def stream_tags(client: Client) -> bool:
    kinesis = client("kinesis")
    kinesis.create_stream(StreamName=QUEUE, ShardCount=1, Tags={"team": "a"})
    return bool(kinesis.list_tags_for_stream(StreamName=QUEUE)["Tags"] == [{"Key": "team", "Value": "a"}])


def records_of_a_split_shard(client: Client) -> bool:
    kinesis, name = client("kinesis"), f"{QUEUE}-split"
    kinesis.create_stream(StreamName=name, ShardCount=1)
    put = {"StreamName": name, "PartitionKey": "a"}
    kinesis.put_record(Data=b"before", **put)
    kinesis.split_shard(StreamName=name, ShardToSplit="shardId-000000000000", NewStartingHashKey=str(2**127))
    after = kinesis.put_record(Data=b"after", **put)["ShardId"]
    begin = {"StreamName": name, "ShardId": "shardId-000000000000", "ShardIteratorType": "TRIM_HORIZON"}
    found = kinesis.get_records(ShardIterator=kinesis.get_shard_iterator(**begin)["ShardIterator"])["Records"]
    return [one["Data"] for one in found] == [b"before"] and after != "shardId-000000000000"


def one_sentence(client: Client) -> bool:
    try:
        client("sns").get_topic_attributes(TopicArn=f"arn:aws:sns:{REGION}:{DEFAULT_ACCOUNT_ID}:nobody")
    except ClientError as error:
        return "Message" in error.response["Error"] and "message" not in error.response["Error"]
    return False


def remembered_duplicates(client: Client) -> bool:
    """A repetition is known when the first is gone, and answered alike; numbers grow."""
    sqs = client("sqs")
    url = sqs.create_queue(QueueName=f"{QUEUE}.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    first, second, again = (
        sqs.send_message(QueueUrl=url, MessageBody=key, MessageGroupId="a", MessageDeduplicationId=key)
        for key in ("1", "2", "1")
    )
    for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    sqs.send_message(QueueUrl=url, MessageBody="1", MessageGroupId="a", MessageDeduplicationId="1")
    if sqs.receive_message(QueueUrl=url).get("Messages") or first["MessageId"] != again["MessageId"]:
        return False
    return bool(first["SequenceNumber"] == again["SequenceNumber"] < second["SequenceNumber"])


def ordered_groups(client: Client) -> bool:
    """Two messages of a group come back, the second one first; the first is still given first."""
    sqs = client("sqs")
    url = sqs.create_queue(QueueName=f"{QUEUE}_order.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    for key in ("1", "2"):
        sqs.send_message(QueueUrl=url, MessageBody=key, MessageGroupId="a", MessageDeduplicationId=key)
    received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    for hidden, message in enumerate(received):
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=hidden)
    time.sleep(1.01)
    return bool(sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"] == "1")


ALL = [
    ordered_groups,
    remembered_duplicates,
    stream_tags,
    records_of_a_split_shard,
    one_sentence,
    typed_errors,
    laid_out_answers,
    whole_objects,
    ids_of_objects,
    compact_redrive_policy,
    redrive_allow_policy,
    kept_policy,
    function_dead_letters,
    replaced_bus_policy,
    any_payload,
    composite_alarm,
]


@pytest.mark.parametrize("has", ALL)
def test_stock_moto_lacks(has: Callable[[Client], bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws(config={"lambda": {"use_docker": False}}):
        assert not has(lambda service: boto3.client(service, region_name=REGION))


@pytest.mark.parametrize(("number", "has"), list(enumerate(ALL)))
def test_the_embedded_aws_has(aws: Any, number: int, has: Callable[[Client], bool]) -> None:
    assert has(Account(aws.running, f"4444444444{number:02}", "").client)


class AskedMessage(Message):  # type: ignore[misc]  # moto is not typed
    asked = False  # for its receipt handles

    def had_receipt_handle(self, receipt_handle: str) -> bool:
        self.asked = True
        return bool(super().had_receipt_handle(receipt_handle))


def test_stock_moto_looks_at_every_message_to_delete_one() -> None:
    queue = Queue("q", REGION, DEFAULT_ACCOUNT_ID)
    queue._messages = kept = [AskedMessage(str(number), "") for number in range(3)]
    with pytest.raises(ReceiptHandleIsInvalid):
        queue.delete_message("handle")
    assert all(message.asked for message in kept)


def test_stock_moto_lists_its_directory_at_every_call() -> None:
    assert inspect.isgeneratorfunction(backends.list_of_moto_modules)


def test_who_waits_for_messages_holds_nobody_up(orders: Account, prefix: str) -> None:
    orders.queue("waited_for")
    url = orders.sqs.get_queue_url(QueueName=f"{prefix}_waited_for")["QueueUrl"]
    asked = {"QueueUrl": url, "WaitTimeSeconds": 20}
    with ThreadPoolExecutor(4) as receivers:
        waiting = [receivers.submit(orders.client("sqs").receive_message, **asked) for _ in range(4)]
        orders.sqs.send_message(QueueUrl=url, MessageBody="one")
        first = next(as_completed(waiting)).result()["Messages"]
        orders.sqs.delete_message(QueueUrl=url, ReceiptHandle=first[0]["ReceiptHandle"])
        assert sum(not one.done() for one in waiting) == 3
        orders.send(f"{prefix}_waited_for", *"abc")  # nobody has to wait any more


def test_a_queue_of_many_messages_gives_and_deletes_each_once(orders: Account, prefix: str) -> None:
    sent = orders.send(orders.queue("many"), *(str(number) for number in range(10)))
    url = orders.sqs.get_queue_url(QueueName=f"{prefix}_many")["QueueUrl"]
    received = orders.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    for message in reversed(received + received):  # what is gone may be deleted again
        orders.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    with pytest.raises(ClientError, match="ReceiptHandleIsInvalid"):
        orders.sqs.delete_message(QueueUrl=url, ReceiptHandle="nobody's")
    counts = orders.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert [message["MessageId"] for message in received] == sent
    assert {counts[name] for name in counts if name.startswith("Approximate")} == {"0"}
