"""What may be a secret does not stand in a text that is kept."""

from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.check.masked_text import masking

ENVIRONMENT = {"AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG", "AWS_REGION": "eu-west-1", "GITLAB_TOKEN": "short"}
FORMS = [
    "AKIA" + "ABCDEFGHIJKLMNOP",
    "ghp_" + "a1" * 18 + "andmore",
    "https://user:" + "hunter2@example.com",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----",
    ENVIRONMENT["AWS_SECRET_ACCESS_KEY"],
]
words = st.text("abc \n:/", max_size=20)


@given(words, st.sampled_from(FORMS), words)
def test_nothing_of_a_secret_stands_in_what_is_masked(before: str, secret: str, after: str) -> None:
    masked = masking(ENVIRONMENT)(f"{before} {secret} {after}")
    assert "(not shown)" in masked
    for part in ("ABCDEFGH", "a1a1", "andmore", "hunter2", "MIIEow", "IBAAK", "wJalr"):
        assert part not in masked


@given(words)
def test_other_text_stays_as_it_is(text: str) -> None:
    told = f"{text} eu-west-1 short module.a.aws_sqs_queue.b \udc80é"
    assert masking(ENVIRONMENT)(told) == told
