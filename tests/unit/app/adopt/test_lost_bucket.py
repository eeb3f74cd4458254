"""A stage that stands on AWS and of which its bucket knows nothing is told, and not planned as new."""

from collections.abc import Collection, Mapping

import pytest

from meshctl.adoption.own_resources import ExistingResource, StackPlace
from meshctl.adoption.planned_creates import PlannedResource
from meshctl.app.adopt.lost_bucket import refuse_lost_bucket
from meshctl.errors import MeshctlError
from meshctl.records.stack_record import StackRecord
from tests.support.kept_stage import DEV, MESH, ORDERS, inputs, keep_record, keep_state, standing
from tests.support.memory_bucket import MemoryBucket

OWN = {"mesh": "shop", "stage": "dev", "stack": "hub", "team": "x"}


class Aws:
    """What is asked for exists with these tags, or not at all."""

    def __init__(self, tags: Mapping[str, str] | None) -> None:
        self.tags = tags

    def existing_resources(
        self, creates: Collection[PlannedResource], place: StackPlace
    ) -> Mapping[str, ExistingResource]:
        assert place.account == "111111111111"
        assert [one.values["name"] for one in creates] == ["shop_dev_hub"]
        return {} if self.tags is None else {one.address: ExistingResource(self.tags) for one in creates}


def refuse(bucket: MemoryBucket, aws: Aws) -> None:
    refuse_lost_bucket(MESH, DEV, standing(MemoryBucket()), bucket, aws)


def test_a_stage_that_stands_and_is_kept_nowhere_is_refused_with_the_bucket_that_was_looked_into() -> None:
    with pytest.raises(MeshctlError, match="stands on AWS, and its bucket shop-mesh-dev keeps neither") as error:
        refuse(MemoryBucket(), Aws(OWN))
    assert "list-object-versions --bucket shop-mesh-dev)" in error.value.hint


@pytest.mark.parametrize("tags", [None, {}, {**OWN, "mesh": "store"}, {**OWN, "stage": "prod"}])
def test_a_first_apply_goes_on_where_nothing_of_the_stage_stands(tags: Mapping[str, str] | None) -> None:
    refuse(MemoryBucket(), Aws(tags))


def test_so_it_does_where_somebody_has_begun_meanwhile() -> None:
    bucket = MemoryBucket()
    keep_record(bucket, StackRecord(ORDERS, None, inputs()))
    refuse(bucket, Aws(OWN))


def test_aws_is_not_asked_about_a_stage_of_which_anything_is_kept() -> None:
    bucket = MemoryBucket()
    keep_state(bucket, ORDERS)
    nobody: object = None
    refuse_lost_bucket(MESH, DEV, standing(bucket), bucket, nobody)  # type: ignore[arg-type]
