"""What of a person's environment counts, and for what: one table for every program and for every client of AWS. Pure.

What would change a result is taken out, or told before it counts. docs/how-to/environment.md has the same for people; a
test compares.
"""

from dataclasses import dataclass
from enum import Enum, auto


class Purpose(Enum):
    """What a program is started for, or a client of AWS is made for."""

    TERRAFORM_ON_AWS = auto()
    TERRAFORM_LOCALLY = auto()
    """On the embedded AWS; also to ask Terraform's version."""
    AWS = auto()
    """boto3, which reads the environment of meshctl itself: there is nothing that could be taken out."""
    UV = auto()
    """Also what makes an environment for uv to install into."""
    GIT = auto()
    POLICY = auto()
    """checkov and parliament."""
    CODEGEN = auto()
    """What generates models of events."""
    EMBEDDED_AWS = auto()
    """Its process."""


@dataclass(frozen=True, slots=True)
class VariablePurposes:
    """Variables, by name or by how their names begin (`TF_*`), and the purposes for which they are kept.

    Kept ones may be told, because they change what comes of it. What is taken out and would be missed is told as well.
    """

    variables: tuple[str, ...]
    kept: frozenset[Purpose] = frozenset()
    told: frozenset[Purpose] = frozenset()
    missed: frozenset[Purpose] = frozenset()

    def names(self, variable: str) -> bool:
        """Whether the rule is about this variable."""
        return any(variable == one or (one.endswith("*") and variable.startswith(one[:-1])) for one in self.variables)


EVERYTHING = frozenset(Purpose)
TERRAFORM = frozenset({Purpose.TERRAFORM_ON_AWS, Purpose.TERRAFORM_LOCALLY})
ON_AWS = frozenset({Purpose.TERRAFORM_ON_AWS, Purpose.AWS})
AWS, UV, GIT = (frozenset({one}) for one in (Purpose.AWS, Purpose.UV, Purpose.GIT))
"""uv keeps all of AWS: a registry on AWS asks who one is."""


def _rule(variables: str, **purposes: frozenset[Purpose]) -> VariablePurposes:
    return VariablePurposes(tuple(variables.split()), **purposes)


RULES = (
    # The machine: where programs, files and certificates lie, and its language.
    _rule("PATH HOME USER LOGNAME LANG LANGUAGE LC_* TZ TMPDIR LD_LIBRARY_PATH", kept=EVERYTHING),
    # Terraform: where its providers come from. What else steers it belongs to a person's own Terraform.
    _rule(
        "TF_CLI_CONFIG_FILE TF_PLUGIN_CACHE_DIR TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE TF_REGISTRY_* TF_TOKEN_*",
        kept=TERRAFORM,
    ),
    _rule("TF_IN_AUTOMATION CHECKPOINT_DISABLE GOGC GOMEMLIMIT", kept=TERRAFORM),  # which meshctl sets anew
    _rule("TF_INPUT"),
    _rule("TF_* TERRAFORM_CONFIG", missed=TERRAFORM),
    # AWS: where it is and as whom it is asked, for a stage on AWS. Nothing of it is for a local stage.
    _rule("AWS_ENDPOINT_URL*", kept=ON_AWS | UV, told=ON_AWS),
    _rule(
        "AWS_PROFILE AWS_DEFAULT_PROFILE AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_CA_BUNDLE AWS_USE_FIPS_ENDPOINT "
        "AWS_USE_DUALSTACK_ENDPOINT AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        kept=ON_AWS | UV,
        told=ON_AWS,
    ),
    _rule(
        "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION AWS_ACCOUNT_ID AWS_ROLE_ARN "
        "AWS_ROLE_SESSION_NAME AWS_WEB_IDENTITY_TOKEN_FILE AWS_CONTAINER_* AWS_EC2_METADATA_* AWS_LOGIN_CACHE_DIRECTORY "
        "AWS_REGION AWS_DEFAULT_REGION AWS_MAX_ATTEMPTS AWS_RETRY_MODE AWS_EXECUTION_ENV AWS_SDK_UA_APP_ID AWS_VAULT*",
        kept=ON_AWS | UV,
    ),
    _rule("AWS_* BOTO_* BOTOCORE_*", kept=AWS | UV, told=AWS),
    # The network, for what leaves this machine.
    _rule(
        "HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy",
        kept=TERRAFORM | AWS | UV,
        told=ON_AWS,
    ),
    _rule("SSL_CERT_FILE SSL_CERT_DIR", kept=TERRAFORM | AWS | UV, told=ON_AWS),
    _rule("REQUESTS_CA_BUNDLE", kept=AWS | UV, told=AWS),
    _rule("CURL_CA_BUNDLE", kept=UV),
    # Programs in Python: which modules they import, and how they run. Terraform may start one to get a person's credentials.
    _rule("PYTHON*", kept=frozenset({Purpose.TERRAFORM_ON_AWS})),
    # uv: from where, and as whom. What to install and where to is meshctl's. What is said to pip is told to uv in its own words.
    _rule("UV_INDEX_STRATEGY"),
    _rule(
        "UV_INDEX_URL UV_EXTRA_INDEX_URL UV_DEFAULT_INDEX UV_INDEX UV_INDEX_* UV_FIND_LINKS UV_INSECURE_HOST "
        "UV_KEYRING_PROVIDER UV_NATIVE_TLS UV_SYSTEM_CERTS UV_HTTP_TIMEOUT UV_HTTP_CONNECT_TIMEOUT UV_REQUEST_TIMEOUT "
        "UV_HTTP_RETRIES UV_CREDENTIALS_DIR UV_CACHE_DIR UV_REQUIRE_HASHES",
        kept=UV,
    ),
    _rule("UV_* PIP_* RUST_*"),
    _rule("VIRTUAL_ENV CONDA_*", kept=TERRAFORM | AWS | GIT),  # where uv would look for a Python
    # git: a person's own configuration. Which repository is asked follows from where the catalogue lies.
    _rule("GIT_CONFIG_* GIT_CEILING_DIRECTORIES GIT_DISCOVERY_ACROSS_FILESYSTEM", kept=GIT),
    _rule("GIT_*"),
    # All else: what a program may need to know who one is (an agent, a keyring, a desktop). The others need nothing more.
    _rule("*", kept=TERRAFORM | AWS | UV | GIT),
)
"""The first rule that names a variable counts; the last one names them all."""
