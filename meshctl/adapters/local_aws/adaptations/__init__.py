"""What stock moto lacks for the mesh, one module per lack. Each changes moto's classes when it is installed."""

from meshctl.adapters.local_aws.adaptations import (
    bus_policy_is_replaced,
    composite_alarms,
    function_dead_letter_config,
    invoke_takes_any_payload,
    queue_policy_is_kept,
    queues_bear_threads,
    redrive_allow_policy,
    redrive_policy_is_compact,
)

ALL = (
    redrive_policy_is_compact,
    redrive_allow_policy,
    queue_policy_is_kept,
    queues_bear_threads,
    function_dead_letter_config,
    invoke_takes_any_payload,
    bus_policy_is_replaced,
    composite_alarms,
)


def install() -> None:
    """Change moto in this process, for good; call it once."""
    for adaptation in ALL:
        adaptation.install()
