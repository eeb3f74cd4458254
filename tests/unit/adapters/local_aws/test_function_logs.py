"""What a function prints stands in its log file without secrets."""

import json
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, cast

from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.logs import to_file

KEY = "-----BEGIN " + "PRIVATE KEY-----\nMIIEow\n-----END PRIVATE KEY-----"


def printed(tmp_path: Path, text: bytes, **variables: str) -> bytes:
    """What the log of a function with these variables holds."""
    tmp_path.chmod(0o700)
    given = dict.fromkeys((field.name for field in fields(RunnableFunction) if field.default is MISSING), None)
    function = RunnableFunction(**cast(Any, given | {"account": "1", "name": "charge", "variables": variables}))
    to_file(tmp_path, function, text)
    return (tmp_path / "logs" / "1.charge.log").read_bytes()


def test_a_key_and_the_functions_own_secrets_are_masked(tmp_path: Path) -> None:
    log = printed(tmp_path, f"a\n{KEY}\nit is hunter2hunter \n".encode() + b"\xff\n", DB_PASSWORD="hunter2hunter")
    assert log == b"a\n(not shown)\nit is (not shown) \n\xff\n"


def test_a_line_of_json_stays_one(tmp_path: Path) -> None:
    log = printed(tmp_path, json.dumps({"said": 'TOKEN="a1 b2"', "password": 'x"y1'}).encode() + b"\nnext\n")
    assert json.loads(log.split(b"\n")[0]) == {"said": 'TOKEN="(not shown)"', "password": "(not shown)"}
