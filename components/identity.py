"""Options of resources that their vendor knows by a name which the program gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi

if TYPE_CHECKING:
    from collections.abc import Sequence


def named(
    parent: pulumi.Resource, depends_on: Sequence[pulumi.Resource] = ()
) -> pulumi.ResourceOptions:
    """Return options of a resource whose name is its identity.

    The engine would first create the new one, which is the old one overwritten where the name
    stays (as with `pulumi up --replace`), and then delete the old one by its name: nothing would
    be left. So the old one goes first.
    """
    return pulumi.ResourceOptions(
        parent=parent, delete_before_replace=True, depends_on=list(depends_on) or None
    )
