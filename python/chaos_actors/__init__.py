"""Chaos.Actors from Python: submit a campaign, wait for it, read tables and series; or read a run's folder without a server.

    from chaos_actors import Client, Run

    campaign = Client("http://127.0.0.1:4080").submit("iris.yaml").wait()
    cells = campaign.cells()

    run = Run("runs/iris")
    distance = run.series(0, "distance")

Nothing beyond the standard library is needed. With pandas tables are data frames, with NumPy series are arrays.
"""

from ._client import Campaign, Client
from ._errors import ChaosError, Refused, Unreachable
from ._run import Run

__all__ = ["Campaign", "ChaosError", "Client", "Refused", "Run", "Unreachable"]
__version__ = "0.2.0"
