"""Tables and series in what is installed: pandas and NumPy, or lists."""

from __future__ import annotations

import array
import sys
from typing import Any


def table(rows: list[dict[str, Any]]) -> Any:
    """A pandas DataFrame of the rows; the rows themselves where pandas is not installed."""
    try:
        import pandas
    except ImportError:
        return rows
    return pandas.DataFrame(rows)


def matrix(data: bytes, rows: int) -> Any:
    """Little-endian float64 as a NumPy array [rows, columns]; as a list of array.array where NumPy is not installed."""
    try:
        import numpy
    except ImportError:
        values = array.array("d", data)
        if sys.byteorder == "big":
            values.byteswap()
        columns = len(values) // rows if rows else 0
        return [values[k * columns : (k + 1) * columns] for k in range(rows)]
    return numpy.frombuffer(data, dtype="<f8").reshape(rows, -1 if rows else 0)
