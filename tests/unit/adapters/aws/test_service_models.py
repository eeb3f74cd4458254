"""What meshctl reads of botocore's models is what botocore reads."""

import pytest
from botocore.exceptions import DataNotFoundError
from botocore.loaders import Loader

from meshctl.adapters.aws.existing.lookups import LOOKUPS
from meshctl.adapters.aws.hanging.look import SERVICES
from meshctl.adapters.aws.service_models import ServiceModels

ASKED = sorted({"s3", "sts", "sqs", "events", *SERVICES, *(service for service, *_ in LOOKUPS.values())})
TYPES = ("service-2", "endpoint-rule-set-1", "paginators-1", "waiters-2")


@pytest.mark.parametrize("service", ASKED)
def test_a_service_has_the_same_models(service: str) -> None:
    own, theirs = ServiceModels(), Loader(include_default_search_paths=False)
    theirs.search_paths.append(Loader.BUILTIN_DATA_PATH)
    for one in TYPES:
        if service in theirs.list_available_services(one):
            assert own.load_service_model(service, one) == theirs.load_service_model(service, one)
        else:
            with pytest.raises(DataNotFoundError):
                own.load_service_model(service, one)


@pytest.mark.parametrize("name", ["endpoints", "partitions", "_retry", "sdk-default-configuration"])
def test_so_has_what_is_of_no_service(name: str) -> None:
    assert ServiceModels().load_data(name) == Loader().load_data(name)


def test_all_services_are_there_and_no_other() -> None:
    assert ServiceModels().list_available_services("service-2") == Loader().list_available_services("service-2")


def test_what_is_not_there_is_said_to_be_missing() -> None:
    for service in ("nothing", "../s3", ""):
        with pytest.raises(DataNotFoundError):
            ServiceModels().load_service_model(service, "service-2")
