"""What may be a secret does not stand in a text that is told or kept, whatever stands around it."""

from json import dumps, loads
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.errors import PackagingFailed
from meshctl.masking.masked_text import masked, masking
from meshctl.packaging.requirements import read_pins
from tests.support.bounded import without_exploding

ENVIRONMENT = {
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG",
    "PIP_INDEX_URL": "https://me:" + "tr%2Fub4dor@packages.example/simple",
    "AWS_REGION": "eu-west-1",
    "GITLAB_TOKEN": "short",
    "AWS_WEB_IDENTITY_TOKEN_FILE": "/run/identity",
}
SECRETS = st.text(ascii_letters + digits + "_.+~!*-", min_size=8, max_size=30).map(lambda text: f"Z9{text}9Z")
"""What nobody would say in a word of their own."""
PLACES = [
    "https://{}@packages.example/simple",
    "https://user:{}@packages.example/simple",
    "https://user:a/{}@packages.example/simple",
    "https://user:a@{}@packages.example/simple",
    "https://{}:@packages.example/simple",
    "git+https://oauth2:{}@git.example/shop/prices@v1.0#egg=prices",
    "postgresql+psycopg://shop:{}@db.example:5432/shop",
    "redis://:{}@cache.example/0",
    "https://packages.example/a.whl?X-Amz-Signature={}",
    "https://packages.example/a.whl?sv=1&sig={}&se=2",
    "https://packages.example/a.whl?access_token={}#sha256=00",
    "--index-url https://__token__:{}@packages.example/simple",
    "--extra-index-url=https://{}@packages.example/simple",
    "prices @ https://u:{}@packages.example/prices.whl ; python_version > '3'",
    "--db-password {}",
    "--api-key={}",
    "DB_PASSWORD={}",
    "aws_secret_access_key = {}",
    'password = "{}"',
    "Authorization: Bearer {}",
    "proxy-authorization: Basic {}",
    "'x-api-key': '{}'",
    '{{"client_secret": "{}"}}',
    "https://user:${}@packages.example/simple",
    "https://user:<{}@packages.example/simple",
    "https://user:'{}@packages.example/simple",
    "https://user:12345/{}@h",
    "https:\\/\\/user:{}@packages.example",
    "https:////user:{}@packages.example",
    "https%3A%2F%2Fuser%3A{}%40packages.example",
    "https://packages.example/a?pwd={}&b=1",
    "https://packages.example/a?code={}",
    "https://packages.example/a?t%6Fken={}",
    "https%3A%2F%2Fpackages.example%3Ftoken%3D{}%26b",
    "--token   {}",
    "curl -u user:{}",
    "'--token', '{}'",
    "authorization=ApiKey {}",
    "Authorization: AWS4-HMAC-SHA256 Credential=a, Signature={}",
    "password: {}",
    "3 | password: {}",
    "{{'password': '{}'}}",
    'said {{"privateKey": "{}"}}',
    'said {{\\"password\\": \\"a\\\\\\"{}\\"}}',
    'password="{}',
    "password=${}",
    "PASSWORD=p&{}",
    "secret=a,{}",
    "MYSQL_PWD={}",
    "TF_TOKEN_app_terraform_io={}",
    "machine h login me password {}",
    "<password>{}</password>",
    'token is "{}"',
    'the key "TOKEN=\\"a {}\\"" is not known',
]
FORMS = [
    "AKIA" + "ABCDEFGHIJKLMNOP",
    "ghp_" + "a1" * 18 + "andmore",
    "glpat" + "-" + "a1B2" * 6,
    "pypi" + "-AgEIcHlwaS5vcmc" + "a1B2" * 20,
    "npm" + "_" + "a1B2" * 9,
    *("sk" + "-proj-" + "a1B2" * 9, "hf" + "_" + "a1B2" * 9, "glrt" + "-" + "a1B2" * 6, "xapp" + "-1-" + "a1B2" * 6),
    "https://hooks.slack.com/" + "services/T00000000/B00000000/" + "a1B2" * 6,
    "ey" + "JhbGciOiJIUzI1NiJ9" + ".ey" + "JzdWIiOiIxMjM0In0" + ".a1B2a1B2",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----",
    ENVIRONMENT["AWS_SECRET_ACCESS_KEY"],
    "tr%2Fub4dor",
    "tr/ub4dor",
]
words = st.text("abc \n:/", max_size=20)


