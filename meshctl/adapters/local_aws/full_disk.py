"""Says which file a disk that is full did not take, in place of moto's 500, which clients ask again for minutes."""

import errno
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
STATUS = "507 Insufficient Storage"
"""No SDK of AWS asks again after it."""


def handing_errors_on(create_app: Callable[[str], Any]) -> Callable[[str], Any]:
    """Has the Flask application of each service raise what is not its own to answer."""

    def created(service: str) -> Any:
        app = create_app(service)
        app.config["PROPAGATE_EXCEPTIONS"] = True
        return app

    return created


def telling_full_disks(application: Application) -> Application:
    """Answers in a sentence for whatever could not be written."""

    def answered(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        try:
            return application(environ, start)
        except OSError as error:
            if error.errno not in FULL:
                raise
            body = f"the embedded AWS could not write {error.filename or 'a temporary file'}: {error.strerror}".encode()
            headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))]
            start(STATUS, [*headers, ("x-amzn-errortype", "InsufficientStorage")])
            return [body]

    return answered
