"""A plugin over the kit whose objects are files, with every kind of behaviour a test wants."""

from __future__ import annotations

import json
import os
import time
import uuid
from pathlib import Path

from providers import plugin
from providers.plugin import UNKNOWN, Props

FOLDER = Path(os.environ.get("DEMO_FOLDER", "."))


class Thing(plugin.Resource):
    token = "demo:index:Thing"
    replace_on = frozenset({"kind"})
    secret_outputs = frozenset({"key"})
    delete_before_replace = True

    def check(
        self, *, name: str, olds: Props, news: Props, random_seed: bytes
    ) -> plugin.CheckResult:
        del olds, random_seed
        inputs = {"title": name, **news}
        size = inputs.get("size")
        failures = []
        if isinstance(size, int) and size > 100:
            failures.append(plugin.CheckFailure("size", f"{size} is more than 100"))
        return plugin.CheckResult(inputs, failures)

    def create(self, *, urn: str, inputs: Props, preview: bool) -> plugin.Created:
        if preview:
            return plugin.Created("", {**inputs, "key": UNKNOWN, "length": UNKNOWN})
        identifier = uuid.uuid4().hex
        outputs = self._write(identifier, inputs)
        if inputs.get("fail") == "half":
            raise plugin.InitFailedError(
                id=identifier, outputs=outputs, inputs=inputs, reasons=["only half of it is there"]
            )
        self._fail(inputs)
        return plugin.Created(identifier, outputs)

    def _fail(self, inputs: Props) -> None:
        password = inputs.get("password")
        if inputs.get("fail") == "mistake":
            raise KeyError(password)
        if inputs.get("fail") == "property":
            failure = plugin.CheckFailure("fail", f"must not be used with {password}")
            raise plugin.PropertiesError("The thing was refused", [failure])
        if inputs.get("fail") == "slow":
            PLUGIN.cancelled.wait(60)
            raise plugin.PluginError("cancelled while waiting")

    def _write(self, identifier: str, inputs: Props) -> Props:
        (FOLDER / f"{identifier}.json").write_text(json.dumps(inputs))
        return {**inputs, "key": f"key-{identifier}", "length": len(json.dumps(inputs))}

    def read(self, *, id: str, inputs: Props, state: Props) -> plugin.ReadState | None:
        path = FOLDER / f"{id}.json"
        if not path.exists():
            return None
        found = json.loads(path.read_text())
        return plugin.ReadState(id, {**state, **found, "key": f"key-{id}"}, found)

    def update(
        self, *, id: str, olds: Props, old_inputs: Props, news: Props, preview: bool
    ) -> Props:
        if preview:
            return {**news, "key": olds["key"], "length": UNKNOWN}
        self._fail(news)
        return self._write(id, news)

    def delete(self, *, id: str, state: Props) -> None:
        (FOLDER / f"{id}.json").unlink(missing_ok=True)


class Shout(plugin.Function):
    token = "demo:index:shout"

    def invoke(self, args: Props) -> Props:
        if not args.get("text"):
            raise plugin.InvokeError("text", "must not be empty")
        return {"text": args["text"].upper()}


class Demo(plugin.Plugin):
    name = "demo"
    version = "1.2.3"

    def __init__(self) -> None:
        super().__init__()
        self.resources = [Thing()]
        self.functions = [Shout()]

    def check_config(self, news: Props) -> plugin.CheckResult:
        failures = []
        if news.get("mode") == "bad":
            failures.append(plugin.CheckFailure("mode", "bad is no mode"))
        return plugin.CheckResult(news, failures)

    def configure(self, config: Props) -> None:
        if path := os.environ.get("DEMO_CONFIG"):
            Path(path).write_text(json.dumps(config))

    def schema(self) -> str:
        return json.dumps({"name": "demo", "version": self.version})

    def cancel(self) -> None:
        if path := os.environ.get("DEMO_CANCELLED"):
            Path(path).write_text(str(time.time()))


PLUGIN = Demo()

if __name__ == "__main__":
    plugin.serve(PLUGIN)
