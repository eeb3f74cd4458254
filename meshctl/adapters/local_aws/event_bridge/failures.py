"""Why a delivery does not succeed, in EventBridge's words."""


class Undeliverable(Exception):
    """A delivery failed; `code` is what the dead letter says, and only a `retriable` failure is tried again."""

    def __init__(self, code: str, reason: str, retriable: bool = False) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.retriable = retriable


def no_permissions(reason: str) -> Undeliverable:
    """Give the failure of a delivery that somebody does not allow."""
    return Undeliverable("NO_PERMISSIONS", reason)


def not_let_in(action: str, reason: str) -> Undeliverable:
    """Give the failure of a delivery that the target's policy does not allow; of a queue AWS was seen to say NO_RESOURCE."""
    return Undeliverable("NO_RESOURCE", reason) if action.startswith("sqs:") else no_permissions(reason)


def third_hop(sender_arn: str, target_arn: str) -> Undeliverable:
    """Give the failure of an event that has come from another bus and is to go on to a third, by their ARNs."""
    across = "REGION" if sender_arn.split(":")[3] != target_arn.split(":")[3] else "ACCOUNT"
    return Undeliverable(f"THIRD_{across}_HOP_DETECTED", "one-hop")


def no_resource(arn: str) -> Undeliverable:
    """Give the failure of a delivery to something that is not there."""
    return Undeliverable("NO_RESOURCE", f"{arn} does not exist")
