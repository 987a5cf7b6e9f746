"""`setpoint iam-policy`: what a deployment of an environment may do in AWS."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from setpoint.cli._stack import EnvOption
from setpoint.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from setpoint.catalog.model import Catalog
    from setpoint.iam import Planned, Scope

app = typer.Typer()


@app.command("iam-policy")
def iam_policy(  # noqa: PLR0913, PLR0917 - options of a command are arguments
    context: typer.Context,
    env: EnvOption,
    account: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="The AWS account.", show_default="the one the policy is in"
        ),
    ] = None,
    state_bucket: Annotated[
        str | None,
        typer.Option(metavar="BUCKET", help="The S3 bucket with Pulumi's state, if that is one."),
    ] = None,
    boundary: Annotated[
        bool,
        typer.Option("--boundary", help="Print the permissions boundary of the plan's roles."),
    ] = False,
    without_boundary: Annotated[
        bool,
        typer.Option(
            "--without-boundary",
            help="Print the policy although it lets its holder become an administrator.",
        ),
    ] = False,
    first_up: Annotated[
        bool,
        typer.Option(
            "--first-up",
            help="With the making of KMS keys: its holder can take over other keys of the account.",
        ),
    ] = False,
    own_account: Annotated[
        bool,
        typer.Option(
            "--own-account",
            help="The environment shares its account with no other whose name continues its own.",
        ),
    ] = False,
    key_policy: Annotated[
        bool,
        typer.Option(
            "--key-policy", help="Print what the key of the topics needs in its own policy instead."
        ),
    ] = False,
) -> None:
    """Print the least-privilege IAM policy that up and refresh of an environment need.

    It is made from the environment's plan, offline. A plan that makes roles needs
    `defaults.permissions_boundary`: whoever may give roles any policy may do anything.
    A policy longer than IAM allows is printed as a list of several. A key of KMS can't be made
    with it: the first up is an administrator's, or has the policy of --first-up for that once.

    With --key-policy it is the statements that must stand in the policy of defaults.kms_key, in
    each region that has topics.
    """
    from setpoint.automation.plan import render_plan
    from setpoint.catalog import build
    from setpoint.catalog.naming import Naming
    from setpoint.config import find_project, load
    from setpoint.iam import Scope, State, boundary_policy, made_once, policies

    if account is not None and not re.fullmatch(r"\d{12}", account):
        raise CommandError(f"{account!r} is no AWS account id; it has 12 digits")
    project = find_project(context.obj)
    catalog = build(load(project, env))
    scope = Scope(
        prefix=Naming(catalog.organization, catalog.environment).prefix,
        region=catalog.region,
        account=account or "*",
        state=State(state_bucket, project.name, env) if state_bucket else None,
    )
    if key_policy:
        _print(_key_policy(catalog, scope))
        return
    plan = tuple(render_plan(catalog))
    if boundary:
        _print(boundary_policy(plan, scope))
        return
    if not own_account:
        _require_a_name_of_its_own(env, project.environments)
    _require_boundary(plan, without_boundary)
    found = policies(plan, scope, first=first_up)
    _print(found[0] if len(found) == 1 else list(found))
    _tell_keys(made_once(plan), first_up)


def _tell_keys(keys: Sequence[str], first_up: bool) -> None:
    """Say what the policy can't safely allow, or allows at a price."""
    if not keys:
        return
    named = ", ".join(keys[:3])
    told = (
        f"Take this policy away after the first up, which makes the KMS key {named}: its holder can"
        " tag any key of the account, and so take it over."
        if first_up
        else f"This policy can't make the plan's KMS key {named}: who makes a key with tags may tag"
        " any key of the account, and so take it over. Let an administrator make the first up, or"
        " give it the policy that --first-up prints, for that once."
    )
    typer.echo(told, err=True)


def _require_a_name_of_its_own(env: str, environments: Iterable[str]) -> None:
    """Refuse what is allowed on `staging-*` where there is `staging-eu`, too."""
    for other in environments:
        if other.startswith(f"{env}-") or env.startswith(f"{other}-"):
            shorter, longer = sorted((env, other), key=len)
            raise CommandError(
                f"The name of the environment {longer} continues that of {shorter}, so what is"
                f" allowed on the names {shorter}-* holds for {longer}'s, too. Rename one of them;"
                " or say --own-account if they are not in the same account."
            )


def _require_boundary(plan: Sequence[Planned], without: bool) -> None:
    from setpoint.iam import boundary_of, roles_of

    roles = roles_of(plan)
    if roles and not without and boundary_of(plan) is None:
        raise CommandError(
            f"The plan makes IAM roles ({', '.join(roles[:3])}), and whoever may give roles any"
            " policy may do anything. Make the policy that --boundary prints, name it in"
            " defaults.permissions_boundary; or say --without-boundary."
        )


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, indent=2) + "\n")


def _key_policy(catalog: Catalog, scope: Scope) -> list[dict[str, Any]]:
    """Return the statements for the key of an environment's topics."""
    from setpoint.automation.topic_keys import topic_key_statements

    if not any(topic.kms_key for topic in catalog.topics.values()):
        raise CommandError(f"No topic of {catalog.environment} is encrypted: see defaults.kms_key")
    if scope.account == "*":
        raise CommandError("A key's policy names its account: add --account and its 12 digits")
    return topic_key_statements(catalog, scope.account)
