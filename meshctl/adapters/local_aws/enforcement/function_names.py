"""How a call names a function: by its name, a part of an ARN, or an ARN; each with a version or an alias or without. Pure.

https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, "FunctionName"
"""

import re
from dataclasses import dataclass

_REGION = r"[a-z]{2,4}(?:-[a-z]+)+-\d"
_FORM = re.compile(rf"(?:arn:[^:]+:lambda:)?(?:({_REGION}):)?(?:(\d{{12}}):)?(?:function:)?([^:]+)(?::([^:]+))?")
"""As in Lambda's model: each part in front of the name may be left out by itself."""


@dataclass(frozen=True)
class FunctionName:
    """A function as it was named: `account`, `qualifier` and `region` are nothing where they were not said."""

    name: str
    account: str | None = None
    qualifier: str | None = None
    region: str | None = None

    @classmethod
    def read(cls, named: str) -> "FunctionName | None":
        """Read a name; nothing where it is of no such form."""
        found = _FORM.fullmatch(named)
        return cls(found[3], found[2], found[4], found[1]) if found else None

    def arn(self, region: str, account: str) -> str:
        """Give the ARN, in `account` where none was said."""
        whole = f"arn:aws:lambda:{region}:{self.account or account}:function:{self.name}"
        return f"{whole}:{self.qualifier}" if self.qualifier else whole
