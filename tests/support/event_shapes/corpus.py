"""All schemas of the corpus by name."""

from typing import Any

from .cloud_events import CLOUD_EVENTS
from .commerce import COMMERCE
from .health import HEALTH
from .kubernetes import KUBERNETES
from .manifests import MANIFESTS
from .operations import OPERATIONS
from .services import SERVICES
from .webhooks import WEBHOOKS

CORPUS: dict[str, Any] = {
    **KUBERNETES,
    **CLOUD_EVENTS,
    **WEBHOOKS,
    **COMMERCE,
    **HEALTH,
    **SERVICES,
    **MANIFESTS,
    **OPERATIONS,
}
