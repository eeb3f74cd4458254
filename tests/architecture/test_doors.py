"""Each third-party library has one door, and so have talking, running programs and importing by name."""

import pytest

from .calls import uses, uses_elsewhere
from .imports import imports_of, without_a_door
from .tree import Source, python

SDK = (
    "meshctl/adapters/aws/",
    "meshctl/adapters/local_aws/",
    "lambdas/meshkit/event_bridge.py",
    "lambdas/meshkit/channels.py",
    "lambdas/meshkit/idempotency/dynamodb_store.py",
)
CLIENTS = (
    "benchmarks/embedded_aws.py",
    "benchmarks/throughput.py",
    "benchmarks/topics.py",
)  # they measure the embedded AWS as its clients see it
DOORS: dict[str, tuple[str, ...]] = {
    "boto3": (*SDK, *CLIENTS),
    "botocore": (*SDK, *CLIENTS, "meshctl/testkit/aws_out_of_reach.py"),
    "check": (
        "benchmarks/completion.py",
        "benchmarks/dialects.py",
        "benchmarks/reading.py",
        "benchmarks/schemas.py",
        "benchmarks/warm.py",
    ),  # its neighbour benchmarks/check.py, which makes the catalogues
    # In an environment of their own: meshctl starts the first two, and checkov itself loads the pack.
    "checkov": ("meshctl/adapters/policy/checkov_main.py", "policy/"),
    "parliament": ("meshctl/adapters/policy/parliament_main.py",),
    "click": ("meshctl/cli/", "docs/generate.py"),
    "dialects": ("benchmarks/schemas.py",),  # its neighbour benchmarks/dialects.py, which runs commands cold
    "compiled": ("benchmarks/",),  # its neighbour benchmarks/compiled.py
    "flask": ("meshctl/adapters/local_aws/",),
    "jinja2": (
        "docs/generate.py",
        "meshctl/app/write/fill_template.py",
    ),  # prose and new files; never what has a serialiser
    # The language's own shape, the schemas of events, data of events: the same library, and nothing in common but that.
    "jsonschema_rs": (
        "meshctl/catalogue/language/shape.py",
        "meshctl/catalogue/schemas/",
        "meshctl/contracts/validation/",
        "lambdas/meshkit/validating.py",
    ),
    "moto": ("meshctl/adapters/local_aws/", "benchmarks/patterns.py"),  # the latter measures its matcher beside ours
    # What has been read and told, as typed data: it says by itself what fits no class.
    "msgspec": ("meshctl/app/check/reading_record.py", "meshctl/app/check/result_record.py"),
    "packaging": (
        "meshctl/packaging/needs.py",
        "meshctl/packaging/wanted.py",
        "meshctl/packaging/locks/uv_lock.py",
        "meshctl/adapters/installation.py",  # for its version alone
    ),
    "pathspec": ("meshctl/packaging/ignored.py",),
    "pytest": ("meshctl/testkit/plugin.py", "examples/shop/tests/"),  # a team's own, in which the plugin is loaded
    "python_terraform": ("meshctl/adapters/terraform/commands.py",),
    "ruamel": ("meshctl/app/write/format_files.py", "meshctl/app/write/yaml_lines.py"),
    "cryptography": ("meshctl/adapters/local_aws/topics/signatures.py",),  # comes with moto
    "uv": ("meshctl/adapters/wheels/run_uv.py",),
    "werkzeug": ("meshctl/adapters/local_aws/",),
    "yaml": (
        "meshctl/catalogue/documents/yaml_documents.py",
        "benchmarks/reading.py",
    ),  # the latter measures libyaml itself
}
SHIPPED = python("meshctl/", "lambdas/", "examples/", "docs/", "benchmarks/")
PRODUCT = python("meshctl/")
# In the process of a function, standard output and error are its log.
MASKED_STREAMS = "meshctl/adapters/programs/masked_streams.py"
FUNCTION_TRIED = "meshctl/testkit/function_code.py"
FUNCTION_PROCESS = "meshctl/adapters/local_aws/functions/function_main.py"
# Programs whose standard output is their answer.
PROGRAMS_OF_POLICY = ("meshctl/adapters/policy/checkov_main.py", "meshctl/adapters/policy/parliament_main.py")
TALK = ("print", "input", "sys.stdout", "sys.__stdout__")
COMPLAINTS = ("sys.stderr", "sys.__stderr__", "warnings.warn")
PROGRAMS = (
    "subprocess.run", "subprocess.Popen", "subprocess.call", "subprocess.check_output", "subprocess.check_call",
    "os.system", "os.popen", "os.fork", "os.execv", "os.execve", "os.execvp", "os.spawnv", "os.posix_spawn",
)  # fmt: skip
CLOCK = ("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today", "time.time", "open")
BY_NAME = ("importlib.import_module", "__import__", "exec", "eval")


def test_every_library_comes_in_through_its_door() -> None:
    found = [one for source in SHIPPED for one in imports_of(source)]
    assert [str(one) for one in without_a_door(found, DOORS)] == []


def test_a_library_beside_its_door_is_found() -> None:
    sample = Source("meshctl/catalogue/read_catalogue.py", "def late():\n    from yaml import safe_load")
    assert len(without_a_door(imports_of(sample), DOORS)) == 1


def test_a_library_without_any_door_is_found() -> None:
    sample = Source("meshctl/cli/deploy/apply.py", "import requests.sessions")
    assert len(without_a_door(imports_of(sample), DOORS)) == 1


def test_only_the_command_line_talks() -> None:
    assert uses_elsewhere(PRODUCT, TALK, ("meshctl/cli/", MASKED_STREAMS, FUNCTION_PROCESS, *PROGRAMS_OF_POLICY)) == []


def test_only_the_command_line_and_the_embedded_aws_complain() -> None:
    assert (
        uses_elsewhere(PRODUCT, COMPLAINTS, ("meshctl/cli/", "meshctl/adapters/local_aws/", *PROGRAMS_OF_POLICY)) == []
    )


def test_only_adapters_run_programs() -> None:
    assert uses_elsewhere(PRODUCT, PROGRAMS, ("meshctl/adapters/",)) == []
    found = [
        one for source in PRODUCT for one in imports_of(source) if one.library in ("subprocess", "multiprocessing")
    ]
    assert [str(one) for one in found if not one.path.startswith("meshctl/adapters/")] == []


def test_only_the_edge_reads_the_clock_and_opens_files() -> None:
    assert uses_elsewhere(PRODUCT, CLOCK, ("meshctl/cli/", "meshctl/adapters/")) == []


def test_only_the_list_of_commands_and_what_runs_functions_import_by_name() -> None:
    assert uses_elsewhere(PRODUCT, BY_NAME, ("meshctl/cli/commands.py", FUNCTION_PROCESS, FUNCTION_TRIED)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("print('x')", TALK),
        ("import sys\nsys.stdout.write('x')", TALK),
        ("from sys import stdout as out\nout.write('x')", TALK),
        ("import sys as s\ns.stderr.write('x')", COMPLAINTS),
        ("import os\nos.system('x')", PROGRAMS),
        ("from subprocess import run\nrun(['x'])", PROGRAMS),
        ("from datetime import UTC, datetime\ndatetime.now(UTC)", CLOCK),
        ("from importlib import import_module\nimport_module('x')", BY_NAME),
    ],
)
def test_a_use_beside_the_door_is_found(text: str, wanted: tuple[str, ...]) -> None:
    assert uses(Source("meshctl/plan/stacks.py", text), wanted)
