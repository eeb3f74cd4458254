"""Who may call queues and functions: within an account, across accounts, and as a role that exists."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import Account, allow, eventually, let_in, policy, root

pytestmark = pytest.mark.local

ECHO = "def handle(event, context): return event"
NOTHING = "def handle(event, context): pass"


def url(account: Account, arn: str) -> str:
    return f"{account.endpoint}/{arn.split(':')[4]}/{arn.split(':')[5]}"


def refused(call: Callable[..., Any], **arguments: Any) -> str:
    """The refusal's code, status and sentence."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    answer = caught.value.response
    return f"{answer['Error']['Code']} {answer['ResponseMetadata']['HTTPStatusCode']} {answer['Error']['Message']}"


def deny(action: str, **condition: Any) -> dict[str, Any]:
    return let_in("*", action, **condition) | {"Effect": "Deny"}


def bodies(answer: dict[str, Any]) -> list[str]:
    return [one["Body"] for one in answer.get("Messages", [])]


def test_an_account_is_administrator_of_its_own_queues(orders: Account) -> None:
    queue = orders.queue("own")
    orders.send(queue, "hello")
    assert [one["Body"] for one in orders.receive(queue)] == ["hello"]


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("send_message", {"MessageBody": "x"}),
        ("send_message_batch", {"Entries": [{"Id": "1", "MessageBody": "x"}]}),
        ("receive_message", {}),
        ("purge_queue", {}),
        ("get_queue_attributes", {"AttributeNames": ["All"]}),
        ("set_queue_attributes", {"Attributes": {"DelaySeconds": "1"}}),
        ("delete_queue", {}),
    ],
)
def test_another_account_may_do_nothing_with_a_queue(
    orders: Account, payments: Account, call: str, arguments: dict[str, Any]
) -> None:
    queue = orders.queue("own")
    told = refused(getattr(payments.sqs, call), QueueUrl=url(orders, queue), **arguments)
    assert told.startswith(
        f"AccessDenied 403 User: arn:aws:iam::{payments.number}:role/administrator is not authorized"
    )
    assert f"on resource: {queue} because" in told


def test_whom_the_queue_lets_in_uses_the_queue_of_the_other_account(orders: Account, payments: Account) -> None:
    queue = orders.queue("open", let_in(root(payments), "sqs:*"))
    where = payments.sqs.get_queue_url(QueueName=queue.split(":")[5], QueueOwnerAWSAccountId=orders.number)["QueueUrl"]
    payments.sqs.send_message(QueueUrl=where, MessageBody="from payments")
    (message,) = payments.sqs.receive_message(QueueUrl=where)["Messages"]
    payments.sqs.delete_message(QueueUrl=where, ReceiptHandle=message["ReceiptHandle"])
    assert message["Body"] == "from payments"
    assert orders.receive(queue, patience=0.1) == []


@pytest.mark.parametrize("call", ["delete_queue", "list_queue_tags"])
def test_some_calls_are_the_owners_alone_whatever_the_queue_says(orders: Account, payments: Account, call: str) -> None:
    queue = orders.queue("open", let_in(root(payments), "sqs:*"))
    told = refused(getattr(payments.sqs, call), QueueUrl=url(orders, queue))
    assert told.startswith("AccessDenied 403")
    assert f"only account {orders.number}, whose queue it is, may do that" in told


def test_a_role_of_another_account_needs_its_own_policies_as_well(orders: Account, payments: Account) -> None:
    queue = orders.queue("open", let_in(root(payments), "sqs:SendMessage"))
    role = payments.role("sender", "lambda.amazonaws.com")
    where, send = url(orders, queue), payments.client("sqs", role).send_message
    assert f"the policies of {role} does not allow" in refused(send, QueueUrl=where, MessageBody="x")
    document = policy(allow("sqs:SendMessage", queue))
    payments.iam.put_role_policy(RoleName=role.rsplit("/", 1)[1], PolicyName="own", PolicyDocument=document)
    send(QueueUrl=where, MessageBody="y")
    assert [one["Body"] for one in orders.receive(queue)] == ["y"]


