"""By what the parts of a system are told apart in its stack: `service/name`, as people know them. Pure.

What keeps an order is another thing on AWS than what does not, with another name, and so it has another key: where one takes
the place of the other, the old one stands until it is empty.
"""

from meshctl.model.channels import Channel, keeps_order
from meshctl.model.services import Service, Subscription
from meshctl.topology.names import FIFO


def channel_key(service: Service, channel: Channel) -> str:
    """That of a channel: `capture/letters`, or `capture/letters.fifo`."""
    return f"{service.name}/{channel.name}{FIFO if keeps_order(channel) else ''}"


def subscription_key(subscription: Subscription) -> str:
    """That of a subscription's route and buffer."""
    return f"{subscription.service}/{subscription.name}"
