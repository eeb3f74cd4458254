"""An approved plan is applied as it was seen, or refused with every reason why that is another one by now."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.approve.approved_plan import ApprovedPlan, approved_as_json, approved_plan, read_approved, refuse_stale
from meshctl.app.deploy.stage_change import WantedStage, stage_change
from meshctl.errors import MeshctlError
from meshctl.plan.changes import ResourceChange
from meshctl.records.stage_keys import state_key
from tests.support.kept_stage import CODE, DEV, MESH, NOW, nothing_known, standing
from tests.support.stage_world import CATALOGUE, ORDERS, ROUTES, World

PLANS = {"routes": (ResourceChange("routes", 'module.route["a"].aws_cloudwatch_event_rule.route', "update"),)}


def plan_of(world: World, description: str = "", **changed: Any) -> ApprovedPlan:
    """What would be approved of a stage whose rules are described so."""
    stack = CATALOGUE[ROUTES]
    routes = {
        key: {**one, "rule": {**one["rule"], "description": description}} for key, one in stack.inputs["routes"].items()
    }
    catalogue = {**CATALOGUE, ROUTES: replace(stack, inputs={**stack.inputs, "routes": routes})}
    change = stage_change(WantedStage(MESH, DEV, catalogue), standing(world.bucket), NOW, nothing_known)
    return approved_plan(change, changed.get("plans", PLANS), changed.get("code", CODE), ())


APPROVED = plan_of(World())


def reasons(now: ApprovedPlan) -> str:
    with pytest.raises(MeshctlError) as error:
        refuse_stale(APPROVED, now)
    assert "meshctl plan --stage dev --out DIR" in error.value.hint
    return error.value.message


def test_what_is_the_same_is_applied() -> None:
    refuse_stale(APPROVED, plan_of(World()))


def test_another_catalogue_is_told() -> None:
    assert "the catalogue, or the code of a function, says something else" in reasons(plan_of(World(), "new"))


def test_the_plan_of_another_mesh_is_told_as_one_and_nothing_else() -> None:
    with pytest.raises(MeshctlError, match=r'^the approved plan is that of another mesh than "shop"$'):
        refuse_stale(replace(APPROVED, mesh="store", catalogue="other"), APPROVED)


def test_other_code_is_told() -> None:
    other = replace(CODE, roots={**CODE.roots, "hub": "other"})
    assert "another one than when it was planned" in reasons(plan_of(World(), code=other))


def test_a_state_that_has_moved_is_named() -> None:
    world = World()
    world.bucket.objects[state_key("shop", "dev", ORDERS)] += b" "
    assert "somebody has applied since, or has moved a state: 222222222222/system-orders" in reasons(plan_of(world))


def test_an_action_that_nobody_has_seen_is_named_and_so_is_one_that_is_missing() -> None:
    other = {"hub": (ResourceChange("hub", "module.hub.aws_cloudwatch_event_bus.hub", "replace"),)}
    said = reasons(plan_of(World(), plans=other))
    assert "Terraform would do: hub module.hub.aws_cloudwatch_event_bus.hub replace" in said
    assert 'does not do any more: routes module.route["a"].aws_cloudwatch_event_rule.route update' in said


@pytest.mark.parametrize(
    "field",
    [one.name for one in fields(ApprovedPlan) if one.name in ("code", "catalogue", "stands", "passes", "actions")],
)
def test_nothing_that_decides_about_it_may_differ(field: str) -> None:
    other: Any = {"stands": {}, "actions": ()}.get(field, "other")
    assert reasons(replace(APPROVED, **{field: other}))


def test_it_is_read_back_as_it_was_written() -> None:
    assert read_approved(approved_as_json(APPROVED), "DIR/approved.json") == APPROVED


@pytest.mark.parametrize("secret", ["package_hash", "MESH_PUBLISHES", "pattern"])
def test_no_value_of_an_input_is_in_it(secret: str) -> None:
    assert secret.encode() not in approved_as_json(APPROVED)


SAID = json.loads(approved_as_json(APPROVED))


@given(
    st.sampled_from(sorted(SAID)),
    st.one_of(st.none(), st.booleans(), st.integers(), st.just([]), st.just({}), st.just([1])),
)
def test_whatever_is_changed_it_is_a_plan_or_refused_in_a_sentence(name: str, other: Any) -> None:
    content = json.dumps({**SAID, name: other}).encode()
    if (refused := refusal_of(content)) is None:
        assert json.loads(approved_as_json(read_approved(content, "DIR/approved.json"))) == {**SAID, name: other}
    else:
        assert refused.hint


def refusal_of(content: bytes) -> MeshctlError | None:
    try:
        read_approved(content, "DIR/approved.json")
    except MeshctlError as error:
        return error
    return None


@given(st.binary(max_size=40))
def test_any_bytes_are_refused_in_a_sentence(content: bytes) -> None:
    refused = refusal_of(content)
    assert refused
    assert refused.message == '"DIR/approved.json" is no plan that meshctl has written, or not all of one'


@given(st.integers().filter(lambda form: form != SAID["version"]))
def test_a_plan_of_another_meshctl_is_told_as_one(form: int) -> None:
    refused = refusal_of(json.dumps({**SAID, "version": form}).encode())
    assert refused
    assert f"was written by another meshctl (form {form}; this one knows {SAID['version']})" in refused.message
