"""What is kept of records proves itself by the ETag that the bucket has."""

from hashlib import md5

from hypothesis import given
from hypothesis import strategies as st

from meshctl.records.kept_records import as_kept, kept_records

RECORDS = st.sets(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).map(str.encode))


def etag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'


@given(RECORDS)
def test_what_was_kept_is_found_by_its_etag(records: set[bytes]) -> None:
    assert kept_records(as_kept(records)) == {etag(one): one for one in records}


@given(st.binary())
def test_whatever_lies_there_counts_for_nothing_but_its_own_etag(kept: bytes) -> None:
    assert all(name == etag(one) for name, one in kept_records(kept).items())
