"""The way out of an error of AWS, by its code, or by the kind of error that a client of AWS raises. Pure; raises nothing."""

LOG_IN = "log in to AWS, then run the command again"
IS_EMBEDDED_AWS_UP = "start the embedded AWS: meshctl local up"
SETTINGS = (
    "look at the variables AWS_... and HTTPS_PROXY, and at the files in ~/.aws, or those that AWS_CONFIG_FILE and "
    "AWS_SHARED_CREDENTIALS_FILE name: one of them says what AWS's clients do not take"
)
_CODES = {
    "what AWS knows you by has expired: log in again, then run the command again": """
        ExpiredToken ExpiredTokenException TokenRefreshRequired
    """,
    "AWS does not know the keys that it is asked with: log in again, or correct AWS_PROFILE and AWS_ACCESS_KEY_ID": """
        AuthFailure InvalidAccessKeyId InvalidClientTokenId InvalidIdentityToken InvalidToken MissingAuthenticationToken
        MissingAuthenticationTokenException UnrecognizedClientException
    """,
    "look at this machine's clock first, then whether the secret key belongs to its id": """
        IncompleteSignature InvalidSignatureException RequestExpired RequestInTheFuture RequestTimeTooSkewed
        SignatureDoesNotMatch
    """,
    "who asks lacks a right, or a denial stands before it: docs/how-to/aws.md lists the rights that meshctl needs": """
        403 AccessDenied AccessDeniedException AuthorizationError AuthorizationErrorException Forbidden NotAuthorized
        UnauthorizedOperation
    """,
    "the stage's state bucket must exist before the first apply (docs/how-to/aws.md); where the stage stands, name the right one or restore it": """
        NoSuchBucket
    """,
    "is the stage applied? `meshctl plan` tells": """
        AWS.SimpleQueueService.NonExistentQueue NoSuchEntity NoSuchEntityException QueueDoesNotExist
        ResourceNotFoundException
    """,
    "send less at once: EventBridge takes 1 MB; put what is large into S3, and where it lies into the event": """
        413 EntityTooLarge MaxMessageLengthExceeded RequestEntityTooLarge RequestEntityTooLargeException
        RequestTooLargeException
    """,
    "AWS was asked too often: wait for a minute, then run the command again": """
        429 BandwidthLimitExceeded PriorRequestNotComplete ProvisionedThroughputExceededException RequestLimitExceeded
        RequestThrottled RequestThrottledException SlowDown ThrottledException Throttling ThrottlingException
        TooManyRequests TooManyRequestsException TransactionInProgressException
    """,
    "a quota of the account is used up: raise it in AWS's console under Service Quotas": """
        LimitExceeded LimitExceededException QuotaExceededException ServiceQuotaExceededException
    """,
    "the account or the Region is not ready: enable it in AWS's console": """
        AccountProblem NotSignedUp OptInRequired RegionDisabledException
    """,
    "make room on the disk, then run the command again": """
        507 InsufficientStorage
    """,
    "AWS has a fault of its own: wait for a minute, then run the command again": """
        500 502 503 504 InternalError InternalException InternalFailure InternalServerError InternalServerException
        InternalServiceError ServiceException ServiceUnavailable ServiceUnavailableException
    """,
}
_WITHOUT_A_CODE = {"Total size of the entries in the request is over the limit": "EntityTooLarge"}
"""What AWS says under a code that says nothing (`ValidationException`), and the code that would say it."""
_KINDS = {
    "correct or unset AWS_PROFILE": "ProfileNotFound",
    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither": "PartialCredentialsError",
    LOG_IN: """
        CredentialRetrievalError LoginError MetadataRetrievalError NoAuthTokenError NoCredentialsError SSOError
        TokenRetrievalError
    """,
    "correct or unset HTTPS_PROXY and HTTP_PROXY, or name in NO_PROXY what needs no proxy": """
        InvalidProxiesConfigError ProxyConnectionError
    """,
    "correct or unset AWS_CA_BUNDLE and REQUESTS_CA_BUNDLE: the certificate is trusted by none that they name": """
        SSLError
    """,
    "look at the network, and at AWS_ENDPOINT_URL if it is set": """
        ConnectionClosedError ConnectionError ReadTimeoutError
    """,
}


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {word: help_ for help_, words in table.items() for word in words.split()}


_BY_CODE, _BY_KIND = _by_word(_CODES), _by_word(_KINDS)
_DENIED = _BY_CODE["AccessDenied"]
_STAGES_ROLE = "the stage's role (`plan_role` where it only looks, else `deploy_role`) must exist in that account and trust you: docs/how-to/aws.md"


def help_of_code(code: str, operation: str = "", words: str = "") -> str:
    """The way out of a refusal with this code; empty where nothing is known of it. `operation` and `words` say it closer."""
    found = _BY_CODE.get(next((known for sign, known in _WITHOUT_A_CODE.items() if sign in words), code), "")
    return _STAGES_ROLE if found == _DENIED and operation == "AssumeRole" else found


def help_of_kind(kind: type[BaseException]) -> str:
    """The way out of an error that botocore raises before AWS answers, by the nearest kind that is known."""
    return next((_BY_KIND[one.__name__] for one in kind.__mro__ if one.__name__ in _BY_KIND), SETTINGS)
