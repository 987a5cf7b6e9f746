"""Keys that encrypt topics: whether who publishes may use them. Nothing is encrypted here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sandbox.aws.kms import find_key
from sandbox.aws.sns.policies import lets

if TYPE_CHECKING:
    from sandbox.aws.service import Call

_ACTIONS: Final = ("kms:decrypt", "kms:generatedatakey")
_OF_AWS: Final = "alias/aws/sns"


def refusal(call: Call, topic: dict[str, Any], service: str, source: str) -> str | None:
    """Return why a service can't publish to a topic because of its key, None if it can."""
    key = topic["attributes"].get("KmsMasterKeyId")
    if not key:
        return None
    if key.endswith(_OF_AWS):  # its policy names no service, and can't be changed
        return "denied by the key's policy"
    found = find_key(call, key)
    if found is None:
        return "no such key"
    allowed = lets(found["policy"], _ACTIONS, service, source)
    return None if allowed else "denied by the key's policy"


def lacks_key(call: Call, topic: dict[str, Any]) -> bool:
    """Whether a topic's key is one that isn't there."""
    key = topic["attributes"].get("KmsMasterKeyId")
    return bool(key) and not key.endswith(_OF_AWS) and find_key(call, key) is None
