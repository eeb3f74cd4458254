"""SNS signs what it sends: with a key of this process, whose certificate moto answers where SNS has it.

https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

import base64
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

SIGNED = ("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
HASHES = {"1": hashes.SHA1, "2": hashes.SHA256}
DAYS = 365


@dataclass(frozen=True)
class _Key:
    private: rsa.RSAPrivateKey
    certificate: bytes
    name: str


def signed(notification: Mapping[str, str], region: str, version: str) -> dict[str, str]:
    """Give what SNS adds to a notification: version, signature, and where the certificate is."""
    said = "".join(f"{name}\n{notification[name]}\n" for name in SIGNED if name in notification)
    key = _key()
    signature = key.private.sign(said.encode(), padding.PKCS1v15(), HASHES[version]())
    sns_backends[DEFAULT_ACCOUNT_ID][region]._message_public_keys[key.name] = key.certificate
    return {
        "SignatureVersion": version,
        "Signature": base64.b64encode(signature).decode(),
        "SigningCertURL": f"https://sns.{region}.amazonaws.com/{key.name}",
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
    kept = f"SimpleNotificationService-{uuid.uuid4().hex}.pem"
    return _Key(private, certificate.public_bytes(serialization.Encoding.PEM), kept)
