"""Starting, finding and stopping the embedded AWS."""

import http.client
import json
import os
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from meshctl import __version__
from meshctl.adapters.aws.stage_aws import StageAws
from meshctl.adapters.local_aws import control, state
from meshctl.adapters.local_aws.journal import Journal, Marks, read
from meshctl.errors import AwsRefused, LocalAwsFailed, MeshctlError
from tests.support.noted_process import answering

from .accounts import PATIENCE

pytestmark = pytest.mark.local


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    control.down(tmp_path / "home")


def test_up_twice_gives_the_same_one(home: Path) -> None:
    first = control.up(home, 0, 60)
    assert control.up(home, 0, 60) == first == control.status(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_two_at_once_give_the_same_one(home: Path) -> None:
    with ThreadPoolExecutor(2) as both:
        first, second = both.map(lambda _: control.up(home, 0, 60), range(2))
    assert first == second


def test_down_ends_it(home: Path) -> None:
    running = control.up(home, 0, 60)
    assert control.down(home)
    assert control.status(home) is None
    with pytest.raises(ProcessLookupError):
        os.kill(running.pid, 0)
    assert not control.down(home)


def test_asked_where_it_is_it_says_so_and_goes_on(home: Path) -> None:
    running = control.up(home, 0, 60)
    os.kill(running.pid, signal.SIGUSR1)
    end = time.monotonic() + PATIENCE
    while "most recent call first" not in (home / control.LOG).read_text():
        assert time.monotonic() < end
        time.sleep(0.02)
    assert control.status(home) == running


def test_a_port_in_use_is_said_with_the_option_to_change(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(LocalAwsFailed, match=f"Port {port} is in use") as said:
            control.up(home, port, 60)
    assert "--port" in said.value.hint
    assert control.status(home) is None


def test_a_server_that_dies_says_why(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "MODULE", "meshctl.no_such_module")
    with pytest.raises(LocalAwsFailed, match="ended with exit code 1") as said:
        control.up(home, 0, 60)
    assert "no_such_module" in said.value.hint


def test_an_interrupted_up_leaves_no_process(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []

    def interrupt(_: Path, pid: int) -> bool:
        started.append(pid)
        raise KeyboardInterrupt

    monkeypatch.setattr(control, "_answers", interrupt)
    with pytest.raises(KeyboardInterrupt):
        control.up(home, 0, 60)
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)


PLANTS: dict[str, Callable[[Path, Path], object]] = {
    "links to files": lambda path, outside: path.symlink_to(outside / "precious"),
    "links to directories": lambda path, outside: path.symlink_to(outside),
    "links to nothing": lambda path, outside: path.symlink_to(outside / "new"),
    "directories": lambda path, outside: path.mkdir(),
    "pipes": lambda path, outside: os.mkfifo(path),
    "files": lambda path, outside: path.write_text("{}"),
}


@pytest.mark.parametrize("kind", PLANTS)
def test_what_lies_in_the_home_is_thrown_away_and_nothing_beside_it(home: Path, tmp_path: Path, kind: str) -> None:
    outside = tmp_path / "outside"
    (outside / "code").mkdir(parents=True)
    (outside / "precious").write_text("precious")
    home.mkdir()
    for name in ("server.json", "server.log", "journal.jsonl", "journal.previous.jsonl", "code", "logs"):
        PLANTS[kind](home / name, outside)
    control.up(home, 0, 60)
    assert (read(home), [*(home / "logs").glob("*")], [*(home / "code").glob("*")]) == ([], [], [])
    assert sorted(path.name for path in outside.iterdir()) == ["code", "precious"]
    assert (outside / "precious").read_text() == "precious"


@pytest.mark.parametrize("kind", [kind for kind in PLANTS if kind != "files"])
def test_a_lock_that_is_no_plain_file_is_refused(home: Path, tmp_path: Path, kind: str) -> None:
    home.mkdir()
    PLANTS[kind](home / "up.lock", tmp_path)
    with pytest.raises(MeshctlError, match="is no plain file"):
        control.up(home, 0, 60)
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="an environment is read as Linux shows it")
def test_nothing_of_a_persons_environment_is_where_functions_could_read_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "DATABASE_URL", "SSH_AUTH_SOCK"):
        monkeypatch.setenv(name, "not-for-functions")
    running = control.up(home, 0, 60)
    assert b"not-for-functions" not in Path(f"/proc/{running.pid}/environ").read_bytes()


