"""Which names ask for a secret, and which values beside such a name are none: of variables, keys, options and headers."""

from collections.abc import Callable
from re import IGNORECASE, VERBOSE

from meshctl.masking.late_pattern import late_pattern as pattern

_KEYS_OF = "api access secret private sign signing encryption account master auth session client webhook deploy license"
KEYS = "|".join(f"{one}[_. -]?key" for one in _KEYS_OF.split())
SURE = f"tf_token_[a-z0-9_-]+|{KEYS}|password|passwd|passphrase|passcode|secret|token|credentials?|pwd"
"""The end of a name, in small letters, beside which any value is a secret that is no setting and no reference."""
SURE_PARTS = "pass|pw"
"""The same of the last part of a name that has others: `DB_PASS`."""
DOUBTFUL_PARTS = "pass|pw|auth|jwt|pat|sas|cookie|login|webhook"
"""The last part of a name beside which a value is one only if it looks like one."""
ASKED_PARTS = "code|key|sig|signature|session(?:[_-]?id)?"
"""The same of what a URL asks for; elsewhere these name many things."""
HEADERS = "authorization|cookie"
FURTHER = r"(?:[_-]?(?:value|string|text|hash|b(?:ase)?64|[0-9]{1,3}))?"
"""What may follow any of them."""

