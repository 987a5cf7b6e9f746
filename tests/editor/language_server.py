"""yaml-language-server, as an editor drives it: diagnostics and completions of YAML texts."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


def installed() -> Path | None:
    """The server's program, installed by npm where it is missing; None where that can't be."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    if not _SERVER.exists():
        command = ("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
        subprocess.run(command, cwd=HERE, check=False, capture_output=True, timeout=180)
    return _SERVER if _SERVER.exists() else None


class LanguageServer:
    """One server, whose documents all have a schema by their URI.

    Args:
        program: The server's.
        schemas: Glob patterns of documents by the schema's file.
    """

    def __init__(self, program: Path, schemas: dict[Path, str]) -> None:
        self._process = subprocess.Popen(
            ("node", str(program), "--stdio"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._next = 0
        self._told: dict[str, list[dict[str, Any]]] = {}
        self._yaml = {
            "validate": True,
            "completion": True,
            "hover": False,
            "schemaStore": {"enable": False},
            "schemas": {path.as_uri(): pattern for path, pattern in schemas.items()},
        }
        capabilities = {
            "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
            "workspace": {"configuration": True, "didChangeConfiguration": {}},
        }
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self._send({"method": "initialized", "params": {}})
        self._send(
            {"method": "workspace/didChangeConfiguration", "params": {"settings": self._settings()}}
        )

    def diagnostics(self, uri: str, text: str) -> list[str]:
        """What the editor says about a document: `line:column: sentence`, counted from 1."""
        self._open(uri, text)
        found = self._wait(uri)
        self._close(uri)
        return [
            f"{d['range']['start']['line'] + 1}:{d['range']['start']['character'] + 1}:"
            f" {d['message']}"
            for d in found
        ]

    def completions(self, uri: str, text: str) -> set[str]:
        """What the editor offers at the mark `|` of a document."""
        before, _, after = text.partition("|")
        lines = before.split("\n")
        self._open(uri, before + after)
        place = {"line": len(lines) - 1, "character": len(lines[-1])}
        found = self._ask(
            "textDocument/completion", {"textDocument": {"uri": uri}, "position": place}
        )
        self._close(uri)
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"] for item in items}

    def stop(self) -> None:
        """End the server."""
        self._ask("shutdown", None)
        self._send({"method": "exit"})
        self._process.wait(timeout=10)

    def _settings(self) -> dict[str, Any]:
        return {"yaml": self._yaml, "http": {"proxy": "", "proxyStrictSSL": False}}

    def _open(self, uri: str, text: str) -> None:
        self._next += 1  # what is known of a document is kept by its version
        document = {"uri": uri, "languageId": "yaml", "version": self._next, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def _close(self, uri: str) -> None:
        self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}})
        while self._wait(uri):
            pass  # the last word on a closed document is that nothing is wrong

    def _wait(self, uri: str) -> list[dict[str, Any]]:
        """What is told next of a document."""
        self._told.pop(uri, None)
        while uri not in self._told:
            self._read()
        return self._told[uri]

    def _ask(self, method: str, params: Any) -> Any:
        self._next += 1
        self._send({"id": self._next, "method": method, "params": params})
        while True:
            answer = self._read()
            if answer.get("id") == self._next and "method" not in answer:
                assert "error" not in answer, answer
                return answer.get("result")

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; the server's own questions are answered at once."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline().strip()) or not length:
            assert line, "the server has ended"
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        settings = self._settings()
        return [settings.get(item.get("section")) for item in message["params"]["items"]]
