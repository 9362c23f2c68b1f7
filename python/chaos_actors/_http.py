"""One request to whichever of some coordinators answers."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPResponse
from typing import IO, Any, Iterator

from ._errors import Refused, Unreachable

PREFIX = "/api/v1"
# Statuses after which another coordinator, or the same one later, may do better.
_LATER = (502, 503, 504)


class Connection:
    """Asks the coordinators in turn, the one that answered last first."""

    def __init__(self, servers: list[str], token: str | None, authority: str | None, timeout: float) -> None:
        self._servers = [server.rstrip("/") for server in servers]
        self._token = token
        self._timeout = timeout
        self._tls = ssl.create_default_context(cafile=authority)

    def json(self, method: str, path: str, body: bytes | IO[bytes] | None = None, **headers: str) -> Any:
        with self.open(method, path, body, **headers) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def open(
        self, method: str, path: str, body: bytes | IO[bytes] | None = None, timeout: float | None = None, **headers: str
    ) -> HTTPResponse:
        silent = []
        for server in list(self._servers):
            if hasattr(body, "seek"):
                body.seek(0)  # type: ignore[union-attr]
            request = urllib.request.Request(server + PREFIX + path, data=body, method=method)
            for name, value in headers.items():
                request.add_header(name.replace("_", "-"), value)
            if self._token:
                request.add_header("Authorization", f"Bearer {self._token}")
            try:
                answer: HTTPResponse = urllib.request.urlopen(request, timeout=timeout or self._timeout, context=self._tls)
            except urllib.error.HTTPError as error:
                problem = _problem(error)
                if error.code not in _LATER:
                    raise Refused(problem, error.code) from None
                silent.append(f"{server}: {problem.get('detail') or error.reason}")
            except (urllib.error.URLError, HTTPException, OSError) as error:
                silent.append(f"{server}: {getattr(error, 'reason', error)}")
            else:
                self._servers.remove(server)
                self._servers.insert(0, server)
                return answer
        raise Unreachable("no coordinator answers:\n  " + "\n  ".join(silent))


def events(answer: HTTPResponse) -> Iterator[tuple[str | None, str, Any]]:
    """Server-sent events: id, kind, data."""
    name: str | None = None
    kind, data = "message", []
    for raw in answer:
        line = raw.decode("utf-8").rstrip("\r\n")
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if data:
                yield name, kind, json.loads("\n".join(data))
            name, kind, data = None, "message", []
        elif field == "id":
            name = value
        elif field == "event":
            kind = value
        elif field == "data":
            data.append(value)


def _problem(error: urllib.error.HTTPError) -> dict[str, Any]:
    try:
        found = json.loads(error.read())
        return found if isinstance(found, dict) else {}
    except (ValueError, OSError):
        return {}
