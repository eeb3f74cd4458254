"""What Lambda's Python runtimes bring besides the standard library.

Source: AWS, "Building Lambda functions with Python": the runtime includes the SDK (boto3, botocore) and what that needs; the runtime
interface client (awslambdaric) and its snapshot hooks.
"""

RUNTIME_MODULES = frozenset(
    [
        "awslambdaric",
        "boto3",
        "botocore",
        "dateutil",
        "jmespath",
        "s3transfer",
        "simplejson",
        "six",
        "snapshot_restore_py",
        "urllib3",
    ]
)
"""By the names that code imports them by."""
TOOLS = frozenset(["_distutils_hack", "pip", "pkg_resources", "setuptools"])
"""What Python may bring besides, from one runtime to the next: of these nobody can say that they are not there."""
