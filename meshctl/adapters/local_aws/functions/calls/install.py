"""Puts these calls in the place of moto's. Changes moto's class."""

from meshctl.adapters.local_aws.functions.calls import (
    alias_api,
    concurrency_api,
    event_config_api,
    function_api,
    listing_api,
    permission_api,
    tag_api,
)


def install() -> None:
    """Have Lambda answer so, in this process and for good."""
    for calls in (
        alias_api,
        concurrency_api,
        event_config_api,
        function_api,
        listing_api,
        permission_api,
        tag_api,
    ):
        calls.install()
