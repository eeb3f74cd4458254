"""What documents say for single stages is said of stages and items that there are. Collects findings; builds nothing."""

from collections.abc import Iterable, Iterator

from meshctl.catalogue.documents.yaml_documents import Document
from meshctl.model.findings import Finding, did_you_mean

_NO_ITEMS = frozenset({"defaults", "region"})


def unknown_stages_and_items(document: Document, stages: Iterable[str]) -> Iterator[Finding]:
    """Findings where a system's or a service's document speaks of a stage or an item that is none."""
    for stage, said in document.data.get("stages", {}).items():
        if stage not in stages:
            yield _unknown_stage(document, ("stages", stage), stages)
        for section in said.keys() - _NO_ITEMS:
            yield from _unknown_items(document, stage, section)
    for section, items in document.data.get("external", {}).items():
        for name, arns in items.items():
            for stage in arns.keys() - set(stages):
                yield _unknown_stage(document, ("external", section, name, stage), stages)


def _unknown_stage(document: Document, path: tuple[str, ...], stages: Iterable[str]) -> Finding:
    message = f'there is no stage "{path[-1]}" in mesh.yaml'
    return Finding("unknown-stage", document.key_place(*path), message, help=did_you_mean(path[-1], stages))


def _unknown_items(document: Document, stage: str, section: str) -> Iterator[Finding]:
    known = document.data.get(section, {})
    for name in document.data["stages"][stage][section].keys() - known.keys():
        place = document.key_place("stages", stage, section, name)
        message = f'there is no "{name}" under {section} in this file, so nothing can be otherwise with it'
        yield Finding("unknown-item", place, message, help=did_you_mean(name, known))
