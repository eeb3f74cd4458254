"""As whom AWS is asked: as the person who calls, or, on the embedded AWS, with the keys that it lets in.

Asks nothing itself. Without boto3, which adds to botocore what transfers large files, and takes longer to import than to be asked.
"""

from botocore.config import Config
from botocore.configprovider import ConstantProvider
from botocore.session import Session

from meshctl.adapters.aws.service_models import ServiceModels

PATIENCE = Config(connect_timeout=10, read_timeout=60, retries={"max_attempts": 3, "mode": "standard"})
LISTING = Config(retries={"max_attempts": 6, "mode": "standard"})
"""Besides, for who asks much at once: throttled six times, a call has waited for a minute at most."""
IMPATIENT = Config(connect_timeout=5, read_timeout=5, retries={"total_max_attempts": 1, "mode": "standard"})
"""Besides, for what is done again soon anyway: one call that hangs must not take the time of the next ones."""
STRAIGHT = PATIENCE.merge(Config(proxies={}))
"""The same, and through no proxy, whatever the environment says."""
_FILES = frozenset({"config_file", "credentials_file"})
_UNREAD = {
    name: (None, None, None if name in _FILES else default, conversion)
    for name, (_, _, default, conversion) in Session.SESSION_VARIABLES.items()
}
"""botocore's settings by where they are read from: no file, no variable, its own default."""


def own_session(region: str) -> Session:
    """The person's own: variables, profile and files count as they do for every client of AWS."""
    session = Session()
    session.set_config_variable("region", region)
    return session


def embedded_session(region: str, access_key: str, secret_key: str) -> Session:
    """One for the embedded AWS, which nothing of the person's reaches: no variable, no profile, no file, no model of theirs."""
    session = Session(session_vars=_UNREAD)
    for section in ("s3", "proxies_config"):
        session.get_component("config_store").set_config_provider(section, ConstantProvider({}))
    session.register_component("data_loader", ServiceModels())
    session.set_config_variable("region", region)
    session.set_credentials(access_key, secret_key)
    return session
