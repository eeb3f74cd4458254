"""Packages of functions that are put: one that Lambda would not unpack is refused at once, not when the function runs.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

import base64
import io
import json
import zipfile
from typing import Any

from moto.awslambda.exceptions import InvalidParameterValueException

UNPACKED_BYTES = 262_144_000
"""All files of a package together."""


def check_package(response: Any) -> None:
    """Raise Lambda's refusal of a package that is sent with the call."""
    code = _code(response)
    if code is not None:
        check_code(code)


def check_code(code: bytes) -> None:
    """Raise Lambda's refusal of a package that is no zip, is empty, or is too large when it is unpacked."""
    if not code:
        raise InvalidParameterValueException("Uploaded file must be a non-empty zip")
    if _unpacked_bytes(code) >= UNPACKED_BYTES:
        raise InvalidParameterValueException(f"Unzipped size must be smaller than {UNPACKED_BYTES} bytes")


def _code(response: Any) -> bytes | None:
    operation = response._get_action()
    if operation not in ("CreateFunction", "UpdateFunctionCode"):
        return None
    given = json.loads(response.body)
    package = (given.get("Code", {}) if operation == "CreateFunction" else given).get("ZipFile")
    return None if package is None else base64.b64decode(package)


def _unpacked_bytes(code: bytes) -> int:
    """What a zip says of its files; reading stops there, whatever comes after."""
    try:
        with zipfile.ZipFile(io.BytesIO(code)) as archive:
            return sum(file.file_size for file in archive.infolist())
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError):
        told = "Could not unzip uploaded file. Please check your file, then try to upload again."
        raise InvalidParameterValueException(told) from None
