"""What a map may be labelled: the label stands in the ARNs of its runs. Pure; the words are not AWS's.

https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
"""

import re
from typing import Any

LONGEST = 40
FORBIDDEN = re.compile(r"""[\s?*<>{}\[\]:;,\\|^~$#%&`"\x00-\x1f\x7f-\x9f]""")


def label_fault(label: Any) -> str | None:
    """Say what is wrong with a label, if anything is."""
    if not isinstance(label, str):
        return "Expected value of type String"
    if not 0 < len(label) <= LONGEST:
        return f"A label has 1 to {LONGEST} characters"
    found = FORBIDDEN.search(label)
    return f"A label has no character {found[0]!r}" if found else None
