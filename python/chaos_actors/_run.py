"""A run's folder, read without a server."""

from __future__ import annotations

import csv
import json
import math
import os
import sqlite3
from pathlib import Path
from typing import Any

from ._errors import ChaosError
from ._shapes import matrix, table

# Series that are columns of `results`; all others are rows of `series`.
_COLUMNS = {"loss": "copies", "accuracy": "1", "distance": "copies - 1"}


class Run:
    """What `chaos run` has written into a folder, also while it goes on. Nothing in it is changed."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self._file = self.folder / "chaos.db"
        if not self._file.is_file():
            raise ChaosError(f"{self.folder}: found no chaos.db, expected a folder that `chaos run` has made")

    def __repr__(self) -> str:
        return f"Run({str(self.folder)!r})"

    @property
    def name(self) -> str:
        """The campaign's name."""
        return str(self._rows("select campaign from campaigns order by position")[0][0])

    def cells(self) -> Any:
        """cells.csv: a table."""
        return self._csv("cells.csv")

    def items(self) -> Any:
        """items.csv: a table."""
        return self._csv("items.csv")

    def verdict(self) -> dict[str, Any]:
        """verdict.json."""
        found: dict[str, Any] = json.loads(self._text("verdict.json"))
        return found

    def specification(self) -> dict[str, Any]:
        """The campaign, as docs/results-format.md describes the column `spec`."""
        found: dict[str, Any] = json.loads(self._rows("select spec from campaigns order by position")[0][0])
        return found

    def finished(self) -> list[int]:
        """The indices of the items whose results are there."""
        return [row[0] for row in self._rows("select item_index from results order by item_index")]

    def series(self, item: int, name: str) -> Any:
        """A series of an item, every bit of it: an array [rows, columns]. Names: loss, accuracy, distance, and what is observed."""
        if name in _COLUMNS:
            found = self._rows(f"select {name}, {_COLUMNS[name]} from results where item_index = ?", item)
        else:
            found = self._rows("select data, row_count from series where item_index = ? and name = ?", item, name)
        if not found:
            raise ChaosError(f"{self.folder}: item {item} has no series {name!r}, or is not finished")
        return matrix(*found[0])

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        database = sqlite3.connect(f"{self._file.resolve().as_uri()}?mode=ro", uri=True)
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    def _csv(self, name: str) -> Any:
        text = self._text(name)
        try:
            import pandas
        except ImportError:
            return table([{key: _value(value) for key, value in row.items()} for row in csv.DictReader(text.splitlines())])
        import io

        return pandas.read_csv(io.StringIO(text))

    def _text(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise ChaosError(
                f"{self.folder}: there is no {name} yet; it is written when the run ends, and by `chaos report {self.folder}`"
            ) from None


def _value(text: str) -> Any:
    """A number where it is one, None where nothing is known."""
    if text == "":
        return None
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if math.isfinite(number) and text.lstrip("-").isdigit() else number
