"""What Terraform said is kept, of the last runs and without values."""

from contextlib import suppress
from pathlib import Path

import pytest

from meshctl.adapters.private.directories import private_directory
from meshctl.adapters.terraform.messages import Message, read_message
from meshctl.adapters.terraform.run_logs import MOST_BYTES, RUNS_KEPT, RunLogs, in_words
from meshctl.errors import MeshctlError, TerraformFailed
from tests.unit.adapters.test_full_disk import no_file_above


def logs(directory: Path, number: int = 1) -> RunLogs:
    return RunLogs(
        private_directory(directory, "dev"),
        f"meshctl apply {number}",
        lambda text: text.replace("hunter2", "(not shown)"),
    )


def without_times(path: Path) -> list[str]:
    return [line[21:] if line[:2] == "20" else line for line in path.read_text().splitlines()]


def test_a_log_tells_the_steps_of_a_run_and_how_it_ended(tmp_path: Path) -> None:
    kept = logs(tmp_path)
    with kept.command("hub", "plan") as write:
        write(Message("planned", "a.b", "create"))
    with suppress(TerraformFailed), kept.command("hub", "apply") as write:
        write(Message("error", "a.b", text="no such\nthing: hunter2"))
        raise TerraformFailed("terraform apply failed")
    heading, *rest = without_times(kept.path("hub"))
    assert heading.startswith("=== 20") and heading.endswith(" meshctl apply 1")
    assert rest == [
        "terraform plan",
        "would create a.b",
        "it has ended well",
        "terraform apply",
        "error: a.b: no such",
        "  thing: (not shown)",
        "terraform apply failed",
    ]


def test_only_the_last_runs_are_kept(tmp_path: Path) -> None:
    for number in range(RUNS_KEPT + 3):
        with logs(tmp_path, number).command("hub", "plan"):
            """Nothing to say."""
    headings = [line for line in (tmp_path / "dev" / "hub.log").read_text().splitlines() if line.startswith("===")]
    assert [line.split()[-1] for line in headings] == [str(number) for number in range(3, RUNS_KEPT + 3)]


def test_a_log_that_is_too_long_is_begun_anew(tmp_path: Path) -> None:
    with logs(tmp_path).command("hub", "plan"):
        (tmp_path / "dev" / "hub.log").write_bytes(b"x" * MOST_BYTES)
    with logs(tmp_path, 2).command("hub", "plan"):
        """Nothing to say."""
    assert (tmp_path / "dev" / "hub.log").read_text().startswith("=== ")


def test_logs_are_for_nobody_else_to_read(tmp_path: Path) -> None:
    with logs(tmp_path).command("hub", "plan"):
        """Nothing to say."""
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("dev", "dev/hub.log")] == [0o700, 0o600]


def test_a_full_disk_keeps_nobody_from_working(tmp_path: Path) -> None:
    with no_file_above(0), logs(tmp_path).command("hub", "plan") as write:
        write(Message("planned", "a.b", "create"))


def test_a_link_in_the_place_of_a_log_is_refused_before_terraform_begins(tmp_path: Path) -> None:
    (tmp_path / "dev").mkdir(mode=0o700)
    (tmp_path / "dev" / "hub.log").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(MeshctlError, match="is no plain file"), logs(tmp_path).command("hub", "plan"):
        pytest.fail("Terraform has begun")


@pytest.mark.parametrize("type_", ["outputs", "log", "version", "change_summary", "provision_progress"])
def test_what_may_hold_values_is_not_written(type_: str) -> None:
    said = f'{{"type": "{type_}", "@message": "hunter2", "outputs": {{"a": {{"value": "hunter2"}}}}}}'
    assert in_words(read_message(said)) == ""


def test_of_a_resource_there_is_its_address_and_no_id() -> None:
    said = '{"type": "apply_complete", "@message": "a.b: done [id=x]", "hook": {"resource": {"addr": "a.b"}, "action": "create", "id_value": "x"}}'
    assert in_words(read_message(said)) == "done: create a.b"
