"""What mesh.yaml says of guardrails. The shape has been checked; a date that the calendar lacks becomes a finding."""

from collections.abc import Iterator

from meshctl.catalogue.cascade import aws_provider
from meshctl.catalogue.documents.yaml_documents import Document
from meshctl.catalogue.exemptions import read_day
from meshctl.model.findings import Finding
from meshctl.model.guardrails import GuardrailException, Guardrails


def read_guardrails(document: Document, findings: list[Finding]) -> Guardrails | None:
    """The mesh's `guardrails`, None where it says nothing of them; adds to `findings` what is wrong with them."""
    said = document.data.get("guardrails")
    if said is None:
        return None
    return Guardrails(
        account=said["account"],
        deploy_role=said.get("deploy_role", ""),
        state_bucket=said["state"]["bucket"],
        attach_to=tuple(said.get("attach_to", ())),
        exceptions=tuple(_exceptions(document, findings)),
        place=document.key_place("guardrails"),
        aws_provider=aws_provider(document, "guardrails"),
    )


def _exceptions(document: Document, findings: list[Finding]) -> Iterator[GuardrailException]:
    for index, said in enumerate(document.data["guardrails"].get("exceptions", ())):
        path = ("guardrails", "exceptions", index)
        until = read_day(document, (*path, "until"), said["until"], findings)
        if until:
            place = document.place(*path, "principal")
            yield GuardrailException(said["guardrail"], said["principal"], said["reason"], until, place)
