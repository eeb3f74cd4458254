"""What tools and people write into schemas beside the keywords, for code generators, editors, forms and registries. Pure."""

from typing import Any

_CODE = (
    "javaType javaName javaEnumNames javaEnums javaInterfaces javaJsonView existingJavaType extendsJavaClass javaPackage "
    "customPattern customDatePattern customTimePattern customDateTimePattern excludedFromEqualsAndHashCode "
    "tsType tsEnumNames typescriptType goType goName goJSONSchema csharpType pythonType pyType rustType phpType kotlinType "
    "scalaType swiftType jsType className typeName"
)
_EDITORS = (
    "markdownDescription enumDescriptions markdownEnumDescriptions deprecationMessage deprecatedMessage "
    "markdownDeprecationMessage doNotSuggest suggestSortText defaultSnippets errorMessage patternErrorMessage enumItemLabels "
    "editPresentation allowComments allowTrailingCommas"
)
_FORMS = (
    "enumNames enumTitles enumVarNames enumDeprecated propertyOrder propertiesOrder headerTemplate enumSource widget "
    "placeholder options links base media"
)
_COMMENTS = "_comment _comments comment _description _note _notes _id //"
_DOCUMENTATION = (
    "$version version self revision tags tag since see author authors vendor license copyright unit units label summary "
    "displayName examplesFrom deprecatedSince lastModified desc note notes remark remarks todo"
)

TOOLS = frozenset(" ".join((_CODE, _EDITORS, _FORMS, _COMMENTS)).split())
DOCUMENTATION = frozenset(_DOCUMENTATION.split())
"""Words that are as good names of fields: with a schema they are no annotation."""
_SIGNS = ("x-", "@", "_", "//", "#", "qt-")
"""How names begin that are meant to be passed over."""


def is_extension(key: str, value: Any) -> bool:
    """Whether a key that is spelt like no keyword is there for others than who validates."""
    if key in DOCUMENTATION:
        return not is_like_schema(value)
    return key.startswith(_SIGNS) or ":" in key or (_is_namespaced(key) and not is_like_schema(value)) or key in TOOLS


def _is_namespaced(key: str) -> bool:
    """Whether a name is one of a tool's own, such as `connect.type` and `org.shop.owner`."""
    return all(key.split(".")) and "." in key


def is_like_schema(value: Any) -> bool:
    """Whether somebody wrote this as a schema: it says a type, its fields, a reference or a choice."""
    if not isinstance(value, dict):
        return False
    types, named = value.get("type"), (value.get("properties"), value.get("$defs"), value.get("definitions"))
    listed = [value.get(key) for key in ("allOf", "anyOf", "oneOf", "enum", "prefixItems")]
    return (
        types in TYPES
        or (isinstance(types, list) and bool(types) and all(one in TYPES for one in types))
        or isinstance(value.get("$ref"), str)
        or any(isinstance(one, dict) and bool(one) and all(map(_is_schema, one.values())) for one in named)
        or any(isinstance(one, list) and bool(one) for one in listed)
    )


TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict | bool)
