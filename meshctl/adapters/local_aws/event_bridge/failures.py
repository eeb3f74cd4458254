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


def no_resource(arn: str) -> Undeliverable:
    """Give the failure of a delivery to something that is not there."""
    return Undeliverable("NO_RESOURCE", f"{arn} does not exist")
