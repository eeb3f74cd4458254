"""Secrets in the environment variables of functions: judged by their names and by the form of their values."""

import pytest

from meshctl.masking.secret_names import holds_a_secret
from tests.support.catalogues import CAPTURE

from .conftest import Found

RANDOM = "a1B2" * 8
SECRETS = [
    ("PASSWORD", "hunter2"),
    ("DB_PASSWORD", "correct horse"),
    ("PGPASSWORD", "x"),
    ("db_password", "Tr0ub4dor/3"),
]
SECRETS += [
    ("SIGNING_SECRET", "s3cr3t"),
    ("CRM_TOKEN", "abc"),
    ("API_KEY", "abc"),
    ("CrmApiKey", "abc"),
    ("APIKEY", "abc"),
]
SECRETS += [("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY"), ("CRM_KEY", RANDOM)]
HARMLESS = [
    ("LOG_LEVEL", RANDOM),
    ("DB_PASSWORD_ARN", "arn:aws:secretsmanager:eu-west-1:111111111111:secret:db"),
    ("DB_PASSWORD", "arn:aws:secretsmanager:eu-west-1:111111111111:secret:db"),
    ("DB_SECRET", "shop/prod/db"),
    ("DB_PASSWORD", "/shop/db-password"),
    ("NAME_OF_SECRET", "db"),
    ("SECRET_NAME", "db"),
    ("SECRET_ID", "db"),
    ("PASSWORD_LENGTH", "twelve"),
    ("TOKEN_URL", "https://login.example/token"),
    ("MAX_TOKENS", "4096"),
    ("API_TOKEN", ""),
    ("API_TOKEN", "${token}"),
    ("API_TOKEN", "{{resolve:secretsmanager:db}}"),
    ("API_TOKEN", "<your token>"),
    ("NEEDS_PASSWORD", "true"),
    ("PARTITION_KEY", "order_id"),
    ("OBJECT_KEY", "models/2027/model.bin"),
    ("KMS_KEY", "1234abcd-12ab-34cd-56ef-1234567890ab"),
    ("MONKEY", RANDOM),
]


@pytest.mark.parametrize(("name", "value"), SECRETS)
def test_a_variable_named_like_a_secret_holds_one(name: str, value: str) -> None:
    assert holds_a_secret(name, value)


@pytest.mark.parametrize(("name", "value"), HARMLESS)
def test_a_reference_a_setting_or_a_placeholder_is_no_secret(name: str, value: str) -> None:
    assert not holds_a_secret(name, value)


def capture(environment: str, stages: str = "") -> dict[str, str | bytes | None]:
    """A service whose function has that environment."""
    return {"payments/capture.yaml": CAPTURE.replace("handler.handle}", f"handler.handle, {environment}}}") + stages}


def test_a_secret_is_found_at_its_value_and_not_repeated(found: Found) -> None:
    (one,) = found("secret-in-plain-text", capture("environment: {LOG_LEVEL: info, DB_PASSWORD: hunter2}"))
    assert str(one.place) == "payments/capture.yaml:3:105"
    assert not one.shown
    assert "hunter2" not in " ".join(one.lines)


def test_a_secret_of_one_stage_is_found_where_the_stage_says_it(found: Found) -> None:
    stages = "stages:\n  dev:\n    functions: {charge: {environment: {DB_PASSWORD: hunter2}}}\n"
    (one,) = found("secret-in-plain-text", capture("environment: {DB_PASSWORD: shop/db}", stages))
    assert str(one.place) == "payments/capture.yaml:16:53"


def test_a_secret_of_all_stages_is_told_once(found: Found) -> None:
    stages = (
        "stages:\n  dev: {functions: {charge: {memory: 512MB}}}\n  local: {functions: {charge: {memory: 1024MB}}}\n"
    )
    assert len(found("secret-in-plain-text", capture("environment: {DB_PASSWORD: hunter2}", stages))) == 1
