"""In which Region AWS is asked what hangs on the resources of a mesh."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from meshctl.adapters.aws import stage_aws
from meshctl.drift.own_resources import OwnResource
from meshctl.drift.seen_resources import SeenAccount
from tests.unit.drift.standing import BUS_ARN, QUEUE_ARN, ROLE_ARN, STACK, own


class Stage(stage_aws.StageAws):
    """One whose role nobody has to assume."""

    def _role_in(self, account: str) -> dict[str, str]:
        return {"aws_access_key_id": "x", "aws_secret_access_key": "x"}


def test_each_resource_is_asked_for_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[tuple[str, str]] = Counter()

    def look_at(clients: Any, account: str, own: Collection[OwnResource], stop: Event, **_: bool) -> SeenAccount:
        asked.update((region, one.arn) for region in {one.meta.region_name for one in clients.values()} for one in own)
        return SeenAccount()

    monkeypatch.setattr(stage_aws, "look_at", look_at)
    bus, queue, role = (next(one for one in own() if one.arn == arn) for arn in (BUS_ARN, QUEUE_ARN, ROLE_ARN))
    moved = replace(queue, arn=QUEUE_ARN.replace("eu-west-1", "eu-north-1"))
    embedded: Any = SimpleNamespace(endpoint="http://127.0.0.1:1", access_key="x", secret_key="x")
    Stage("eu-central-1", "Reads", embedded).hanging_resources(STACK[0], [bus, moved, role], Event())
    assert asked == {("eu-west-1", BUS_ARN): 1, ("eu-north-1", moved.arn): 1, ("eu-central-1", ROLE_ARN): 1}
