"""Campaigns on a cluster, by its HTTP API."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from pathlib import Path
from typing import Any, Callable, Iterator
from urllib.parse import quote, urlencode

from ._errors import ChaosError, Refused, Unreachable
from ._http import Connection, events
from ._shapes import matrix, table

_OVER = ("finished", "finished with failures", "failed", "cancelled")
# Silence after which a connection counts as dead: the server says something every 15 seconds.
_SILENCE = 60.0
_PAGE = 1000


class Client:
    """Talks to the coordinators of a cluster.

    server     one address, or several separated by commas; CHAOS_SERVER, or http://127.0.0.1:4080
    token      of `chaos token new`; CHAOS_TOKEN, or none
    authority  file with the certificate of the authority behind the coordinators' (PEM); CHAOS_AUTHORITY, or the system's
    timeout    seconds of silence after which the next coordinator is asked
    """

    def __init__(
        self, server: str | None = None, token: str | None = None, authority: str | None = None, timeout: float = 30.0
    ) -> None:
        servers = server or os.environ.get("CHAOS_SERVER") or "http://127.0.0.1:4080"
        self._connection = Connection(
            [part.strip() for part in servers.split(",") if part.strip()],
            token or os.environ.get("CHAOS_TOKEN") or None,
            authority or os.environ.get("CHAOS_AUTHORITY") or None,
            timeout,
        )

    def campaigns(self) -> Any:
        """All campaigns: a table with their names, states and numbers of items."""
        return table(self._connection.json("GET", "/campaigns")["campaigns"])

    def campaign(self, name: str) -> "Campaign":
        """A campaign that is there.

        Raises Refused (404) where it is not.
        """
        campaign = Campaign(self._connection, name)
        campaign.status()
        return campaign

    def submit(
        self, campaign: str | os.PathLike[str], name: str | None = None, priority: int | None = None, seeds: int | None = None
    ) -> "Campaign":
        """Gives a campaign to the cluster, continues it there, or extends it.

        campaign  the path of a campaign file, or the YAML itself (a text of more than one line)
        name      its name on the cluster; else what `name:` says in it, else the file's
        priority  campaigns of a higher priority go first
        seeds     seeds instead of the file's number of them

        Data files that it names must be on the cluster already: `put_data` sends one and gives the reference to name it by.
        """
        text = os.fspath(campaign)
        if "\n" in text:
            stem = None
        else:
            stem, text = Path(text).stem, Path(text).read_text(encoding="utf-8")
        called = name or _name_in(text) or stem
        if called is None:
            raise ChaosError("submit: the campaign has no name: write `name:` in it, or give one")
        query = {key: value for key, value in (("priority", priority), ("seeds", seeds)) if value is not None}
        self._connection.json(
            "PUT",
            f"/campaigns/{quote(called, safe='')}" + ("?" + urlencode(query) if query else ""),
            text.encode("utf-8"),
            Content_Type="application/yaml",
        )
        return Campaign(self._connection, called)

    def put_data(self, path: str | os.PathLike[str]) -> str:
        """Sends a data file, unless the cluster has it, and gives what a campaign file calls it: `sha256:…/rows.csv`."""
        file = Path(path)
        with file.open("rb") as content:
            digest = hashlib.sha256()
            while block := content.read(1 << 20):
                digest.update(block)
            name = digest.hexdigest()
            self._connection.json(
                "PUT",
                f"/data/{name}",
                content,
                Content_Type="application/octet-stream",
                Content_Length=str(file.stat().st_size),
            )
        return f"sha256:{name}/{file.name}"

    def nodes(self) -> Any:
        """The trainers: a table with their slots, rates, and when they were heard last."""
        return table(self._connection.json("GET", "/nodes")["nodes"])


class Campaign:
    """A campaign on a cluster."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._path = f"/campaigns/{quote(name, safe='')}"
        self.name = name

    def __repr__(self) -> str:
        return f"Campaign({self.name!r})"

    def status(self) -> dict[str, Any]:
        """Where it stands: the document `chaos/status/1`."""
        found: dict[str, Any] = self._connection.json("GET", self._path)
        return found

    def events(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What happens to it, as it happens: kind (status, item, settled, verdict) and data, until there is nothing left to do.

        Goes on by itself where a coordinator dies; an item may then be told of twice, and none is left out.
        """
        last: str | None = None
        waited = 0.5
        while True:
            try:
                headers = {"Last_Event_ID": last} if last else {}
                with self._connection.open("GET", self._path + "/events", timeout=_SILENCE, **headers) as answer:
                    for name, kind, data in events(answer):
                        last, waited = name or last, 0.5
                        yield kind, data
                        if kind == "settled":
                            return
            except Refused:
                raise
            except (ChaosError, OSError, ValueError):
                pass
            time.sleep(waited)
            waited = min(2 * waited, 15.0)

    def wait(self, timeout: float | None = None, progress: Callable[[dict[str, Any]], None] | None = None) -> "Campaign":
        """Waits until there is nothing left to do.

        timeout   seconds; TimeoutError after that
        progress  called with `done`, `items`, `failed`, `state` … whenever they change

        Raises ChaosError where the campaign failed or was cancelled; one that finished with failed items returns
        (see `status()["failed"]` and `items("failed")`).
        """
        end = None if timeout is None else time.monotonic() + timeout
        waited = 0.2
        last: dict[str, Any] | None = None
        while True:
            try:
                status = self.status()
                waited = min(1.2 * waited, 5.0)
            except Unreachable:
                waited = min(2 * waited, 15.0)
            else:
                numbers = {key: value for key, value in status.items() if not isinstance(value, (list, dict))}
                if progress and numbers != last:
                    progress(numbers)
                    last = numbers
                if status["state"] in ("failed", "cancelled"):
                    raise ChaosError(f"{self.name}: {status['state']}" + (f": {status['reason']}" if status.get("reason") else ""))
                if status["state"] in _OVER:
                    return self
            if end is not None and time.monotonic() + waited > end:
                raise TimeoutError(f"{self.name}: not over after {timeout:g} s")
            time.sleep(waited)

    def cells(self) -> Any:
        """What the finished seeds of each cell say, with intervals: a table."""
        found = self._connection.json("GET", self._path + "/cells")["cells"]
        return table([_flat(cell) for cell in found])

    def items(self, state: str | None = None) -> Any:
        """Work items, by index: a table. state: done, running, failed or waiting; None for all."""
        rows: list[dict[str, Any]] = []
        query: dict[str, Any] = {"limit": _PAGE} | ({"state": state} if state else {})
        while True:
            page = self._connection.json("GET", f"{self._path}/items?{urlencode(query)}")
            rows += [_flat(item) for item in page["items"]]
            if page["next"] is None:
                return table(rows)
            query["after"] = page["next"]

    def series(self, item: int, name: str) -> Any:
        """A series of an item, every bit of it: an array [rows, columns]. Names: loss, accuracy, distance, and what is observed."""
        path = f"{self._path}/items/{item:d}/series/{quote(name, safe='')}"
        with self._connection.open("GET", path, Accept="application/octet-stream") as answer:
            rows = int(answer.headers["Chaos-Shape"].split(",")[0])
            return matrix(answer.read(), rows)

    def verdict(self) -> dict[str, Any]:
        """The verdict: the document `chaos/verdict/1`."""
        found: dict[str, Any] = self._connection.json("GET", self._path + "/verdict")
        return found

    def figures(self) -> list[str]:
        """The names of the figures that there are."""
        return [figure["stem"] for figure in self._connection.json("GET", self._path + "/figures")["figures"]]

    def figure(self, stem: str, path: str | os.PathLike[str]) -> None:
        """Writes a figure to a file; its extension (png, svg, pdf) says how."""
        kind = Path(path).suffix.lstrip(".").lower()
        self._download(f"/figures/{quote(stem, safe='')}.{kind}", path)

    def report(self, path: str | os.PathLike[str]) -> None:
        """Writes the report, one HTML file."""
        self._download("/report.html", path)

    def export(self, name: str, path: str | os.PathLike[str]) -> None:
        """Writes an export to a file. Names: csv.zip, parquet.zip, h5.zip."""
        self._download(f"/exports/{quote(name, safe='')}", path)

    def pause(self) -> None:
        """Assigns no further items; running ones finish."""
        self._connection.json("POST", self._path + "/pause")

    def resume(self) -> None:
        """Continues it."""
        self._connection.json("POST", self._path + "/resume")

    def cancel(self) -> None:
        """Ends it: running items are stopped, finished ones are kept."""
        self._connection.json("POST", self._path + "/cancel")

    def retry(self) -> None:
        """Puts failed items back into the queue."""
        self._connection.json("POST", self._path + "/retry")

    def delete(self) -> None:
        """Removes it with all its results. Only one that is over or cancelled."""
        self._connection.json("DELETE", self._path)

    def _download(self, what: str, path: str | os.PathLike[str]) -> None:
        partial = Path(f"{os.fspath(path)}.partial")
        try:
            with self._connection.open("GET", self._path + what, timeout=600.0) as answer, partial.open("wb") as file:
                shutil.copyfileobj(answer, file)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


def _name_in(text: str) -> str | None:
    """What `name:` says at the beginning of a line; enough for names, which are plain words."""
    found = re.search(r"^name:[ \t]*[\"']?([^\s\"'#]+)", text, re.MULTILINE)
    return found.group(1) if found else None


def _flat(document: dict[str, Any]) -> dict[str, Any]:
    """One level: the parts of `result` are columns, an interval is two, times of thresholds are one each."""
    row: dict[str, Any] = {}
    for key, value in document.items():
        if key in ("schema", "series"):
            continue
        if key == "result":
            row.update(_flat(value) if value else {})
        elif isinstance(value, dict):
            row.update({f"{key}{part[:1].upper()}{part[1:]}": inner for part, inner in value.items()})
        elif key == "trainingTimes" and value and isinstance(value[0], dict):
            for time_ in value:
                row.update(
                    {f"tau{time_['threshold']:g}{part[:1].upper()}{part[1:]}": inner for part, inner in time_.items() if part != "threshold"}
                )
        else:
            row[key] = value
    return row
