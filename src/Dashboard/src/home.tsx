// All campaigns of a coordinator, and its trainers.
import { useEffect, useState } from "preact/hooks";
import { get, Refused } from "./api";
import { Progress } from "./campaign";
import { listen, type Connection } from "./events";
import { count, duration } from "./format";
import { Nodes } from "./nodes";
import type { CampaignList, Entry } from "./types";

export function Home() {
  const [list, setList] = useState<CampaignList | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [connection, setConnection] = useState<Connection>("connecting");
  useEffect(() => {
    document.title = "Chaos.Actors";
    const ending = new AbortController();
    let [looking, again] = [false, false];
    const look = async () => {
      if (looking) { again = true; return; }
      looking = true;
      try {
        setList(await get<CampaignList>("/campaigns", ending.signal));
        setError(null);
      } catch (problem) {
        if (problem instanceof Refused) setError(problem.message);
      }
      setTimeout(() => { looking = false; if (again && !ending.signal.aborted) { again = false; void look(); } }, 500);
    };
    void look();
    const stop = listen("/events", {
      event(kind, data) {
        if (kind !== "status" && kind !== "settled") return;
        const entry = data as Entry;
        setList((known) => {
          if (known?.campaigns.some((one) => one.campaign === entry.campaign))
            return { ...known, campaigns: known.campaigns.map((one) => one.campaign === entry.campaign ? entry : one) };
          void look();
          return known;
        });
      },
      connection(state) { setConnection(state); if (state === "live") void look(); },
      resumes: () => false,
      restarted() { void look(); },
    });
    return () => { ending.abort(); stop(); };
  }, []);

  return <main>
    <h1>Campaigns {connection === "away" && <span class="away" role="status">no connection, trying again …</span>}</h1>
    {error && !list && <p class="problem" role="alert">{error}</p>}
    {list && list.campaigns.length === 0 && <p class="note">There is none yet. <code>chaos submit campaigns/iris.yaml</code> begins one.</p>}
    {list && list.campaigns.length > 0 && <ul class="campaigns">
      {list.campaigns.map((entry) => <li key={entry.campaign}>
        <a href={`#/c/${encodeURIComponent(entry.campaign)}`}>
          <span class="name">{entry.campaign}</span> <span class={`state ${entry.state.split(" ")[0]}`}>{entry.state}</span>
        </a>
        <Progress entry={entry} name={entry.campaign} />
        <span class="numbers">{count(entry.done)} of {count(entry.items)}{entry.failed > 0 ? `, ${count(entry.failed)} failed` : ""}
          {entry.state === "running" && entry.epochsPerSecond > 0 ? `, about ${duration(entry.remainingEpochs / entry.epochsPerSecond)} to go` : ""}</span>
      </li>)}
    </ul>}
    {list && list.excluded.length > 0 && <p class="note">Excluded: {list.excluded.join(", ")}.</p>}
    <Nodes />
  </main>;
}
