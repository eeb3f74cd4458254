"""What is put on a queue by a resource of its own counts as what the queue says itself. Needs no checkov."""

from typing import Any

import pytest
from mesh_policy.buses import dead_letters_let_in
from mesh_policy.directories import read_directory
from mesh_policy.knowledge import Knowledge, Route
from mesh_policy.queues import handled_or_kept, holds_its_own
from mesh_policy.values import NotReadable, Resource, Surroundings, Violation, mark

QUEUES = """
provider "aws" {
  allowed_account_ids = ["333333333333"]
}

resource "aws_sqs_queue" "work" {
  name = "work"
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}
"""
REDRIVE = """
resource "aws_sqs_queue_redrive_policy" "work" {
  queue_url      = aws_sqs_queue.work.id
  redrive_policy = jsonencode({ deadLetterTargetArn = %s, maxReceiveCount = 3 })
}
"""
ALLOWED = """
resource "aws_sqs_queue_redrive_allow_policy" "%s" {
  queue_url            = aws_sqs_queue.%s.id
  redrive_allow_policy = jsonencode({ redrivePermission = "%s", sourceQueueArns = [aws_sqs_queue.work.arn] })
}
"""
DELIVERED = """
resource "aws_cloudwatch_event_target" "work" {
  rule           = "captured"
  event_bus_name = "payments"
  arn            = aws_sqs_queue.work.arn

  dead_letter_config {
    arn = "arn:aws:sqs:eu-west-1:333333333333:letters"
  }
}

resource "aws_sqs_queue" "letters" {
  name   = "letters"
  policy = jsonencode({ Statement = [%s] })
}

resource "aws_sqs_queue_policy" "letters" {
  queue_url = aws_sqs_queue.letters.id
  policy    = jsonencode({ Statement = [%s] })
}
"""
LETS_IN = """{
  Effect    = "Allow"
  Action    = "sqs:SendMessage"
  Resource  = "arn:aws:sqs:eu-west-1:333333333333:letters"
  Principal = { Service = "events.amazonaws.com" }
  Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:events:eu-west-1:333333333333:rule/payments/captured" } }
}"""
READS = """{
  Effect    = "Allow"
  Action    = "sqs:ReceiveMessage"
  Resource  = "arn:aws:sqs:eu-west-1:333333333333:letters"
  Principal = { AWS = "333333333333" }
}"""


def surroundings(hcl: str) -> Surroundings:
    return Surroundings(read_directory({"main.tf": hcl}))


def lost(hcl: str) -> list[str]:
    """The queues that lose what nobody handles."""
    around = surroundings(hcl)
    return [one.name for one in around.of("aws_sqs_queue") if [*handled_or_kept(one, around, Knowledge())]]


def open_to_all(hcl: str) -> list[str]:
    """The queues that every queue may use as dead letters."""
    around = surroundings(hcl)
    return [one.name for one in around.of("aws_sqs_queue") if [*holds_its_own(one, around, Knowledge())]]


@pytest.mark.parametrize("dead", ["aws_sqs_queue.dead.arn", '"arn:aws:sqs:eu-west-1:333333333333:dead"'])
def test_dead_letters_named_beside_a_queue_keep_what_nobody_handles(dead: str) -> None:
    assert lost(QUEUES) == ["work", "dead"]
    assert lost(QUEUES + REDRIVE % dead) == []


def test_dead_letters_named_beside_a_queue_are_its_accounts() -> None:
    around = surroundings(QUEUES + REDRIVE % '"arn:aws:sqs:eu-west-1:222222222222:dead"')
    (said,) = handled_or_kept(around.of("aws_sqs_queue")[0], around, Knowledge())
    assert isinstance(said, Violation)
    assert said.account == "222222222222"


def test_a_queue_says_beside_it_whose_dead_letters_it_is() -> None:
    assert open_to_all(QUEUES + ALLOWED % ("dead", "dead", "byQueue")) == ["work"]
    assert open_to_all(QUEUES + ALLOWED % ("dead", "dead", "allowAll")) == ["work", "dead"]


