"""What never changes is found once. Stock moto lists its own directory and a class's methods at every call."""

import string
from functools import lru_cache

from moto import backends
from moto.core import responses, utils
from moto.moto_api._internal import mock_random
from moto.sqs import models

NAMES = 4096
"""Kept at most: who calls may ask for names that are none."""
LETTERS = 185
"""Of a receipt handle, as in stock moto, which chooses each by itself."""
ALPHABET = string.ascii_letters + string.digits
"""Of the id of a request."""


def install() -> None:
    """Have names remembered, and receipt handles and the ids of requests made in one go."""
    modules = tuple(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: modules
    remembered = lru_cache(NAMES)(utils.camelcase_to_underscores)
    responses.camelcase_to_underscores = models.camelcase_to_underscores = remembered
    responses.method_names_from_class = lru_cache(NAMES)(utils.method_names_from_class)
    models.generate_receipt_handle = lambda: "".join(mock_random.choices(string.ascii_lowercase, k=LETTERS))
    mock_random.get_random_string = _random_string


def _random_string(length: int = 20, include_digits: bool = True, lower_case: bool = False) -> str:
    letters = "".join(mock_random.choices(ALPHABET if include_digits else string.ascii_letters, k=length))
    return letters.lower() if lower_case else letters
