"""All checks of a mesh, each with the judge that answers it: this file is what checkov loads.

A check passes, fails, or says that something is not readable here. On a plan the last is a failure too: silence would look
like a pass. On HCL it is checkov's UNKNOWN, which `meshctl policy` shows (and counts with `--strict`) and checkov itself does
not.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.module.base_module_check import BaseModuleCheck
from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck
from mesh_policy import across_accounts, buses, carriers, denials, elsewhere, queues, statements, tables
from mesh_policy.directories import read_directory
from mesh_policy.knowledge import Knowledge, read_knowledge
from mesh_policy.managed import ATTACHMENTS
from mesh_policy.plans import read_plan
from mesh_policy.policies import ARGUMENTS, BUSES, GRANTS, IDENTITY, KEYS, LOGS, MESSAGES, TABLES
from mesh_policy.values import OWN, NotReadable, Resource, Said, Surroundings, Violation

CONTEXT = "MESHCTL_POLICY_CONTEXT"
INSTANCE = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|\d+)\]')
UNSURE = " (if it is your own, name it in the provider's `allowed_account_ids`)"
EVERY_POLICY = (*ARGUMENTS, *GRANTS)
Judge = Callable[[Resource, Surroundings, Knowledge], Said]


class MeshCheck(BaseResourceCheck):
    """One rule over resources of some types."""

    def __init__(self, id: str, name: str, types: Iterable[str], judge: Judge, category: CheckCategories) -> None:  # noqa: A002
        super().__init__(name, id, [category], [*types], guideline=" ".join((judge.__doc__ or "").split()))
        self.judge = judge

    def scan_resource_conf(self, conf: Mapping[str, Any]) -> CheckResult:
        """Judges the resource that checkov means, as it is written, not as checkov has read it."""
        try:
            scanned = self.entity_path.partition(":aws_")[0]
            resource, around = _run_of(self.graph).find(scanned, str(conf.get("__address__")))
            said = list(_judged(self.judge, resource, around))
        except NotReadable as error:
            return self._answer([error], planned=False)
        except Exception as error:  # checkov makes of it that nothing was found
            self.details = [f"cannot be judged: {type(error).__name__}"]
            return CheckResult.FAILED
        return self._answer(said, planned=resource.planned)

    def _answer(self, said: list[Violation | NotReadable], *, planned: bool) -> CheckResult:
        wrong = [one.words + ("" if one.sure else UNSURE) for one in said if isinstance(one, Violation)]
        unread = [one.what for one in said if isinstance(one, NotReadable)]
        where = "cannot be read in this plan" if planned else "not readable here, use --plan"
        self.details = [*wrong, *dict.fromkeys(f"{where}: {what}" for what in unread)]
        if wrong or (unread and planned):
            return CheckResult.FAILED
        return CheckResult.UNKNOWN if unread else CheckResult.PASSED


class ModuleFromElsewhere(BaseModuleCheck):
    """Says of a module that lies in no directory here that nothing it makes is judged; on plans it is not asked."""

    def __init__(self) -> None:
        name = "A module comes from elsewhere, so that what it makes is not judged"
        super().__init__(name, "CKV_MESH_25", [CheckCategories.GENERAL_SECURITY])

    def scan_module_conf(self, conf: Mapping[str, Any]) -> CheckResult:
        """Unanswered, but for a directory beside."""
        source = str(next(iter(conf.get("source") or ()), ""))
        self.details = []
        if source.startswith(("./", "../")):
            return CheckResult.PASSED
        self.details = [f"not readable here, use --plan: what the module {source or 'without a source'} makes"]
        return CheckResult.UNKNOWN


def _judged(judge: Judge, resource: Resource, around: Surroundings) -> Iterator[Violation | NotReadable]:
    try:
        yield from judge(resource, around, _knowledge())
    except NotReadable as error:
        yield error


@cache
def _knowledge() -> Knowledge:
    path = os.environ.get(CONTEXT)
    return read_knowledge(Path(path).read_text("utf-8")) if path else Knowledge()


class CheckovRun:
    """What checkov judges in one run: the files, and what is in them as it is written."""

    def __init__(self, graph: Any) -> None:
        self.addresses: dict[str, set[str]] = {}
        self._directories: dict[str, Surroundings] = {}
        # networkx has them below `data`, rustworkx as they are
        for _, values in graph.nodes.data() if hasattr(graph.nodes, "data") else graph.nodes():
            path, address = values.get("file_path_"), values.get("__address__")
            if path and address:
                self.addresses.setdefault(str(path), set()).add(str(address))

    def find(self, scanned: str, address: str) -> tuple[Resource, Surroundings]:
        """The resource of an address in a file, with all that are judged with it. Raises NotReadable."""
        known = (path for path, addresses in self.addresses.items() if address in addresses)
        path = min((one for one in known if one.endswith(scanned.lstrip("/"))), key=len)
        planned = path.endswith(".json") and not path.endswith(".tf.json")
        around = self.plans if planned else self.directory(str(Path(path).parent))
        found = around.at(path, address if planned else ".".join(INSTANCE.sub("", address).split(".")[-2:]))
        if found is None:
            raise NotReadable("the file is written in a form of HCL that is not known")
        return found, around

    @cached_property
    def plans(self) -> Surroundings:
        """All plans together."""
        plans = ((path, json.loads(Path(path).read_bytes())) for path in self.addresses if path.endswith(".json"))
        return Surroundings(tuple(one for path, plan in plans for one in read_plan(plan, path)))

    def directory(self, path: str) -> Surroundings:
        """One directory of HCL."""
        if path not in self._directories:
            files = {str(one): one.read_text("utf-8", "replace") for one in sorted(Path(path).glob("*.tf"))}
            resources = read_directory(files, _knowledge().own_account or OWN)
            self._directories[path] = Surroundings(resources)
        return self._directories[path]


@lru_cache(maxsize=1)
def _run_of(graph: Any) -> CheckovRun:
    return CheckovRun(graph)


NETWORK, IAM, LOGGING = CheckCategories.NETWORKING, CheckCategories.IAM, CheckCategories.LOGGING
ENCRYPTION, BACKUP = CheckCategories.ENCRYPTION, CheckCategories.BACKUP_AND_RECOVERY
TARGET, RULE, QUEUE = ("aws_cloudwatch_event_target",), ("aws_cloudwatch_event_rule",), ("aws_sqs_queue",)
INVOKED = ("aws_lambda_permission", "aws_lambda_function_url")
FUNCTION, ROLE = ("aws_lambda_function",), ("aws_iam_role",)
RUNNERS = (*FUNCTION, "aws_sfn_state_machine")
USERS = (
    "aws_pipes_pipe", "aws_scheduler_schedule", "aws_s3_bucket_notification", "aws_lambda_function", "aws_sfn_state_machine",
    "aws_lambda_function_event_invoke_config", "aws_cloudwatch_log_subscription_filter", "aws_kinesis_stream_consumer",
    "aws_kinesis_firehose_delivery_stream", "aws_api_gateway_integration", "aws_apigatewayv2_integration",
)  # fmt: skip
CHANNEL = ("aws_sqs_queue", "aws_sns_topic")
TABLE = ("aws_dynamodb_table",)
PUT_ON_CHANNELS = (*CHANNEL, "aws_sqs_queue_policy", "aws_sns_topic_policy")

CHECKS = (
    MeshCheck("CKV_MESH_1", "A queue, topic, stream, table or key lets another account in", (*MESSAGES, *TABLES, *KEYS), across_accounts.letters_in, IAM),
    MeshCheck("CKV_MESH_2", "A function lets another account invoke it", INVOKED, across_accounts.function_grants, IAM),
    MeshCheck("CKV_MESH_3", "A function reads a queue or stream of another account", ("aws_lambda_event_source_mapping",), across_accounts.mapped, NETWORK),
    MeshCheck("CKV_MESH_4", "A topic of one account is subscribed to from another", ("aws_sns_topic_subscription",), across_accounts.subscribed, NETWORK),
    MeshCheck("CKV_MESH_5", "A rule delivers into another account and is no route of the mesh", TARGET, across_accounts.delivers, NETWORK),
    MeshCheck("CKV_MESH_6", "A role uses queues, topics, streams, tables or functions of another account", (*IDENTITY, *ROLE), across_accounts.identity_reaches, IAM),
    MeshCheck("CKV_MESH_7", "Another account may assume a role", ROLE, across_accounts.trusts, IAM),
    MeshCheck("CKV_MESH_8", "A rule on a shared bus takes events that another account forged", RULE, buses.pinned, NETWORK),
    MeshCheck("CKV_MESH_9", "A bus lets an account publish what is not its own", BUSES, buses.bus_policy, IAM),
    MeshCheck("CKV_MESH_10", "A role publishes under the source of any service", (*IDENTITY, *ROLE), statements.publishes_as_itself, IAM),
    MeshCheck("CKV_MESH_11", "A target has a role where it must not, or none where it must", TARGET, buses.delivery_role, IAM),
    MeshCheck("CKV_MESH_12", "A target does not say for how long a delivery is tried", TARGET, buses.retried, BACKUP),
    MeshCheck("CKV_MESH_13", "A target loses what cannot be delivered", TARGET, buses.dead_lettered, BACKUP),
    MeshCheck("CKV_MESH_14", "A policy lets everybody in", EVERY_POLICY, statements.for_everybody, IAM),
    MeshCheck("CKV_MESH_15", "A policy allows more actions or resources than it names", (*EVERY_POLICY, *ATTACHMENTS), statements.for_everything, IAM),
    MeshCheck("CKV_MESH_16", "An AWS service is let in for whoever sends it", EVERY_POLICY, statements.deputies, IAM),
    MeshCheck("CKV_MESH_17", "A delivery role is assumed by others than its rule", ROLE, statements.delivery_trust, IAM),
    MeshCheck("CKV_MESH_18", "Messages lie unencrypted, or EventBridge cannot encrypt them", ("aws_sqs_queue", "aws_sns_topic", "aws_kinesis_stream"), queues.encrypted, ENCRYPTION),
    MeshCheck("CKV_MESH_19", "A log group keeps its logs for ever", ("aws_cloudwatch_log_group",), queues.log_kept, LOGGING),
    MeshCheck("CKV_MESH_20", "Every queue may leave its dead letters here", QUEUE, queues.holds_its_own, BACKUP),
    MeshCheck("CKV_MESH_21", "A function or a workflow runs as a role of another account", RUNNERS, across_accounts.runs_as, IAM),
    MeshCheck("CKV_MESH_22", "A rule is switched off", RULE, buses.enabled, BACKUP),
    MeshCheck("CKV_MESH_23", "One bad message has its whole batch handled again", ("aws_lambda_event_source_mapping",), queues.one_by_one, BACKUP),
    MeshCheck("CKV_MESH_24", "A pipe, schedule, destination or function uses what is of another account", USERS, elsewhere.names_no_other, NETWORK),
    MeshCheck("CKV_MESH_26", "A log group may be written to by others than its rules", LOGS, statements.logs_for_rules, IAM),
    MeshCheck("CKV_MESH_27", "A table is encrypted with no key of its account", TABLE, tables.encrypted, ENCRYPTION),
    MeshCheck("CKV_MESH_28", "A table cannot be put back to how it was", TABLE, tables.put_back, BACKUP),
    MeshCheck("CKV_MESH_29", "A protected table can be deleted", TABLE, tables.stays, BACKUP),
    MeshCheck("CKV2_MESH_1", "The dead letters of a target do not let it in, or let in others", TARGET, buses.dead_letters_let_in, BACKUP),
    MeshCheck("CKV2_MESH_2", "A queue or topic can be used without TLS", CHANNEL, denials.tls_only, ENCRYPTION),
    MeshCheck("CKV2_MESH_3", "A queue loses what nobody handles", QUEUE, queues.handled_or_kept, BACKUP),
    MeshCheck("CKV2_MESH_4", "Dead letters fill without an alarm", QUEUE, queues.watched, LOGGING),
    MeshCheck("CKV2_MESH_5", "A function loses the events that it fails on", FUNCTION, queues.function_keeps, BACKUP),
    MeshCheck("CKV2_MESH_6", "A function's log group is left to Lambda", FUNCTION, queues.log_there, LOGGING),
    MeshCheck("CKV2_MESH_7", "A queue or topic could be opened to other accounts", PUT_ON_CHANNELS, denials.strangers, IAM),
    MeshCheck("CKV2_MESH_8", "A queue or topic could be opened to services that act for other accounts", PUT_ON_CHANNELS, denials.services_of_others, IAM),
    MeshCheck("CKV2_MESH_9", "A queue deletes messages before anybody has seen them", QUEUE, queues.kept_long_enough, BACKUP),
    MeshCheck("CKV2_MESH_10", "A message is handled twice while it is being handled", QUEUE, queues.handled_once, BACKUP),
    MeshCheck("CKV2_MESH_11", "A subscription to a topic loses what cannot be delivered", ("aws_sns_topic_subscription",), carriers.subscription_keeps, BACKUP),
    MeshCheck("CKV2_MESH_12", "A stream's reader loses records, or stops at a bad one", ("aws_lambda_event_source_mapping",), carriers.stream_read_on, BACKUP),
    MeshCheck("CKV2_MESH_13", "A schedule loses what it cannot put", ("aws_scheduler_schedule",), carriers.schedule_keeps, BACKUP),
)  # fmt: skip
MODULES = ModuleFromElsewhere()