def test_what_is_put_on_another_queue_does_not_count() -> None:
    assert open_to_all(QUEUES + ALLOWED % ("dead", "work", "denyAll")) == ["dead"]


@pytest.mark.parametrize(
    ("within", "beside", "drops"),
    [(LETS_IN, LETS_IN, False), (LETS_IN, READS, True), (READS, LETS_IN, True)],
    ids=["both let in", "only the one within", "only the one beside"],
)
def test_of_two_policies_of_dead_letters_aws_keeps_one(within: str, beside: str, drops: bool) -> None:
    around = surroundings(QUEUES + DELIVERED % (within, beside))
    (target,) = around.of("aws_cloudwatch_event_target")
    said = [one.words for one in dead_letters_let_in(target, around, Knowledge()) if isinstance(one, Violation)]
    dropped = "its dead letters, aws_sqs_queue.letters, do not let it in: what cannot be delivered is lost"
    assert said == ([dropped] if drops else [])


def planned(kind: str, called: str, **values: Any) -> Resource:
    return Resource(kind, called, f"{kind}.{called}", "plan.json", values, "333333333333")


@pytest.mark.parametrize("beside", [False, True])
def test_a_plan_that_knows_no_arn_yet_says_by_reference_whose_dead_letters_are_whose(beside: bool) -> None:
    redrive: dict[str, Any] = {"redrive_policy": mark("aws_sqs_queue.dead.arn")}
    allowed: dict[str, Any] = {"redrive_allow_policy": mark("aws_sqs_queue.work.arn")}
    work = planned("aws_sqs_queue", "work", name="work", **({} if beside else redrive))
    dead = planned("aws_sqs_queue", "dead", name="dead", **({} if beside else allowed))
    put = [
        planned("aws_sqs_queue_redrive_policy", "work", queue_url=mark("aws_sqs_queue.work.id"), **redrive),
        planned("aws_sqs_queue_redrive_allow_policy", "dead", queue_url=mark("aws_sqs_queue.dead.id"), **allowed),
    ]
    around = Surroundings((work, dead, *(put if beside else [])))
    assert [one for queue in (work, dead) for one in handled_or_kept(queue, around, Knowledge())] == []
    assert [*holds_its_own(dead, around, Knowledge())] == []


def test_what_hangs_on_no_queue_says_on_what() -> None:
    work = planned("aws_sqs_queue", "work", name="work", redrive_policy=mark("aws_kms_key.k.arn"))
    with pytest.raises(NotReadable, match="`redrive_policy` hangs on aws_kms_key"):
        list(handled_or_kept(work, Surroundings((work,)), Knowledge()))


ARN = "arn:aws:sqs:eu-west-1:333333333333:work"


@pytest.mark.parametrize(
    ("dead_letters", "loses"),
    [([""], False), (["arn:aws:sqs:eu-west-1:333333333333:dead"], True), (["", "x"], True), ([], True)],
)
def test_only_a_queue_of_which_the_catalogue_says_so_may_lose_what_nobody_handles(
    dead_letters: list[str], loses: bool
) -> None:
    work = planned("aws_sqs_queue", "work", name="work")
    routes = {str(number): Route(str(number), target=ARN, dead_letters=one) for number, one in enumerate(dead_letters)}
    assert bool([*handled_or_kept(work, Surroundings((work,)), Knowledge(routes=routes))]) == loses


@pytest.mark.parametrize("dead_letters", ["", "arn:aws:sqs:eu-west-1:333333333333:dead"])
def test_a_queue_behind_a_topic_loses_what_its_subscription_may_lose(dead_letters: str) -> None:
    work = planned("aws_sqs_queue", "work", name="work")
    known = Knowledge(received={"arn:aws:sns:eu-west-1:333333333333:updates": {ARN: dead_letters}})
    assert bool([*handled_or_kept(work, Surroundings((work,)), known)]) == bool(dead_letters)
