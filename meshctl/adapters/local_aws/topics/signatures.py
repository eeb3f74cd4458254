"""SNS signs what it sends: with a key of this process, whose certificate the embedded AWS shows to everybody.

https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

import base64
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from meshctl.adapters.local_aws.answers import Application, HttpAnswer, Start

SIGNED = ("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {"1": hashes.SHA1, "2": hashes.SHA256}
DAYS = 365
CERTIFICATES = "/SimpleNotificationService-"
_endpoints: list[str] = []
"""Where the embedded AWS is."""


@dataclass(frozen=True)
class _Key:
    private: rsa.RSAPrivateKey
    certificate: bytes
    path: str


def sign_at(endpoint: str) -> None:
    """Have certificates found at that endpoint, in this process and for good. On AWS they are at SNS's, which knows no key of ours."""
    _endpoints[:] = [endpoint]


def showing_certificate(application: Application) -> Application:
    """Give the application that shows the certificate, and hands on all else."""

    def shown(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "")
        if not asked.startswith(CERTIFICATES) or asked != _key().path:
            return application(environ, start)
        body = _key().certificate
        headers = [("Content-Type", "application/x-x509-ca-cert"), ("Content-Length", str(len(body)))]
        return HttpAnswer("200 OK", headers, body).send(start)

    return shown


def signed(notification: Mapping[str, str], version: str) -> dict[str, str]:
    """Give what SNS adds to a notification: version, signature, and where the certificate is."""
    said = "".join(f"{name}\n{notification[name]}\n" for name in SIGNED if name in notification)
    key = _key()
    signature = key.private.sign(said.encode(), padding.PKCS1v15(), HASHES[version]())
    return {
        "SignatureVersion": version,
        "Signature": base64.b64encode(signature).decode(),
        "SigningCertURL": f"{_endpoints[0]}{key.path}",
    }


@lru_cache(maxsize=1)
def _key() -> _Key:
    """Made when something is signed first: it takes a part of a second."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=DAYS))
        .sign(private, hashes.SHA256())
    )
    path = f"{CERTIFICATES}{uuid.uuid4().hex}.pem"
    return _Key(private, certificate.public_bytes(serialization.Encoding.PEM), path)
