"""AWS's wire protocols: a request becomes an operation with parameters, a result becomes bytes.

Driven by botocore's models; what an operation means is not known here.
"""

from sandbox.aws.protocols.wire import Answer, Protocol, Request

__all__ = ["Answer", "Protocol", "Request"]
