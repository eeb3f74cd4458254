"""The bucket of a stage: S3 as the embedded AWS has it, and the one in memory that stands for it, keep the same promises."""

import pytest

from meshctl.adapters.aws.stage_aws import StageAws
from meshctl.errors import AwsRefused, ChangedMeanwhile
from meshctl.ports import StageBucket
from tests.support.memory_bucket import MemoryBucket

from .accounts import REGION
from .conftest import EmbeddedAws

pytestmark = [pytest.mark.local, pytest.mark.xdist_group("embedded_aws")]


@pytest.fixture(params=["S3", "memory"])
def bucket(request: pytest.FixtureRequest, prefix: str) -> StageBucket:
    if request.param == "memory":
        return MemoryBucket()
    aws: EmbeddedAws = request.getfixturevalue("aws")
    stage = StageAws(REGION, "MeshDeploy", aws.running)
    stage.ensure_bucket(prefix)
    return stage.bucket(prefix)


def test_what_was_written_is_read_with_the_etag_that_writing_gave(bucket: StageBucket) -> None:
    etag = bucket.write("shop/dev/a", b"one", None)
    assert bucket.read("shop/dev/a", 3) == (b"one", etag)
    assert bucket.keys("shop/") == {"shop/dev/a": etag}


def test_nothing_lies_where_nothing_was_written(bucket: StageBucket) -> None:
    assert bucket.read("shop/dev/a", 3) is None
    assert (bucket.keys(""), bucket.meshes()) == ({}, ())


def test_a_write_replaces_only_what_the_writer_knows(bucket: StageBucket) -> None:
    first = bucket.write("a", b"one", None)
    second = bucket.write("a", b"two", first)
    for known in (None, first):
        with pytest.raises(ChangedMeanwhile, match='somebody else has changed "a"'):
            bucket.write("a", b"three", known)
    assert bucket.read("a", 3) == (b"two", second)


def test_what_somebody_has_deleted_meanwhile_is_not_replaced(bucket: StageBucket) -> None:
    etag = bucket.write("a", b"one", None)
    bucket.delete("a")
    with pytest.raises(ChangedMeanwhile):
        bucket.write("a", b"two", etag)


def test_what_is_put_replaces_whatever_lies_there_and_is_young(bucket: StageBucket) -> None:
    assert bucket.age("a") is None
    for content in (b"one", b"two"):
        bucket.put("a", content)
        assert (bucket.read("a", 3) or (b"",))[0] == content
    age = bucket.age("a")
    assert age is not None and 0 <= age < 60


def test_what_is_longer_than_asked_for_is_refused(bucket: StageBucket) -> None:
    bucket.write("a", b"four", None)
    with pytest.raises(AwsRefused, match=r'"a" .*is longer than 3 bytes'):
        bucket.read("a", 3)


def test_keys_are_listed_by_their_beginning_however_many_there_are(bucket: StageBucket) -> None:
    for number in range(1005):
        bucket.write(f"shop/dev/{number:04}", b"", None)
    bucket.write("shopping/dev/a", b"", None)
    assert len(bucket.keys("shop/dev/")) == 1005
    assert bucket.meshes() == ("shop", "shopping")


def test_deleting_what_is_not_there_is_nothing(bucket: StageBucket) -> None:
    bucket.delete("a")
    assert bucket.keys("") == {}


def test_a_delete_takes_only_what_was_read(bucket: StageBucket) -> None:
    first = bucket.put("a", b"one")
    second = bucket.put("a", b"two")
    with pytest.raises(ChangedMeanwhile):
        bucket.delete("a", first)
    assert bucket.read("a", 3) == (b"two", second)
    for _ in range(2):  # what is gone already is gone
        bucket.delete("a", second)
    assert bucket.keys("") == {}


def test_a_bucket_that_is_not_there_says_how_to_make_one(aws: EmbeddedAws) -> None:
    with pytest.raises(AwsRefused, match=r"NoSuchBucket.* \(nowhere\)$") as error:
        StageAws(REGION, "MeshDeploy", aws.running).bucket("nowhere").keys("")
    assert "must exist before the first apply" in error.value.hint
