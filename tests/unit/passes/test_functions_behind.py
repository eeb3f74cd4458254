"""Which functions receive what arrives somewhere, however many things it is led on over."""

from json import dumps

import pytest

from meshctl.passes.functions_behind import functions_behind
from meshctl.passes.generations import Generation, parts_of
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import generation, mesh_of
from tests.support.shop_generations import PAYMENTS, shop_generation

JUDGE = """\
service: judge
functions:
  hear: {source: lambdas/charge, handler: handler.handle}
  note: {source: lambdas/charge, handler: handler.handle}
topics: {verdicts: {}}
queues: {notes: {}}
workflows: {judge: {definition: workflows/judge.json}}
subscribes:
  heard: {topic: verdicts, deliver_to: {function: hear}}
  noted: {topic: verdicts, deliver_to: {queue: notes}}
  read: {queue: notes, deliver_to: {function: note}}
"""
DEFINITION = {
    "StartAt": "Tell",
    "States": {
        "Tell": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sns:publish",
            "Parameters": {"TopicArn": "${topics.verdicts}", "Message.$": "$"},
            "End": True,
        }
    },
}
JUDGING = generation(
    mesh_of({**SOUND, "payments/judge.yaml": JUDGE, "payments/workflows/judge.json": dumps(DEFINITION)})
)


def arn_of(section: str, key: str) -> str:
    return str(JUDGING[PAYMENTS].inputs[section][key]["arn"])


def test_what_a_workflow_tells_a_topic_gets_to_the_functions_that_hear_it_at_once_or_over_a_queue() -> None:
    behind = functions_behind(JUDGING)[arn_of("workflows", "judge/judge")]
    assert behind == {(PAYMENTS, "judge/hear"), (PAYMENTS, "judge/note")}


@pytest.mark.parametrize("standing", [shop_generation(), JUDGING], ids=["shop", "judging"])
def test_who_is_behind_an_end_is_behind_all_that_leads_there(standing: Generation) -> None:
    behind = functions_behind(standing)
    heard = [(one["topic_arn"], one["endpoint_arn"]) for _, _, one in parts_of(standing, "topic_subscriptions")]
    workflows = (one for _, _, one in parts_of(standing, "workflows"))
    used = [(one["arn"], arn) for one in workflows for use in one["uses"] for arn in use["arns"]]
    assert heard
    assert [each for each in (*heard, *used) if not behind.get(each[1], frozenset()) <= behind[each[0]]] == []
