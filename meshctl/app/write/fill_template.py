"""The only door to jinja2 in the product: fills the templates of new files. Imported late: jinja2 takes its time."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


def fill(template: str, **facts: object) -> bytes:
    """The template with the facts in it; a fact that is missing is an error."""
    return _environment().get_template(f"{template}.j2").render(facts).encode()


@cache
def _environment() -> Environment:
    return Environment(  # noqa: S701  YAML and Python: there is nothing to escape for HTML
        loader=PackageLoader("meshctl.app.write", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
