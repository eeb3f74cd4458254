"""Topics: what is published reaches each subscription that wants it, whatever becomes of the others."""

from typing import Any

from moto.core.utils import unix_time

from meshctl.adapters.local_aws.journal import Journal
from meshctl.adapters.local_aws.topics.deliveries import TopicDeliveries
from meshctl.adapters.local_aws.topics.fifo import TopicMemory
from meshctl.adapters.local_aws.topics.publishing import TopicMessage, for_topic
from meshctl.adapters.local_aws.topics.subscriptions import TopicSubscription, subscriptions_of


class Topics:
    """Takes messages from callers and from EventBridge, and hands them out."""

    def __init__(self, deliveries: TopicDeliveries, journal: Journal) -> None:
        self._deliveries = deliveries
        self._journal = journal

    def publish(self, topic: Any, message: TopicMessage, account: str | None = None) -> TopicMessage:
        """Publish a message and give it as the topic took it; raises SNS's refusal.

        `account` is the caller's; none where the journal knows already how the message got there.
        """
        taken = taken_by(topic, message)
        if not topic.fifo_topic:
            self._hand_out(topic, taken, account)
            return taken
        by_group = topic.given.get("FifoThroughputScope") == "MessageGroup"
        memory: TopicMemory = topic.memory
        with memory.order:
            if before := memory.before(taken, by_group, unix_time()):
                self._journal.write("repeated", taken.marks, topic.account_id, topic=topic.arn, message=before.id)
                return before
            numbered = memory.numbered(taken, by_group, unix_time())
            self._hand_out(topic, numbered, account)
        return numbered

    def _hand_out(self, topic: Any, message: TopicMessage, account: str | None) -> None:
        if account:
            self._journal.write("published", message.marks, account, topic=topic.arn, message=message.id)
        wanted = [one for one in map(TopicSubscription.of, subscriptions_of(topic)) if one.confirmed]
        for subscription in wanted:
            self._deliveries.begin(message, subscription)
        if not wanted:
            self._journal.write("unmatched", message.marks, topic.account_id, topic=topic.arn)


def taken_by(topic: Any, message: TopicMessage) -> TopicMessage:
    """Give a message as moto's topic takes it; raises SNS's refusal."""
    return for_topic(message, topic.fifo_topic, topic.given.get("ContentBasedDeduplication") == "true")
