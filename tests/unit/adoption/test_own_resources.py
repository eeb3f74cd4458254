from json import loads

import pytest

from meshctl.adoption.own_resources import ExistingResource, StackPlace, import_file, own_resources
from meshctl.adoption.planned_creates import PlannedResource
from meshctl.errors import MeshctlError

TAGS = {"mesh": "shop", "stage": "dev", "stack": "system-orders"}
PLACE = StackPlace("222222222222", "eu-west-1", TAGS)
ROLE = PlannedResource('module.route["care/placed"].aws_iam_role.delivery[0]', "aws_iam_role", {"name": "placed"})
POLICY = PlannedResource(
    'module.route["care/placed"].aws_iam_role_policy.delivery[0]',
    "aws_iam_role_policy",
    {"role": "placed", "name": "delivery"},
)


def test_what_carries_the_tags_of_the_stack_is_its_own() -> None:
    told = {ROLE.address: ExistingResource({**TAGS, "team": "orders"})}
    assert own_resources([ROLE, POLICY], told, PLACE) == {ROLE.address: "placed"}


def test_what_can_carry_no_tags_is_known_by_what_it_hangs_on() -> None:
    assert own_resources([POLICY], {POLICY.address: ExistingResource(None)}, PLACE) == {
        POLICY.address: "placed:delivery"
    }


@pytest.mark.parametrize("lacking", ["mesh", "stage", "stack"])
def test_what_does_not_carry_them_is_refused_by_its_name_and_account(lacking: str) -> None:
    told = {ROLE.address: ExistingResource({**TAGS, lacking: "another"}), POLICY.address: ExistingResource(None)}
    with pytest.raises(MeshctlError) as refused:
        own_resources([ROLE, POLICY], told, PLACE)
    assert refused.value.message == (
        'in account 222222222222 there is already the role "placed", without the tags mesh=shop, stage=dev, stack=system-orders'
    )
    assert "delete or rename it" in refused.value.hint


def test_of_many_that_are_refused_some_are_named() -> None:
    creates = [
        PlannedResource(f"aws_iam_role.r{number}", "aws_iam_role", {"name": f"r{number}"}) for number in range(7)
    ]
    with pytest.raises(MeshctlError, match=r'the role "r4", and 2 more'):
        own_resources(creates, {one.address: ExistingResource({}) for one in creates}, PLACE)


def test_the_file_has_a_block_for_each() -> None:
    assert loads(import_file({ROLE.address: "placed"})) == {"import": [{"to": ROLE.address, "id": "placed"}]}


@pytest.mark.parametrize(
    "address", ['a.b["${x}"]', "a.b\n", 'module.a["%{ if x }"].b.c', "a.b[c]", "a", 'a.b["x"] + 1']
)
def test_an_address_that_would_be_evaluated_is_refused(address: str) -> None:
    with pytest.raises(MeshctlError):
        import_file({address: "placed"})
