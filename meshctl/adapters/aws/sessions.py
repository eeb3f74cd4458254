"""As whom AWS is asked: as the person who calls, or, on the embedded AWS, with the keys that it lets in.

Asks nothing itself.
"""

import boto3
from botocore.config import Config
from botocore.configprovider import ConstantProvider
from botocore.loaders import Loader
from botocore.session import Session

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


def own_session(region: str) -> boto3.Session:
    """The person's own: variables, profile and files count as they do for every client of AWS."""
    return boto3.Session(region_name=region)


def embedded_session(region: str, access_key: str, secret_key: str) -> boto3.Session:
    """One for the embedded AWS, which nothing of the person's reaches: no variable, no profile, no file, no model of theirs."""
    session = Session(session_vars=_UNREAD)
    for section in ("s3", "proxies_config"):
        session.get_component("config_store").set_config_provider(section, ConstantProvider({}))
    models = Loader([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    session.register_component("data_loader", models)
    return boto3.Session(access_key, secret_key, region_name=region, botocore_session=session)
