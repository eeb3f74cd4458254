"""What functions read of queues: mappings, and what must be right for them beside."""

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.parts.mappings import SourceMapping
from meshctl.topology.parts.stages import SystemPart
from tests.support.catalogues import SOUND

PACKING = """\
service: packing
functions:
  pack: {source: ../payments/lambdas/charge, handler: handler.handle, timeout: 20s}
subscribes:
  to-pack:
    queue: letters
    deliver_to: {function: pack}
"""
QUEUE = "arn:aws:sqs:eu-west-1:333333333333:shop_dev_payments_capture_letters_queue"


def payments(packing: str = PACKING, **files: str) -> SystemPart:
    texts = {**SOUND, "payments/packing.yaml": packing.replace("../payments/", ""), **files}
    directories = {path.rsplit("/", depth)[0] for path in texts for depth in range(1, path.count("/") + 1)}
    mesh = read_catalogue(
        CatalogueFiles({path: text.encode() for path, text in texts.items()}, frozenset({*texts, *directories}))
    ).mesh
    stage = mesh.stage("dev") if mesh else None
    assert mesh and stage
    return next(one for one in lower(mesh, stage).systems if one.name == "payments")


def test_a_function_reads_a_queue_of_another_service_of_its_system() -> None:
    reading = SourceMapping(QUEUE, "packing/pack", True, 10, 0, (), None)
    assert payments().mappings == {"packing/pack from queue capture/letters": reading}


def test_it_has_the_right_to_read_that_queue_and_no_other() -> None:
    functions = payments().functions
    assert functions["packing/pack"].consumes == (QUEUE,)
    assert QUEUE not in functions["capture/charge"].consumes


def test_a_queue_hides_a_message_for_six_times_the_timeout_of_its_function() -> None:
    assert payments().queues["capture/letters"].queue.visibility_timeout_seconds == 6 * 20


def test_a_queue_that_says_for_how_long_it_hides_a_message_does_so() -> None:
    said = {"payments/capture.yaml": SOUND["payments/capture.yaml"].replace("letters: {}", "letters: {visibility: 5m}")}
    assert payments(**said).queues["capture/letters"].queue.visibility_timeout_seconds == 300


def test_who_reads_a_queue_has_no_route_and_no_dead_letters_but_those_of_the_queue() -> None:
    part = payments()
    assert part.routes == {} and "packing/to-pack" not in part.dead_letters
    assert part.queues["capture/letters"].dead_letters.source_queue_arn == QUEUE


def test_the_subscription_may_have_another_name_for_the_same_mapping() -> None:
    assert payments(PACKING.replace("to-pack", "letters-to-pack")).mappings == payments().mappings


def test_what_it_filters_by_is_asked_of_what_a_message_says() -> None:
    where = PACKING.replace(
        "    deliver_to", '    where: {detail: {data: {total: [{numeric: [">", 5]}]}}}\n    deliver_to'
    )
    (mapping,) = payments(where).mappings.values()
    assert mapping.filters == ('{"body":{"detail":{"data":{"total":[{"numeric":[">",5]}]}}}}',)
