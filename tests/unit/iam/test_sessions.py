"""A session of a role, which a request here does not know, is refused in a policy: it would match nobody, and spare or deny nobody."""

from typing import Any

import pytest

from meshctl.iam import PolicyNotUnderstood

from .asking import DELIVERY, OTHER, ROLE, says

SESSION = f"arn:aws:sts::{OTHER}:assumed-role/delivery/tonight"


@pytest.mark.parametrize("effect", ["Allow", "Deny"])
@pytest.mark.parametrize(
    ("elements", "named"),
    [
        ({"Principal": {"AWS": SESSION}}, SESSION),
        ({"Principal": {"AWS": [ROLE, SESSION]}}, SESSION),
        ({"Principal": None, "NotPrincipal": {"AWS": [SESSION, OTHER]}}, SESSION),
        (
            {"Principal": {"AWS": f"arn:aws:sts::{OTHER}:federated-user/ann"}},
            f"arn:aws:sts::{OTHER}:federated-user/ann",
        ),
        ({"Condition": {"ArnEquals": {"aws:PrincipalArn": SESSION}}}, SESSION),
        ({"Condition": {"ArnNotLike": {"aws:PrincipalArn": [ROLE, f"{SESSION[:-1]}*"]}}}, f"{SESSION[:-1]}*"),
        ({"Condition": {"StringNotEquals": {"AWS:principalarn": SESSION}}}, SESSION),
        (
            {
                "Condition": {
                    "ArnLike": {"aws:PrincipalArn": "arn:*:*::${aws:PrincipalAccount}:assumed-role/delivery/*"}
                }
            },
            "arn:*:*::${aws:PrincipalAccount}:assumed-role/delivery/*",
        ),
    ],
)
def test_a_session_is_refused_by_name(effect: str, elements: dict[str, Any], named: str) -> None:
    with pytest.raises(PolicyNotUnderstood) as refused:
        says(DELIVERY, Effect=effect, **elements)
    assert str(refused.value) == f"it uses the session {named}, which is not understood"


def test_a_role_that_is_called_like_a_session_is_a_role() -> None:
    assert says(Principal={"AWS": f"arn:aws:iam::{OTHER}:role/assumed-role/delivery"}) == "silent"
    assert says(Condition={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}}) == "allowed"
