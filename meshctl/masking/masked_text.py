"""Text without the secrets that may stand in it: what programs, files and people say goes through here before it is told."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from meshctl.masking.mask import MASKED, Span


def masked(text: str) -> str:
    """The text without what looks like a secret. What is JSON stays JSON: there the texts in it are masked one by one."""
    return _by_literals(text, _masked)


def masking(environment: Mapping[str, str]) -> Callable[[str], str]:
    """Gives a function that takes out of a text what looks like a secret, and each secret of this environment."""
    from meshctl.masking.environment_secrets import without_secrets_of  # noqa: PLC0415

    without = without_secrets_of(environment)
    return lambda text: _by_literals(text, lambda one, name: _masked(without(one), name))


def _by_literals(text: str, mask: Callable[[str, str], str]) -> str:
    if text[:1] not in ("{", "["):
        return mask(text, "")
    from meshctl.masking.json_literals import with_literals  # noqa: PLC0415

    if "\\" not in text and mask(text, "") == text:
        return text  # as the texts in it are spelled as they are meant, there is no secret in any of them
    told = with_literals(text, mask)
    return mask(text, "") if told is None else told


def _masked(text: str, name: str) -> str:
    """What somebody called `name` (nobody, where it is empty), without what looks like a secret."""
    if name and _has_secret(name, text):
        return MASKED
    for spans_of in _kinds():
        text = _without(text, spans_of(text))
    return text


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with a mask in the place of each span; none of them is masked already, and one may lie in another."""
    pieces, kept = [], 0
    for start, end in spans:
        if start >= kept:
            pieces += [text[kept:start], MASKED]
            kept = end
    return "".join([*pieces, text[kept:]]) if pieces else text


def _has_secret(name: str, value: str) -> bool:
    from meshctl.masking.secret_names import has_secret  # noqa: PLC0415

    return has_secret(name, value)


@cache
def _kinds() -> tuple[Callable[[str], Iterable[Span]], ...]:
    """Made when they are first asked for: most commands need none."""
    from meshctl.masking.secret_forms import known_secrets, schemes_secrets  # noqa: PLC0415
    from meshctl.masking.url_secrets import url_secrets  # noqa: PLC0415
    from meshctl.masking.written_secrets import escaped_names, users_passwords, written_secrets  # noqa: PLC0415

    return known_secrets, url_secrets, written_secrets, escaped_names, users_passwords, schemes_secrets
