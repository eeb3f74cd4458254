import json

from meshctl.report.stacks.rendered_stage import rendered_as_json, rendered_as_text
from meshctl.results.rendered_stage import RenderedStage


def rendered(stacks: int) -> RenderedStage:
    return RenderedStage("dev", "bundles/dev", "d1", tuple(f"system-s{number}" for number in range(stacks)))


def test_a_few_stacks_are_all_named() -> None:
    assert rendered_as_text(rendered(2)) == "Rendered 2 stacks of dev to bundles/dev: system-s0, system-s1\ndigest d1"


def test_of_hundreds_of_stacks_the_first_are_named_and_programs_get_all() -> None:
    told = rendered_as_text(rendered(602)).splitlines()[0]
    assert told.endswith(", system-s19, and 582 more")
    assert len(json.loads(rendered_as_json(rendered(602)))["stacks"]) == 602
