"""The AWS account on loopback: moto for what it does right, operations of our own in front."""

from sandbox.aws.app import create_app

__all__ = ["create_app"]
