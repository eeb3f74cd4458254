"""How long names may be on AWS, in characters. Figures alone, each with the page of AWS that says it; checks nothing.

"API" means the API reference of the service. The language and the Terraform modules say these figures in their own
patterns, where nothing can be imported: a test compares them.
"""

RULE = 64
"""EventBridge API, PutRule."""
TARGET = 64
"""The id of a target. EventBridge API, Target."""
ARCHIVE = 48
"""EventBridge API, CreateArchive."""
BUS = 256
"""EventBridge API, CreateEventBus."""
PARTNER_SOURCE = 256
"""EventBridge API, CreatePartnerEventSource."""
DETAIL_TYPE = 128
"""EventBridge API, PutEventsRequestEntry."""
ROLE = 64
"""IAM API, CreateRole."""
FUNCTION = 64
"""Lambda API, CreateFunction; what stands in an ARN before the name does not count."""
QUEUE = 80
"""SQS API, CreateQueue; `.fifo` counts."""
TOPIC = 256
"""SNS API, CreateTopic; `.fifo` counts."""
STREAM = 128
"""Kinesis Data Streams API, CreateStream."""
STATE = 80
"""A state of a workflow. Amazon States Language (states-language.net/spec.html), "States"."""
BUCKET = 63
"""S3 User Guide, "General purpose bucket naming rules"."""
TAG_KEY, TAG_VALUE = 128, 256
"""Tagging AWS Resources User Guide, "Tag naming limits and requirements"."""

NARROWEST = min(RULE, TARGET, ROLE, FUNCTION, QUEUE)
"""What fits a rule, a target, a role, a function and a queue alike: meshctl calls them all within it."""