def test_a_role_of_the_own_account_may_what_either_policy_allows(orders: Account) -> None:
    role = orders.role("worker", "lambda.amazonaws.com")
    closed, named = orders.queue("closed"), orders.queue("named", let_in({"AWS": role}, "sqs:SendMessage"))
    worker = orders.client("sqs", role)
    worker.send_message(QueueUrl=url(orders, named), MessageBody="x")
    assert refused(worker.send_message, QueueUrl=url(orders, closed), MessageBody="x").startswith("AccessDenied 403")


def test_a_denial_binds_the_administrator_of_the_own_account(orders: Account) -> None:
    queue = orders.queue("shut", deny("sqs:SendMessage"))
    told = refused(orders.sqs.send_message, QueueUrl=url(orders, queue), MessageBody="x")
    assert "denies" in told
    assert "(statement s0)" in told


def test_calls_count_as_calls_over_tls(orders: Account) -> None:
    queue = orders.queue("encrypted", deny("sqs:SendMessage", Bool={"aws:SecureTransport": "false"}))
    orders.send(queue, "x")
    assert len(orders.receive(queue)) == 1


def test_a_queue_that_is_not_there_is_not_there_for_anybody(orders: Account, payments: Account) -> None:
    nowhere = f"{orders.endpoint}/{orders.number}/{orders.prefix}_nowhere"
    for account in (orders, payments):
        told = refused(account.sqs.send_message, QueueUrl=nowhere, MessageBody="x")
        assert told.startswith("AWS.SimpleQueueService.NonExistentQueue")


def test_another_account_may_do_nothing_with_a_function(orders: Account, payments: Account) -> None:
    function = orders.function(ECHO)
    told = refused(payments.functions.invoke, FunctionName=function)
    assert told.startswith(f"AccessDeniedException 403 User: arn:aws:iam::{payments.number}:role/administrator is not")
    assert f"lambda:InvokeFunction on resource: {function} because" in told
    grant = {"StatementId": "me", "Action": "lambda:InvokeFunction", "Principal": payments.number}
    for call, arguments in (
        ("add_permission", grant),
        ("get_function", {}),
        ("update_function_configuration", {"Timeout": 3}),
        ("delete_function", {}),
    ):
        told = refused(getattr(payments.functions, call), FunctionName=function, **arguments)
        assert told.startswith("AccessDeniedException 403"), call


def test_whom_the_function_lets_in_invokes_it_across_accounts(orders: Account, payments: Account) -> None:
    function = orders.function(ECHO)
    orders.functions.add_permission(
        FunctionName=function, StatementId="payments", Action="lambda:InvokeFunction", Principal=payments.number
    )
    assert payments.invoke(function, {"a": 1}) == ({"a": 1}, None)
    assert refused(payments.functions.get_function, FunctionName=function).startswith("AccessDeniedException 403")


def test_a_role_invokes_what_its_policies_allow(orders: Account) -> None:
    function, role = orders.function(ECHO), orders.role("caller", "lambda.amazonaws.com")
    invoke = orders.client("lambda", role).invoke
    assert refused(invoke, FunctionName=function).startswith("AccessDeniedException 403")
    document = policy(allow("lambda:InvokeFunction", function))
    orders.iam.put_role_policy(RoleName=role.rsplit("/", 1)[1], PolicyName="own", PolicyDocument=document)
    assert invoke(FunctionName=function.rsplit(":", 1)[1], Payload="1")["StatusCode"] == 200


ODD = {"StringSmellsLike": {"aws:PrincipalAccount": "1"}}
NAMED = "does not evaluate it: the .* uses the condition operator StringSmellsLike, which is not understood"


