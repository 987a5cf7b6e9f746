"""GitHub's and GitLab's comments on loopback: pages, refusals and limits as the real ones have."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

BOT = {"login": "github-actions[bot]", "type": "Bot", "id": 41898282}
SOMEBODY = {"login": "somebody", "type": "User", "id": 7}
TOKENS = {"writes": BOT, "reads": BOT, "personal": {"login": "robot", "type": "User", "id": 9}}


@dataclass
class Comments:
    """The comments of one pull request, and what the server is told to do next.

    Attributes:
        fail: Status codes to answer with before anything else, each once.
        retry_after: When to ask again after one of these.
        fail_writes: The same for what is not a GET, without asking for patience.
        answers: What is answered at a path beside comments: JSON, bytes, or a text, which is
            where to go instead.
        carried: The names of the headers that came to a path of `answers`.
    """

    gitlab: bool = False
    limit: int = 65_536
    all: list[dict[str, Any]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    fail: list[int] = field(default_factory=list)
    fail_writes: list[int] = field(default_factory=list)
    retry_after: str = "0"
    answers: dict[str, Any] = field(default_factory=dict)
    carried: dict[str, set[str]] = field(default_factory=dict)
    url: str = ""
    _next: int = 1

    def add(self, body: str, author: dict[str, Any]) -> dict[str, Any]:
        comment = {"id": self._next, "body": body, "user": author, "author": author}
        self.all.append({**comment, "system": False})
        self._next += 1
        return comment

    @property
    def bodies(self) -> list[str]:
        return [str(one["body"]) for one in self.all]


class _Handler(BaseHTTPRequestHandler):
    comments: Comments

    def _answer(self, status: int, content: Any, **headers: str) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def _handle(self) -> None:
        state, parts = self.comments, urlsplit(self.path)
        state.requests.append(f"{self.command} {self.path}")
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        if state.fail:
            self._answer(state.fail.pop(0), {"message": "try later"}, Retry_After=state.retry_after)
            return
        if state.fail_writes and self.command != "GET":
            self._answer(state.fail_writes.pop(0), {"message": "no"})
            return
        if parts.path in state.answers:
            self._prepared(parts.path)
            return
        token = self.headers.get("PRIVATE-TOKEN") if state.gitlab else self._bearer()
        if token not in TOKENS:
            self._answer(401, {"message": "Bad credentials"})
        elif parts.path.endswith("/user"):
            self._user(token)
        elif self.command == "GET":
            self._list(parts.path, parse_qs(parts.query))
        elif token == "reads":
            self._answer(403, {"message": "Resource not accessible by integration"})
        elif len(body.get("body", "")) > state.limit:
            self._answer(422, {"message": "body is too long (maximum is 65536 characters)"})
        else:
            self._write(parts.path, body, TOKENS[token])

    def _prepared(self, path: str) -> None:
        self.comments.carried[path] = {name.lower() for name in self.headers}
        content = self.comments.answers[path]
        if isinstance(content, str):
            self._answer(302, {}, Location=content)
        elif isinstance(content, bytes):
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        else:
            self._answer(200, content)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _handle  # noqa: N815 - http.server's names

    def _bearer(self) -> str:
        return (self.headers.get("Authorization") or "").removeprefix("Bearer ")

    def _user(self, token: str) -> None:
        if token == "personal" or self.comments.gitlab:
            self._answer(200, TOKENS[token])
        else:
            self._answer(403, {"message": "Resource not accessible by integration"})

    def _list(self, path: str, query: dict[str, list[str]]) -> None:
        size, page = int(query["per_page"][0]), int(query.get("page", ["1"])[0])
        items = self.comments.all[(page - 1) * size : page * size]
        more = page * size < len(self.comments.all)
        after = f'<{self.comments.url}{path}?per_page={size}&page={page + 1}>; rel="next"'
        self._answer(200, items, **({"Link": after} if more else {}))

    def _write(self, path: str, body: dict[str, Any], author: dict[str, Any]) -> None:
        if self.command == "POST":
            self._answer(201, self.comments.add(body["body"], author))
            return
        (found,) = (one for one in self.comments.all if path.endswith(f"/{one['id']}"))
        if self.command == "DELETE":
            self.comments.all.remove(found)
            self._answer(200, {})
            return
        assert self.command == ("PUT" if self.comments.gitlab else "PATCH")
        found["body"] = body["body"]
        self._answer(200, found)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class StandIn:
    """The server, for a `with`."""

    def __init__(self, *, gitlab: bool = False) -> None:
        self.comments = Comments(gitlab=gitlab)
        handler = type("Handler", (_Handler,), {"comments": self.comments})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.comments.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Comments:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self.comments

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