_SURE_NAME = pattern(rf"(?:{SURE}|(?<=[_-])(?:{SURE_PARTS})){FURTHER}$")
_ANY_WORD = pattern(r"pass|pwd|pw$")
"""Of what may be a word: passwords. A word beside another name is the name of a secret, or of its kind."""
_DOUBTFUL_NAME = pattern(
    rf"(?:(?<![a-z0-9])(?:{DOUBTFUL_PARTS})|webhook_ur[il]|^(?:uv_index_.*|twine_)username){FURTHER}$"
)
_SURE_WORD = pattern(SURE)
_PAGES = pattern(r"(?:next|page|pagination|continuation|idempotency|request|cancellation)[_.-]?token$")
"""A token of these is no secret."""
_SHELLS_PLACE = ("pwd", "oldpwd")
_HEADER = pattern(rf"(?:^|[-_])(?:{HEADERS})$")
_SECRET_NAME = pattern(rf"(?:{KEYS}|password|passwd|passphrase)$|(?:^|_)(?:secret|token|pwd|credentials?)$", IGNORECASE)
_KEY_NAME = pattern(r"_key$", IGNORECASE)  # of a table, a cache or a partition as well: there the value decides
_NAME_OF_ONE = pattern(r"(^|_)(arn|id|name|path|url)(_|$)", IGNORECASE)
_REFERENCE = pattern(r"arn:.+ | [/.~]?/?[a-z0-9_.-]+(/[a-z0-9_.-]+)+", VERBOSE)
_PLACEHOLDER = pattern(r"\$\{ | \{\{ | \$\( | ^<.*>$", VERBOSE)
FEWEST_LETTERS = 8
"""Of a credential: a shorter value stands in many words."""
_FEWEST_OF_A_TOKEN, _FEWEST_OF_A_PART = 16, 12
_NO_LETTERS = pattern(r"[^A-Za-z0-9]+")
_PART_OF_A_NAME = pattern(r"[A-Za-z]* | [0-9]+ | v[0-9]+ | [A-Za-z]{4,}[0-9]{1,8}", VERBOSE)
_SETTING = pattern(r"\s* | true | false | yes | no | on | off | none | null | [0-9]{1,3}", VERBOSE | IGNORECASE)
_RANDOM = pattern(r"(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9+/=_-]{20,}")
_UUID = pattern(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", IGNORECASE)
_STANDS_FOR_ONE = pattern(
    r"""\$\{[^}]*\}? | \$\([^)]*\)? | \{\{.* | \{[\w.]*\} | <[A-Za-z][A-Za-z _-]*>? | %\(\w+\)s | %s | \$[A-Z][A-Z_]*[0-9]?
    | (?:var|local|data|module|each|self|os|env|secrets|config|settings|event|request|aws_\w+)[.\[].*
    | [A-Za-z_]+(?:\.[A-Za-z_]+)*[\[(](?:[\])"'\w{*].*)? | [a-z_.]+[._](?:key|token|secret|password|credentials)
    | !(?:Ref|Sub|GetAtt|ImportValue) | [*x.]+ | \W | \(not(?:\ shown\).*)?""",
    VERBOSE,
)
_KIND_OF_VALUE = pattern(
    r"string | number | integer | boolean | object | array | any | text | value | secret | token | password | key"
    r"| required | optional | basic | bearer | default | missing | invalid | unset | empty | enabled | disabled",
    VERBOSE | IGNORECASE,
)
_WORD = pattern(r"[A-Za-z]?[a-z]{1,15}(?:[-_. /][A-Za-z]?[a-z]{1,15})*[.,:;!?]*")
_SCHEME = pattern(
    r"(?:basic|bearer|token|negotiate|digest|ntlm|api-?key|hmac|aws4-hmac-sha256)\s+(?!\(|\S+\s+[a-z]+\b)", IGNORECASE
)
_PROSE = pattern(r"[A-Za-z]?[a-z']+[.,;:!?)\]]*(?:\s+[a-z']+\b|$)")
_NAME_OF_A_PLACE = pattern(r"(?:file://)?[/~].*")


def holds_a_secret(name: str, value: str) -> bool:
    """Whether `name` asks for a secret and `value` is one, and no setting, placeholder or name of it elsewhere."""
    is_sure = _SECRET_NAME.search(name)
    if not (is_sure or _KEY_NAME.search(name)) or _NAME_OF_ONE.search(name) or _PLACEHOLDER.search(value):
        return False
    if _SETTING.fullmatch(value) or _REFERENCE.fullmatch(value):
        return False
    return bool(is_sure or (_RANDOM.fullmatch(value) and not _UUID.fullmatch(value)))


def has_secret(name: str, value: str) -> bool:
    """Whether `value`, which somebody called `name`, is to be kept from whoever reads a text."""
    name = name.lower()
    looks_like_one = _looks_beside(name)
    if looks_like_one is None or is_of_pages(name) or is_no_secret(value):
        return False
    return not (name in _SHELLS_PLACE and _NAME_OF_A_PLACE.fullmatch(value)) and looks_like_one(value)


def _looks_beside(name: str) -> Callable[[str], bool] | None:
    """What tells whether a value looks like a secret beside a name in small letters; None where no value does."""
    if _HEADER.search(name):
        return header_has_secret
    if _SURE_NAME.search(name):
        return (lambda value: True) if _ANY_WORD.search(name) else (lambda value: not is_word(value))
    return is_mixed if _DOUBTFUL_NAME.search(name) else None


def variable_has_secret(name: str, value: str) -> bool:
    """The same of a variable of an environment, whose value would be masked wherever it stands."""
    if _NAME_OF_A_PLACE.fullmatch(value):
        return False
    if has_secret(name, value) or (holds_a_secret(name, value) and not is_word(value)):
        return True
    return bool(_SURE_WORD.search(name.lower()) and is_random(value))


def header_has_secret(said: str) -> bool:
    """Whether what stands after `Authorization:` or `Cookie:` is more than a sentence about it."""
    return bool(_SCHEME.match(said)) or not (is_no_secret(said) or _PROSE.match(said))


def is_of_pages(name: str) -> bool:
    """Whether a name in small letters is that of a token which only tells where a list goes on."""
    return bool(_PAGES.search(name))


def is_no_secret(value: str) -> bool:
    """Whether a value is a setting, the name of a secret elsewhere, or what stands for one."""
    return any(form.fullmatch(value) for form in (_SETTING, _REFERENCE, _STANDS_FOR_ONE, _KIND_OF_VALUE))


def stands_for_one(value: str) -> bool:
    """Whether a value stands where a secret is to be put in."""
    return bool(_STANDS_FOR_ONE.fullmatch(value))


def is_word(value: str) -> bool:
    """Whether a value is of words that people say, or names that they give."""
    return bool(_WORD.fullmatch(value))


def is_mixed(value: str) -> bool:
    """Whether a value has letters and digits, and enough of them for a credential."""
    return len(value) >= FEWEST_LETTERS and any(map(str.isalpha, value)) and any(map(str.isdigit, value))


def is_token(value: str) -> bool:
    """Whether a value is made by no person: what stands in an address is mostly names, which may have a year or a version."""
    parts = [part for part in _NO_LETTERS.split(value) if not _PART_OF_A_NAME.fullmatch(part)]
    if parts and (_UUID.fullmatch(value) or (is_random(value) and len(value) >= _FEWEST_OF_A_TOKEN)):
        return True
    return any(is_mixed(part) and len(part) >= _FEWEST_OF_A_PART for part in parts)


def is_random(value: str) -> bool:
    """Whether a value has small letters, large ones and digits, as no name has."""
    return is_mixed(value) and value != value.lower() and value != value.upper() and " " not in value
