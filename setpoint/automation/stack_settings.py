"""A stack's settings file (`Pulumi.ENV.yaml`), which the engine rewrites when it makes a key.

Where it encrypts for the first time, it writes the salt or the encrypted key into the file, and
with it all the rest in its own form (pkg/secrets/passphrase, sdk/go/common/workspace); a preview
does that, and so does what then fails for a wrong passphrase. The state has a key of its own, so
that a file without one is as good for the next run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = frozenset({"encryptionsalt", "encryptedkey", "secretsprovider"})


class StackSettings:
    """A settings file as it is now.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = path.read_bytes() if path.is_file() else None

    def put_back(self) -> None:
        """Undo what the engine has written since, unless somebody else has changed the file."""
        if self._before is None:
            return
        now = self._path.read_bytes()
        if now != self._before and _without_keys(now) == _without_keys(self._before):
            self._path.write_bytes(self._before)


def _without_keys(content: bytes) -> dict[str, Any]:
    found = yaml.safe_load(content) or {}
    return {key: value for key, value in found.items() if key not in _KEYS and value}
