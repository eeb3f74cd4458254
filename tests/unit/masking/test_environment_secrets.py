"""The values of an environment are masked if they look like secrets, in every way in which a text spells them."""

from json import dumps

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.masking.masked_text import masking

NAMES = ["DB_PASSWORD", "DB_PASS", "DB_PW", "MYSQL_PWD", "PRIVATEKEY", "ENCRYPTIONKEY", "SIGNING_SECRET", "AUTH", "JWT"]
NAMES += ["TF_TOKEN_my_name", "SONAR_LOGIN", "UV_INDEX_X_USERNAME", "SLACK_WEBHOOK", "NPM_AUTH", "GOOGLE_CREDENTIALS"]
VALUES = st.text("ab1C\"'\\\t/&+ üß%", max_size=10).map(lambda text: f"Zz9a{text}q0Qx")
WAYS = [str, repr, ascii, dumps, lambda text: dumps(text, ensure_ascii=False), lambda text: dumps(dumps(text))]
HARMLESS = {
    "AWS_SECRETS_MANAGER_REGION": "system-orders",
    "SECRETS_BACKEND": "checkout",
    "TOKEN_STORE": "catalogue",
    "API_TOKEN": "required",
    "PWD": "/srv/ann/Work1/shop",
    "AWS_WEB_IDENTITY_TOKEN_FILE": "/run/Identity1",
    "TOKEN_URL": "https://login.example/token",
    "DB_PASSWORD_ARN": "arn:aws:secretsmanager:eu-west-1:111111111111:secret:db",
}


@given(st.sampled_from(NAMES), VALUES, st.sampled_from(WAYS))
def test_a_secret_is_masked_however_it_is_spelled(name: str, value: str, way) -> None:  # type: ignore[no-untyped-def]
    said = masking({name: value})(f"it said {way(value)} at the end")
    assert "(not shown)" in said
    assert "Zz9" not in said and "q0Qx" not in said


@pytest.mark.parametrize(("name", "value"), HARMLESS.items())
def test_what_does_not_look_like_a_secret_is_told(name: str, value: str) -> None:
    assert masking({name: value})(f"the {value} is sound") == f"the {value} is sound"


def test_a_password_that_is_a_word_is_masked_as_a_word() -> None:
    assert (
        masking({"DB_PASSWORD": "checkout"})("checkouts: checkout, checkout-a") == "checkouts: (not shown), checkout-a"
    )


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("http://u:p@ss/word123@proxy", "p@ss/word123"),
        ("https://tokenonly@h", "tokenonly"),
        ("https://u:a1b2c3d4e@h", "a1b2c3d4e"),
    ],
)
def test_the_password_of_a_url_is_masked_by_itself(url: str, secret: str) -> None:
    assert masking({"ANY_URL": url})(f"it is {secret}") == "it is (not shown)"


TOKENS = [
    "aB3xY7kQ9mZ2pL5w",
    "4f1c2a9be07d",
    "3f2b8c1d-0a4e-4c7b-9d2f-5e6a7b8c9d0e",
    "dckr_aB3xY7kQ9mZ2pL5w",
    "aB3-xY7_kQ9-mZ2_pL5",
]


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("where", ["/{}/simple", "/shop/{}", "/simple?key={}&page=1", "/simple#{}", "/a,b={}"])
@pytest.mark.parametrize("way", WAYS)
def test_a_token_in_the_address_of_a_setting_is_masked_and_its_host_is_told(token: str, where: str, way) -> None:  # type: ignore[no-untyped-def]
    address = f"https://packages.example{where.format(token)}"
    said = masking({"UV_INDEX": f"https://more.example/simple shop={address}"})(
        f"no answer of {way(address)} ({token})"
    )
    assert token not in said
    assert "https://packages.example/" in said


@pytest.mark.parametrize(
    "address",
    [
        "https://packages.example/repository/pypi-2024/simple/",
        "https://packages.example/shared-python-packages-v2/simple",
        "https://git.example/payments2024/Payments-Platform-2024/organisation20241125",
        "https://python312.example/Python312/eu-central-1/+simple/",
        "file:///srv/wheels/4f1c2a9be07d",
    ],
)
def test_the_names_in_the_address_of_a_setting_are_told(address: str) -> None:
    assert masking({"UV_INDEX": address})(f"no answer of {address}") == f"no answer of {address}"


def test_each_line_of_a_secret_is_masked() -> None:
    assert masking({"A_TOKEN": "first9line\nsecond8line"})("| second8line") == "| (not shown)"
