"""A function is named in whatever form Lambda takes, and read the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.enforcement.function_names import FunctionName

NAME = st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True)
QUALIFIER = st.none() | st.from_regex(r"[A-Za-z0-9_$-]{1,10}", fullmatch=True)


@settings(max_examples=50, deadline=None)
@given(NAME, QUALIFIER)
def test_every_form_of_a_name_means_the_same_function(name: str, qualifier: str | None) -> None:
    end = f":{qualifier}" if qualifier else ""
    account = "222222222222"
    whole = f"arn:aws:lambda:eu-west-1:{account}:function:{name}{end}"
    assert FunctionName.read(f"{name}{end}") == FunctionName(name, None, qualifier)
    assert FunctionName.read(f"{account}:function:{name}{end}") == FunctionName(name, account, qualifier)
    assert FunctionName.read(f"function:{name}{end}") == FunctionName(name, None, qualifier)
    assert FunctionName.read(whole) == FunctionName(name, account, qualifier, "eu-west-1")
    assert FunctionName(name, account, qualifier).arn("eu-west-1", "111111111111") == whole


@pytest.mark.parametrize("named", ["", "a:b:c", "arn:aws:sqs:eu-west-1:222222222222:a"])
def test_what_is_no_name_is_none(named: str) -> None:
    assert FunctionName.read(named) is None