def test_a_process_that_took_over_the_id_is_left_alone(home: Path) -> None:
    with subprocess.Popen(["sleep", "120"]) as stranger, answering(stranger.pid) as endpoint:
        home.mkdir()
        noted = state.RunningServer(endpoint, stranger.pid, "long ago", "KEY", "SECRET")
        (home / state.FILE).write_text(json.dumps(asdict(noted)))
        assert not control.down(home)
        assert stranger.poll() is None
        stranger.kill()


def test_a_new_server_begins_a_new_journal(home: Path) -> None:
    control.up(home, 0, 60)
    control.down(home)
    (home / "journal.jsonl").write_text('{"kind": "old"}\n')
    (home / "code" / "abc").mkdir(parents=True)
    control.up(home, 0, 60)
    assert read(home) == []
    assert "old" in (home / "journal.previous.jsonl").read_text()
    assert not (home / "code").exists()


def asked(aws: Any, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(aws.endpoint.removeprefix("http://"), timeout=PATIENCE)
    connection.request("GET", "/_meshctl/health", headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_health_tells_version_process_and_start(aws: Any) -> None:
    running = control.status(aws.home)
    status, body = asked(aws)
    health = json.loads(body)
    assert status == 200
    assert running is not None
    assert (health["pid"], health["started"], health["version"]) == (running.pid, running.started, __version__)


@pytest.mark.parametrize("header", [{"Origin": "https://example.com"}, {"Host": "rebound.example.com"}])
def test_a_page_in_a_browser_is_not_let_in(aws: Any, header: dict[str, str]) -> None:
    assert asked(aws, **header)[0] == 403


def test_control_and_journal_import_neither_moto_nor_flask() -> None:
    code = (
        "import sys, meshctl.adapters.local_aws.control; sys.exit(bool({'moto', 'flask', 'boto3'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_torn_last_line_of_the_journal_is_left_out(tmp_path: Path) -> None:
    with closing(Journal(tmp_path)) as journal:
        journal.write("published", Marks(id="1"), "222222222222", bus="b")
    with (tmp_path / "journal.jsonl").open("a") as file:
        file.write('{"kind": "publ')
    (line,) = read(tmp_path)
    assert (line["kind"], line["id"], line["bus"]) == ("published", "1", "b")
    assert line["at"].endswith("Z")


def test_without_a_journal_there_are_no_lines(tmp_path: Path) -> None:
    assert read(tmp_path) == []


def test_a_copy_of_a_home_does_not_take_the_originals_server_for_its_own(home: Path, tmp_path: Path) -> None:
    control.up(home, 0, 1)
    shutil.copytree(home, tmp_path / "copy")
    assert (control.status(tmp_path / "copy"), control.down(tmp_path / "copy")) == (None, False)
    assert control.status(home)


def test_nothing_of_a_persons_environment_changes_what_it_answers(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "config").write_text("[profile\nnonsense")
    for name in (
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "AWS_ENDPOINT_URL",
        "AWS_CA_BUNDLE",
        "FLASK_DEBUG",
        "PYTHONWARNINGS",
    ):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_PROFILE", "stale")
    running = control.up(home, 0, 60)
    StageAws("eu-west-1", "MeshDeploy", running).ensure_bucket("shop-mesh-local")


@pytest.mark.skipif(sys.platform != "linux", reason="another process's limits are set as Linux sets them")
def test_a_disk_that_becomes_full_is_told_with_the_file_that_it_did_not_take(home: Path) -> None:
    running = control.up(home, 0, 60)
    aws = StageAws("eu-west-1", "MeshDeploy", running)
    resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (0, 0))
    with pytest.raises(AwsRefused, match=r"could not write .*journal\.jsonl: File too large") as refused:
        aws.put_event("111111111111", {"Source": "shop.orders", "DetailType": "OrderPlaced.v1", "Detail": "{}"})
    assert "make room" in refused.value.hint
