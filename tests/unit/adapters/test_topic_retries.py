"""When SNS tries a queue or a function again."""

from meshctl.adapters.local_aws.topics.retries import ATTEMPTS, wait_before

DAY = 86_400


def test_a_topic_tries_at_once_then_each_second_then_slower_and_never_waits_longer_than_twenty() -> None:
    waits = [wait_before(attempt) or 0.0 for attempt in range(1, 20)]
    assert waits[:6] == [0, 0, 0, 1, 1, 1]
    assert waits == sorted(waits)
    assert waits[14:] == [20] * 5


def test_a_topic_gives_up_after_23_days() -> None:
    assert wait_before(ATTEMPTS) == 20
    assert wait_before(ATTEMPTS + 1) is None
    assert 23 <= sum(wait_before(attempt) or 0.0 for attempt in range(1, ATTEMPTS + 1)) / DAY < 24