@given(words, st.sampled_from(PLACES), SECRETS, words)
def test_nothing_of_a_secret_stands_in_what_is_masked(before: str, place: str, secret: str, after: str) -> None:
    said = masked(f"{before} {place.format(secret)} {after}")
    assert "(not shown)" in said
    assert "9Z" not in said
    assert masked(said) == said


@given(words, st.sampled_from(FORMS), words)
def test_what_is_a_secret_by_its_form_or_by_the_environment_is_masked(before: str, secret: str, after: str) -> None:
    said = masking(ENVIRONMENT)(f"{before} {secret} {after}")
    assert "(not shown)" in said
    for part in ("ABCDEFGH", "a1a1", "andmore", "a1B2", "JzdWI", "MIIEow", "IBAAK", "wJalr", "ub4dor"):
        assert part not in said


@given(words)
def test_other_text_stays_as_it_is(text: str) -> None:
    told = f"{text} eu-west-1 short /run/identity module.a.aws_sqs_queue.b \udc80é"
    assert masking(ENVIRONMENT)(told) == told


@pytest.mark.parametrize(
    "text",
    [
        "https://packages.example:443/simple/@shop/prices@1.0",
        "git+ssh://git@git.example/shop/prices@v1.0",
        "arn:aws:secretsmanager:eu-west-1:111111111111:secret:db",
        "set DB_PASSWORD_ARN, and grant secretsmanager:GetSecretValue",
        "amqp://shop:${PASSWORD}@queue.example",
        '{"token": {"type": "string"}, "tokens": ["a"]}',
        "a basic example of a bearer token",
        "six==1.17.0 --hash=sha256:" + "ab" * 32,
        "https://shop.example/a?key=value&next_token=abc&no_secret=true",
        "password = required",
        "token = var.token",
        "secret = aws_secretsmanager_secret.x.arn",
        "the basic information-about-things",
        "authorization: is denied",
        "pyjwt==2.10.1 secretstorage==3.3.1",
        '{"secret": "crm-key", "code": "a1", "key": "orders/OrderPlaced"}',
        "code: InvalidParameterValue1",
        "https://${TOKEN}@packages.example/simple",
    ],
)
def test_what_only_speaks_of_secrets_stays_as_it_is(text: str) -> None:
    assert masked(text) == text


@given(st.sampled_from(PLACES), SECRETS, st.sampled_from([None, 1]), st.booleans())
def test_json_stays_json_and_is_masked_before_it_is_written(
    place: str, secret: str, indent: int, in_ascii: bool
) -> None:
    told = {"said": ["é", place.format(secret)], "DB_PASSWORD": f'a"{secret}', "argv": ["--token", secret, "b"]}
    shown = loads(masked(dumps(told, indent=indent, ensure_ascii=in_ascii)))
    assert "9Z" not in str(shown)
    assert shown["DB_PASSWORD"] == shown["argv"][1] == "(not shown)"
    assert (shown["said"][0], shown["argv"][2]) == ("é", "b")


def test_what_stands_after_a_private_key_is_told() -> None:
    key = "-----BEGIN " + "PRIVATE KEY-----\nMIIEow\n"
    assert masked(f"a {key}-----END PRIVATE KEY----- b") == "a (not shown) b"
    assert masked(f"a {key}IBAAK\nand more") == "a (not shown)\nand more"


@given(st.sampled_from(PLACES), SECRETS)
def test_no_error_tells_a_secret(place: str, secret: str) -> None:
    error = PackagingFailed(f"it said: {place.format(secret)}", f"look at {place.format(secret)}")
    assert "9Z" not in f"{error} {error.message} {error.hint} {error!r}"


@given(st.sampled_from(PLACES), SECRETS)
def test_nothing_of_a_line_of_requirements_is_told(place: str, secret: str) -> None:
    with pytest.raises(PackagingFailed) as refusal:
        read_pins(f"six==1.17.0\n{place.format(secret)} zebra")
    assert not {"9Z", "zebra", "example"} & {*refusal.value.message.split(), *refusal.value.hint.split()}
    assert "line 2" in refusal.value.message


@pytest.mark.parametrize(
    "text",
    [
        "=" + "a" * 999_999,
        "password " * 99_999,
        "authorization: a " * 60_000,
        "://" * 99_999,
        "://a:" * 60_000,
        "a=" * 99_999,
        "token=" * 50_000,
        "eyJ" * 99_999,
    ],
)
def test_a_megabyte_of_marks_is_searched_quickly(text: str) -> None:
    with without_exploding():
        masked(text)
