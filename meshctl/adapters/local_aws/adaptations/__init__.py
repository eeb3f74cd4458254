"""What stock moto lacks for the mesh, one module per lack. Each changes moto's classes when it is installed.

The names say what AWS does. They are in no order and know nothing of each other; what is seen without each of them stands in
docs/surprises.md, "moto 5.2.1". A test fails as soon as moto has mended one itself.
"""

from meshctl.adapters.local_aws.adaptations import (
    answers_are_laid_out,
    bus_policy_is_replaced,
    composite_alarms,
    errors_say_why_once,
    full_queues_are_quick,
    names_are_found_once,
    queue_policy_is_kept,
    queues_bear_threads,
    redrive_allow_policy,
    redrive_policy_is_compact,
    tables_bear_threads,
    time_is_movable,
)
from meshctl.adapters.local_aws.adaptations.fifo_queues import groups_keep_order, repetitions_are_known
from meshctl.adapters.local_aws.adaptations.functions import (
    function_dead_letter_config,
    functions_say_all,
    invoke_takes_any_payload,
    the_latest_stays,
    versions_stand_for_themselves,
)
from meshctl.adapters.local_aws.adaptations.logs import log_policies_are_shortened, logs_say_all
from meshctl.adapters.local_aws.adaptations.objects import answers_have_two_ids, objects_say_all
from meshctl.adapters.local_aws.adaptations.streams import (
    closed_shards_keep_records,
    iterators_are_fresh,
    numbers_are_long,
    streams_bear_threads,
    streams_keep_tags,
    streams_need_no_shards,
)
from meshctl.adapters.local_aws.clock import Clock

ALL = (
    tables_bear_threads,
    redrive_policy_is_compact,
    redrive_allow_policy,
    queue_policy_is_kept,
    full_queues_are_quick,
    groups_keep_order,
    repetitions_are_known,
    queues_bear_threads,
    versions_stand_for_themselves,
    function_dead_letter_config,
    functions_say_all,
    the_latest_stays,
    invoke_takes_any_payload,
    logs_say_all,
    log_policies_are_shortened,
    objects_say_all,
    answers_have_two_ids,
    names_are_found_once,
    bus_policy_is_replaced,
    composite_alarms,
    streams_bear_threads,
    streams_keep_tags,
    closed_shards_keep_records,
    numbers_are_long,
    iterators_are_fresh,
    streams_need_no_shards,
    errors_say_why_once,
    answers_are_laid_out,
)


def install(clock: Clock) -> None:
    """Change moto in this process, for good; call it once."""
    for adaptation in ALL:
        adaptation.install()
    time_is_movable.install(clock)
