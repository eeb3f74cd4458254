"""What all policies say together: a table of cases, and what holds for all of them.

`+` allows, `-` denies, `.` says nothing, and a blank is a policy that is not there. `a` allows the asking account alone,
and no identity of it.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.iam import ADMINISTRATOR, Decision, Governing, Policy, Principal, Request, decide

from .asking import OTHER, OWN, QUEUE, SEND, SERVICE, policy, statement

WHO = {
    "own role": Principal(OWN, f"arn:aws:iam::{OWN}:role/mine"),
    "other's role": Principal(OTHER, f"arn:aws:iam::{OTHER}:role/theirs"),
    "a service": SERVICE,
}
TABLE = """
who          | identity | resource | boundary | session | SCPs | RCPs || decision | by
-------------|----------|----------|----------|---------|------|------||----------|---------
own role     | +        |          |          |         |      |      || allowed  | identity
own role     |          | +        |          |         |      |      || allowed  | resource
own role     |          |          |          |         |      |      || silent   | the policies of
own role     |          | a        |          |         |      |      || silent   | the policies of
own role     | +        | a        |          |         |      |      || allowed  | identity
own role     | +        | -        |          |         |      |      || denied   | resource
own role     | -        | +        |          |         |      |      || denied   | identity
own role     | +        |          | .        |         |      |      || silent   | boundary
own role     | +        |          | -        |         |      |      || denied   | boundary
own role     | +        |          | +        | .       |      |      || silent   | session
own role     | +        |          | +        | +       |      |      || allowed  | identity
own role     |          | +        |          | .       |      |      || silent   | session
own role     | +        |          |          |         | +    |      || allowed  | identity
own role     | +        |          |          |         | .    |      || silent   | the SCPs
own role     | +        | +        |          |         | -    |      || denied   | SCP
own role     | +        |          |          |         | ++   |      || allowed  | identity
own role     | +        |          |          |         | +.   |      || silent   | the SCPs
own role     | +        |          |          |         | +-   |      || denied   | SCP
own role     | +        |          |          |         |      | .    || silent   | the RCPs
own role     | +        |          |          |         | +    | +-   || denied   | RCP
other's role | +        |          |          |         |      |      || silent   | resource
other's role |          | +        |          |         |      |      || silent   | the policies of
other's role | +        | +        |          |         |      |      || allowed  | resource
other's role | +        | a        |          |         |      |      || allowed  | resource
other's role | +        | -        |          |         |      |      || denied   | resource
other's role | +        | +        |          |         | -    |      || denied   | SCP
other's role | +        | +        |          |         |      | -    || denied   | RCP
other's role | +        | +        | .        |         |      |      || silent   | boundary
a service    |          | +        |          |         |      |      || allowed  | resource
a service    | +        |          |          |         |      |      || silent   | resource
a service    |          | +        |          |         | -    |      || allowed  | resource
a service    |          | +        | -        | -       |      |      || allowed  | resource
a service    |          | +        |          |         |      | -    || denied   | RCP
a service    |          | -        |          |         |      |      || denied   | resource
"""
CASES = [[cell.strip() for cell in line.replace("||", "|").split("|")] for line in TABLE.strip().splitlines()[2:]]


def said(sign: str, name: str, account: str) -> Policy | None:
    """The policy that a sign stands for; an identity's knows no principals."""
    within = None if name in ("identity", "boundary", "session", "SCP") else "*"
    effects = {
        "+": statement(Principal=within),
        "-": statement("Deny", Principal=within),
        ".": statement(Principal=within, Action="sns:Publish"),
        "a": statement(Principal={"AWS": account}),
    }
    return policy(effects[sign], name=name) if sign else None


def governing(
    account: str, identity: str, resource: str, boundary: str, session: str, scps: str, rcps: str
) -> Governing:
    return Governing(
        identity=[found] if (found := said(identity, "identity", account)) else [],
        resource=said(resource, "resource", account) or Policy("resource"),
        boundary=said(boundary, "boundary", account),
        session=said(session, "session", account),
        scps=[[found] for sign in scps if (found := said(sign, "SCP", account))],
        rcps=[[found] for sign in rcps if (found := said(sign, "RCP", account))],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(cell or "_" for cell in case))