def test_a_policy_that_nobody_understands_is_refused_when_it_is_put(orders: Account) -> None:
    queue, bus = orders.queue("own", deny("sqs:PurgeQueue")), orders.bus()
    odd, role = policy(let_in("*", "sqs:SendMessage", **ODD)), orders.role("worker", "lambda.amazonaws.com")
    own = {"RoleName": role.rsplit("/", 1)[1], "PolicyName": "own"}
    identity = policy(allow("sqs:*", queue, Condition=ODD))
    for code, call, arguments in (
        ("InvalidAttributeValue", orders.sqs.create_queue, {"QueueName": "odd", "Attributes": {"Policy": odd}}),
        (
            "InvalidAttributeValue",
            orders.sqs.set_queue_attributes,
            {"QueueUrl": url(orders, queue), "Attributes": {"Policy": odd}},
        ),
        ("MalformedPolicyDocument", orders.iam.put_role_policy, {**own, "PolicyDocument": identity}),
        ("MalformedPolicyDocument", orders.iam.create_policy, {"PolicyName": "odd", "PolicyDocument": identity}),
        ("MalformedPolicyDocument", orders.iam.create_role, {"RoleName": "odd", "AssumeRolePolicyDocument": odd}),
        ("ValidationException", orders.events.put_permission, {"EventBusName": bus.rsplit("/", 1)[1], "Policy": odd}),
    ):
        with pytest.raises(ClientError, match=NAMED) as caught:
            call(**arguments)
        assert caught.value.response["Error"]["Code"] == code
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    kept = orders.sqs.get_queue_attributes(QueueUrl=url(orders, queue), AttributeNames=["Policy"])["Attributes"]
    assert "PurgeQueue" in kept["Policy"]


def mapped(account: Account, queue: str, **grant: Any) -> dict[str, Any]:
    """A mapping of a queue to a function whose role may receive from it."""
    role = account.role("function", "lambda.amazonaws.com", allow("sqs:*", queue, **grant))
    function = account.function(NOTHING, role)
    mapping: dict[str, Any] = account.functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=function)
    return mapping


def test_a_mapping_across_accounts_needs_both_sides(orders: Account, payments: Account, told: Any) -> None:
    closed = orders.queue("closed", VisibilityTimeout="30")
    with pytest.raises(ClientError, match="does not have permissions to call ReceiveMessage"):
        mapped(payments, closed)
    statement = let_in(root(payments), "sqs:*")
    attributes = {"Policy": policy(statement, resource=closed)}
    orders.sqs.set_queue_attributes(QueueUrl=url(orders, closed), Attributes=attributes)
    payments.functions.create_event_source_mapping(EventSourceArn=closed, FunctionName=f"{payments.prefix}_function")
    orders.send(closed, '{"id": "x"}')
    assert told("invoked")[0]["account"] == payments.number


def test_a_poller_receives_nothing_that_its_role_is_denied(orders: Account, payments: Account, told: Any) -> None:
    queue, other = (account.queue("buffer", VisibilityTimeout="30") for account in (orders, payments))
    mapped(orders, queue)
    mapped(payments, other)
    role = f"arn:aws:iam::{orders.number}:role/{orders.prefix}_function"
    shut = policy(deny("sqs:ReceiveMessage", ArnEquals={"aws:PrincipalArn": role}), resource=queue)
    orders.sqs.set_queue_attributes(QueueUrl=url(orders, queue), Attributes={"Policy": shut})
    orders.send(queue, "stays")
    for rounds in (1, 2):  # meanwhile the poller looks into all queues
        payments.send(other, '{"id": "x"}')
        told("invoked", rounds)
    assert [one["Body"] for one in orders.receive(queue)] == ["stays"]


def test_a_function_keeps_no_event_where_the_queue_denies_its_role(orders: Account, told: Any) -> None:
    dead = orders.queue("dead", deny("sqs:SendMessage"))
    role = orders.role("function", "lambda.amazonaws.com", allow("sqs:SendMessage", dead))
    arn = orders.function("def handle(event, context): raise KeyError", role, DeadLetterConfig={"TargetArn": dead})
    orders.functions.invoke(FunctionName=arn, InvocationType="Event", Payload='{"id": "x"}')
    assert "may not call sqs:SendMessage" in told("lost")[0]["reason"]


def test_sqs_itself_moves_dead_letters_whatever_their_policy_says(orders: Account) -> None:
    everything = {"Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Condition": {}}
    dead = orders.queue("dead", everything)
    redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 1})
    queue = orders.queue("first", RedrivePolicy=redrive, VisibilityTimeout="0")
    orders.send(queue, "lost cause")

    def moved() -> bool:
        orders.sqs.receive_message(QueueUrl=url(orders, queue))
        return bool(bodies(orders.sqs.receive_message(QueueUrl=url(orders, dead))))

    assert eventually(moved)
