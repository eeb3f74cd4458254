"""What a plan says of a subscription to what an AWS service sends, whose rule stands on the account's default bus."""

import pytest

from meshctl.changes.sentences import SubscribedEvents, sentence, unrecorded_sentence
from meshctl.plan.causes import Cause
from meshctl.plan.changes import CAME, ResourceChange
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import generation, mesh_of

UPLOADED = Cause("subscription", "payments/ledger/uploaded")
RULE = 'module.route["ledger/uploaded on default"].aws_cloudwatch_event_rule.route'


@pytest.mark.parametrize(
    ("types", "asked"),
    [
        (", types: [Object Created]", "Object Created from aws.s3"),
        (", types: [Object Created, Object Deleted]", "Object Created, Object Deleted from aws.s3"),
        ("", "all events from aws.s3"),
    ],
)
def test_a_subscription_to_an_aws_service_is_told_by_what_it_sends(types: str, asked: str) -> None:
    wanted = _asked_with(types)
    told = f"payments/ledger now receives {asked}"
    assert sentence(UPLOADED, CAME, wanted) == told
    assert unrecorded_sentence(UPLOADED, [ResourceChange("system-payments", RULE, "create")], wanted) == told


def _asked_with(types: str) -> SubscribedEvents:
    ledger = f"""\
service: ledger
aws: {{uploads: {{source: aws.s3{types}}}}}
queues: {{letters: {{}}}}
subscribes:
  uploaded: {{aws: uploads, deliver_to: {{queue: letters}}}}
"""
    return SubscribedEvents.of(generation(mesh_of({**SOUND, "payments/ledger.yaml": ledger})))