def test_policies_decide_together(case: list[str]) -> None:
    who, *signs, says, by = case
    decision = decide(Request(WHO[who], SEND, QUEUE), governing(WHO[who].account, *signs))
    assert decision.says == says, decision
    assert decision.policy.startswith(by)


def test_the_decision_names_policy_and_statement() -> None:
    denies = policy(statement("Deny", Sid="OwnAccountOnly"), name="the queue's policy")
    decision = decide(Request(WHO["own role"], SEND, QUEUE), Governing([ADMINISTRATOR], denies))
    assert (decision.policy, decision.statement) == ("the queue's policy", "OwnAccountOnly")


def test_an_allowance_for_the_identity_counts_beside_one_for_its_account() -> None:
    who = WHO["own role"]
    both = policy(statement(Principal={"AWS": OWN}), statement(Principal={"AWS": who.arn}))
    assert decide(Request(who, SEND, QUEUE), Governing(resource=both)).statement == "#2"


def test_what_is_nobodys_resource_is_of_the_own_account() -> None:
    assert decide(Request(WHO["own role"], "sqs:ListQueues", "*"), Governing([ADMINISTRATOR])).allowed


def test_the_owner_counts_where_an_arn_names_none() -> None:
    for owner, answer in ((OWN, "allowed"), (OTHER, "silent")):
        request = Request(WHO["own role"], "s3:GetObject", "arn:aws:s3:::bucket/key", owner=owner)
        assert decide(request, Governing([ADMINISTRATOR])).says == answer


def test_an_rcp_counts_only_for_services_that_know_them() -> None:
    request = Request(WHO["own role"], "lambda:InvokeFunction", f"arn:aws:lambda:eu-central-1:{OWN}:function:f")
    forbids = policy(statement("Deny", Action="*", Resource="*"), name="RCP")
    assert decide(request, Governing([ADMINISTRATOR], rcps=[[forbids]])).allowed


@pytest.mark.parametrize("action", ["kms:Decrypt", "sts:AssumeRole"])
@pytest.mark.parametrize(("named", "answer"), [(None, "silent"), ({"AWS": OWN}, "allowed")])
def test_keys_and_roles_open_only_to_whom_their_own_policy_names(action: str, named: object, answer: str) -> None:
    allows = [statement(Action=action, Resource="*", Principal=named)] if named else []
    request = Request(WHO["own role"], action, f"arn:aws:kms:eu-central-1:{OWN}:key/k")
    assert decide(request, Governing([ADMINISTRATOR], policy(*allows))).says == answer


SIGN = st.sampled_from(["", "+", "-", ".", "a"])
PLAIN = st.sampled_from(["", "+", "-", "."])
LEVELS = st.text("+-.", max_size=3)


@st.composite
def governed(draw: st.DrawFn) -> tuple[str, list[str]]:
    signs = [draw(PLAIN), draw(SIGN), draw(PLAIN), draw(PLAIN), draw(LEVELS), draw(LEVELS)]
    return draw(st.sampled_from(sorted(WHO))), signs


def decided(who: str, signs: list[str]) -> Decision:
    return decide(Request(WHO[who], SEND, QUEUE), governing(WHO[who].account, *signs))


@given(governed(), st.integers(0, 5))
def test_a_denial_added_anywhere_allows_nothing_more(case: tuple[str, list[str]], where: int) -> None:
    who, signs = case
    with_denial = [*signs[:where], "-", *signs[where + 1 :]]
    unbound = who == "a service" and where in (0, 2, 3, 4)
    assert unbound or decided(who, with_denial).denied


@given(governed())
def test_what_is_allowed_is_denied_by_nobody_it_binds(case: tuple[str, list[str]]) -> None:
    who, signs = case
    if decided(who, signs).allowed:
        binding = signs[1] + signs[5] if who == "a service" else "".join(signs)
        assert "-" not in binding


@given(governed())
def test_across_accounts_both_sides_allow(case: tuple[str, list[str]]) -> None:
    _, signs = case
    if decided("other's role", signs).allowed:
        assert signs[0] == "+"
        assert signs[1] in ("+", "a")
