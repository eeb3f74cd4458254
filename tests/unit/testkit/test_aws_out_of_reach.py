"""A function under test has no keys of whoever runs the test, and what it asks AWS is refused in a sentence."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import boto3
import pytest
from botocore.loaders import Loader
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.adapters.installation import make_meshkit_known
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.testkit.aws_out_of_reach import _KEYS, AwsNotReached, AwsOutOfReach, _is_of_aws
from meshctl.testkit.function_trial import EventNotHandled, FunctionTrial, try_function
from tests.support.catalogues import write_catalogue

CHARGE = "payments/capture/charge"
SOURCE = "payments/lambdas/charge/handler.py"
ASKING = "import boto3\n\ndef handle(event, context):\n    return boto3.client('s3').list_buckets()['Buckets']\n"
LISTING = "import boto3\n\ndef handle(event, context):\n    boto3.client('dynamodb', endpoint_url='{}').list_tables()\n"
SWALLOWING = (
    "import boto3\n\ndef handle(event, context):\n    try:\n        boto3.client('sqs').list_queues()\n"
    "    except Exception:\n        pass\n"
)
AT_IMPORT = "import boto3\nBUCKETS = boto3.client('s3').list_buckets()\n\ndef handle(event, context): ...\n"
TELLING = "import os\n\ndef handle(event, context):\n    print(dict(os.environ))\n"
MINE = {"AWS_ACCESS_KEY_ID": "AKIAMINE", "AWS_SECRET_ACCESS_KEY": "mine", "AWS_PROFILE": "mine"}


def trial(directory: Path, code: str, *, reaches_aws: bool = False) -> FunctionTrial:
    catalogue = write_catalogue(directory, {SOURCE: code})
    mesh = read_catalogue(read_catalogue_files(catalogue)).mesh
    assert mesh
    return try_function(mesh, catalogue, CHARGE, own=MINE, reaches_aws=reaches_aws)


@pytest.fixture(autouse=True)
def mine(monkeypatch: pytest.MonkeyPatch) -> None:
    make_meshkit_known()
    for name, value in MINE.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("code", [ASKING, SWALLOWING])
def test_what_asks_aws_is_refused_with_what_to_do(tmp_path: Path, code: str) -> None:
    with pytest.raises(AwsNotReached, match=r"it asked AWS: \w+ https://s\S+\.amazonaws\.com; .*mesh_reaches_aws"):
        trial(tmp_path, code).handle({})
    assert os.environ["AWS_ACCESS_KEY_ID"] == "AKIAMINE"


def test_so_is_what_asks_it_when_it_is_imported(tmp_path: Path) -> None:
    with pytest.raises(AwsNotReached, match="it asked AWS"):
        trial(tmp_path, AT_IMPORT)


def test_each_invocation_is_judged_by_itself(tmp_path: Path) -> None:
    tried = trial(
        tmp_path, "import boto3\n\ndef handle(event, context):\n    event and boto3.client('s3').list_buckets()\n"
    )
    with pytest.raises(AwsNotReached):
        tried.handle({"ask": True})
    assert tried.handle({}) == []


def test_moto_answers_in_the_place_of_aws(tmp_path: Path) -> None:
    with mock_aws():
        assert trial(tmp_path, ASKING).handle({}) == []


@given(st.dictionaries(st.sampled_from(_KEYS), st.sampled_from(["mine", "other"]), min_size=1))
def test_no_key_of_whoever_runs_the_test_is_seen(own: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in _KEYS:
            patch.delenv(name, raising=False)
        for name, value in own.items():
            patch.setenv(name, value)
        before = dict(os.environ)
        with AwsOutOfReach(own)():
            assert {"mine", "other"}.isdisjoint(os.environ[name] for name in _KEYS if name in os.environ)
        os.environ.clear()
        os.environ.update(before)


def test_what_the_test_itself_has_set_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
    heard: list[str] = []
    with listening(heard) as endpoint:
        trial(tmp_path, LISTING.format(endpoint)).handle({})
    assert ["local/" in one for one in heard] == [True]


def test_an_endpoint_of_the_teams_own_is_reached_with_nobodys_keys(tmp_path: Path) -> None:
    heard: list[str] = []
    with listening(heard) as endpoint:
        trial(tmp_path, LISTING.format(endpoint)).handle({})
    assert ["testing/" in one for one in heard] == [True]


def test_nor_are_keys_seen_that_boto3_has_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_PROFILE")
    boto3.setup_default_session(aws_access_key_id="AKIAMINE", aws_secret_access_key="mine")
    try:
        heard: list[str] = []
        with listening(heard) as endpoint:
            trial(tmp_path, LISTING.format(endpoint)).handle({})
        assert ["testing/" in one for one in heard] == [True]
        assert boto3.DEFAULT_SESSION.get_credentials().access_key == "AKIAMINE"
    finally:
        boto3.DEFAULT_SESSION = None


def test_who_says_so_reaches_aws_as_himself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trial(tmp_path, TELLING, reaches_aws=True).handle({})
    assert "AKIAMINE" in capsys.readouterr().out
    trial(tmp_path, TELLING).handle({})
    assert "AKIAMINE" not in capsys.readouterr().out


def test_a_function_that_fails_without_aws_fails_as_before(tmp_path: Path) -> None:
    with pytest.raises(EventNotHandled, match="ZeroDivisionError"):
        trial(tmp_path, "def handle(event, context):\n    1 / 0\n").handle({})


def test_every_host_of_aws_is_known() -> None:
    for partition in Loader().load_data("partitions")["partitions"]:
        for suffix in ("dnsSuffix", "dualStackDnsSuffix"):
            assert _is_of_aws(f"sqs.some-region.{partition['outputs'][suffix]}")
    assert not any(
        map(_is_of_aws, ("localhost", "127.0.0.1", "dynamodb", "amazonaws.com.example", "notamazonaws.com", ""))
    )


@contextmanager
def listening(heard: list[str]) -> Iterator[str]:
    """An endpoint that answers all with an empty object, and keeps who asked."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.headers["Authorization"])
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({}).encode())

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answering)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
