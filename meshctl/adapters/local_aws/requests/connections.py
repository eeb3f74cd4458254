"""A client's connection: its requests are answered one after another, and each answer is sent in one piece, unless it
comes to be while it is sent.

Werkzeug closes a connection after each answer, as it does not know where the next request begins, and an SDK opens a new
one for each call. Here a body is read to its end first, and the connection is kept for SDKs, which have pools for them; it is
closed for who asks but once, and where nobody knows where the next request begins.
"""

import traceback
from contextlib import closing, suppress
from typing import Any

from werkzeug.serving import WSGIRequestHandler

from meshctl.adapters.local_aws.answers import AnswerPieces, HttpAnswer, ask
from meshctl.adapters.local_aws.requests.aws_request import READ_ON, Environ, length_of, let_end

BODILESS = ("204", "304")
"""Statuses of answers that are their headers alone (RFC 9110, 6.4.1)."""


class _Body:
    """A body of so many bytes, which are followed by the next request."""

    def __init__(self, connection: Any, length: int) -> None:
        self._connection = connection
        self.left = length

    def read(self, most: int) -> bytes:
        """Give the next bytes; none behind the last one. Raises `ConnectionAbortedError` for a client that does not send them."""
        wanted = min(most, self.left)
        piece: bytes = self._connection.read(wanted)
        if len(piece) < wanted:  # half a form is a form as well, and might be taken for a call
            raise ConnectionAbortedError("a body ended before its length")
        self.left -= len(piece)
        return piece


class Connection(WSGIRequestHandler):  # type: ignore[misc]  # werkzeug is not typed here
    """Answers the requests of one connection by the server's application."""

    protocol_version = "HTTP/1.1"
    wbufsize = 65_536
    disable_nagle_algorithm = True
    timeout = 300.0
    """Seconds that a client may send nothing, between requests or within one, or take nothing of an answer."""

    def run_wsgi(self) -> None:
        """Answer one request."""
        self.environ = environ = self.make_environ()
        if "wsgi.input_terminated" not in environ:
            environ["wsgi.input"] = _Body(self.rfile, length_of(environ))
        sent = environ["wsgi.input"]
        answer = self._answer(environ)
        with suppress(OSError):  # of chunks that are none, and of what never comes
            let_end(sent, READ_ON)
        if answer.pieces is None:
            self._send(answer, is_kept="HTTP_AMZ_SDK_INVOCATION_ID" in environ and getattr(sent, "left", None) == 0)
        else:
            self._send_pieces(answer, answer.pieces)

    def handle_expect_100(self) -> bool:
        """Say that the body is awaited, and at once: an SDK waits a second for it."""
        awaited = bool(super().handle_expect_100())
        self.wfile.flush()
        return awaited

    def finish(self) -> None:
        """End the connection, and say nothing where the client has ended it before."""
        with suppress(OSError):
            super().finish()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Have nothing written of a request."""

    def log_error(self, *_: object) -> None:
        """Have nothing written of who is silent, or speaks no HTTP."""

    def _answer(self, environ: Environ) -> HttpAnswer:
        try:
            return ask(self.server.app, environ)
        except Exception:
            self.log("error", "%s", traceback.format_exc())
            return HttpAnswer("500 Internal Server Error", [], b"")

    def _send_pieces(self, answer: HttpAnswer, pieces: AnswerPieces) -> None:
        """Send what comes to be, each piece as a chunk (RFC 9112, 7.1), until it ends or nobody takes it any more."""
        self._send_head(answer)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        with closing(pieces):
            for piece in pieces:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                self.wfile.flush()
        self.wfile.write(b"0\r\n\r\n")

    def _send_head(self, answer: HttpAnswer) -> str:
        code, _, phrase = answer.status.partition(" ")
        self.send_response(int(code), phrase)
        for name, value in answer.headers:
            self.send_header(name, value)
        return code

    def _send(self, answer: HttpAnswer, is_kept: bool) -> None:
        code = self._send_head(answer)
        if not is_kept:
            self.send_header("Connection", "close")
        if code not in BODILESS and not any(name.lower() == "content-length" for name, _ in answer.headers):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if code not in BODILESS and self.command != "HEAD":
            self.wfile.write(answer.body)
