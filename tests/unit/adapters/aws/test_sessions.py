"""Nothing of a person's own settings of AWS reaches the embedded AWS."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from unittest.mock import patch

import pytest
from botocore.session import Session
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.aws.sessions import STRAIGHT, embedded_session
from meshctl.adapters.aws.stage_aws import StageAws
from meshctl.errors import AwsRefused

ANSWER = b"<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>"
OTHERS = {
    *("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS"),
    *("AWS_REGION", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_CONTAINER_CREDENTIALS_FULL_URI"),
    *("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "REQUESTS_CA_BUNDLE", "AWS_LOGIN_CACHE_DIRECTORY"),
    *("http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY"),
}


def known_to_botocore() -> list[str]:
    """Every variable that botocore says it reads, and those of which it says nothing."""
    said = [variable for _, variable, _, _ in Session.SESSION_VARIABLES.values() if variable]
    return sorted({one for names in said for one in ([names] if isinstance(names, str) else names)} | OTHERS)


@contextmanager
def listening(heard: list[str]) -> Iterator[str]:
    """An AWS that notes as whom it is asked, and answers next to nothing."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.headers["Authorization"].partition("Credential=")[2].split("/")[0])
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", str(len(ANSWER)))
            self.end_headers()
            self.wfile.write(ANSWER)

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, args=(0.01,)).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@contextmanager
def broken_files() -> Iterator[str]:
    """A file that is none of what AWS's clients read."""
    with TemporaryDirectory() as directory:
        (Path(directory) / "broken").write_text("[profile\nnonsense")
        yield str(Path(directory) / "broken")


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.sampled_from(known_to_botocore()), st.sampled_from(["nonsense", "", "1", "http://127.0.0.1:9", "FILE"])
    )
)
def test_no_variable_and_no_file_of_a_persons_reaches_the_embedded_aws(variables: dict[str, str]) -> None:
    heard: list[str] = []
    with broken_files() as file, listening(heard) as endpoint:
        own = {"HOME": "/nowhere", **{name: file if value == "FILE" else value for name, value in variables.items()}}
        with patch.dict(os.environ, own, clear=True):
            client = embedded_session("eu-west-1", "local", "secret").create_client(
                "sts", endpoint_url=endpoint, config=STRAIGHT, verify=True
            )
            client.assume_role(RoleArn="arn:aws:iam::111111111111:role/MeshDeploy", RoleSessionName="meshctl")
    assert (heard, client.meta.region_name) == (["local"], "eu-west-1")


def test_no_model_of_a_persons_describes_the_embedded_aws() -> None:
    loader = embedded_session("eu-west-1", "local", "secret").get_component("data_loader")
    assert [path for path in loader.search_paths if "site-packages" not in path] == []


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "log in to AWS"),
        ({"AWS_PROFILE": "stale"}, "AWS_PROFILE"),
        ({"AWS_CONFIG_FILE": "FILE"}, "~/.aws"),
        ({"AWS_SHARED_CREDENTIALS_FILE": "FILE"}, "~/.aws"),
        ({"AWS_ACCESS_KEY_ID": "a"}, "or neither"),
        ({"AWS_WEB_IDENTITY_TOKEN_FILE": "/nowhere", "AWS_ROLE_ARN": "arn:aws:iam::111111111111:role/x"}, "~/.aws"),
        ({"AWS_CREDENTIAL_EXPIRATION": "nonsense", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}, "AWS_..."),
        ({"AWS_ENDPOINT_URL": "nonsense", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}, "AWS_..."),
        (
            {"HTTPS_PROXY": "http://me:pass@127.0.0.1:9", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"},
            "PROXY",
        ),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, dict) else "",
)
def test_settings_that_cannot_be_used_on_aws_are_told_with_a_way_out(variables: dict[str, str], said: str) -> None:
    with broken_files() as file:
        own = {name: file if value == "FILE" else value for name, value in variables.items()}
        settled = patch.dict(os.environ, {"HOME": "/nowhere", "AWS_EC2_METADATA_DISABLED": "true"} | own, clear=True)
        with settled, pytest.raises(AwsRefused) as refused:
            StageAws("eu-west-1", "MeshDeploy", None).put_event("111111111111", {})
    assert said in refused.value.hint
    assert "pass" not in refused.value.message
