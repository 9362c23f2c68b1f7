// One campaign: where it stands, what it says, its plots, its grid, its troubles.
import { useEffect, useRef, useState } from "preact/hooks";
import { access, campaignPath, inlined, post, Refused } from "./api";
import { count, duration, number, plural } from "./format";
import { StateGrid } from "./grid";
import { ItemPanel } from "./item";
import { LocalExponents } from "./map";
import { useCampaign, type Curve, type Model } from "./model";
import { Nodes } from "./nodes";
import { Plots } from "./plots";
import { Spoilers, symbols, VerdictPart } from "./verdict";

export function CampaignPage({ name, item, open }: { name: string; item: number | null; open(item: number | null): void }) {
  const model = useCampaign(name);
  const [chosen, choose] = useState<number | null>(null);
  const [said, say] = useState<{ text: string; isProblem: boolean } | null>(null);
  const from = useRef<Element | null>(null);
  const { status, spec, items } = model;
  const rates = spec?.learningRates.length ?? 1;
  useEffect(() => { document.title = inlined ? document.title : `${name} · Chaos.Actors`; }, [name]);

  const curveOfItem = item !== null && items && items.cells[item] >= 0 ? Math.floor(items.cells[item] / rates) : null;
  // An item that is opened from elsewhere brings its curve with it, which then stays.
  useEffect(() => { if (curveOfItem !== null) choose(curveOfItem); }, [item, curveOfItem]);

  if (model.error && !status) return <main><p class="problem" role="alert">{model.error.message}</p><p><a href="#/">All campaigns</a></p></main>;
  if (!status || !spec || !items || model.curves.length === 0) return <main><p class="note" role="status">Looking at {name} …</p></main>;

  const curve = model.curves[Math.min(chosen ?? 0, model.curves.length - 1)];
  const pick = (index: number) => { from.current = document.activeElement; open(index); };
  const close = () => { open(null); if (from.current instanceof HTMLElement && from.current.isConnected) from.current.focus(); };
  const act = (what: string, run: () => Promise<string>) => {
    say(null);
    run().then((text) => say({ text, isProblem: false }), (error) => say({ text: error instanceof Refused ? error.message : `${what}: ${error}`, isProblem: true }));
  };
  const version = `${model.version} ${items.known}`;

  return <div class={item !== null ? "with-panel" : ""}>
    <Main>
      {!inlined && <Head model={model} act={act} />}
      <div role="status" class={said ? (said.isProblem ? "problem" : "said") : ""}>{said?.text}</div>
      {model.curves.length > 1 && <label class="choice">Curve{" "}
        <select value={curve.number} onChange={(event) => choose(Number(event.currentTarget.value))}>
          {model.curves.map((one) => <option key={one.number} value={one.number}>{one.label} ({progress(one)})</option>)}
        </select>
      </label>}
      {!inlined && <section aria-labelledby="verdict-title">
        <Heading id="verdict-title">Verdict</Heading>
        <VerdictPart model={model} curve={curve} pick={pick} act={act} />
      </section>}
      {inlined && curve.group && <Spoilers model={model} curve={curve} group={curve.group} pick={pick} />}
      <section aria-labelledby="plots-title">
        <Heading id="plots-title">Against the learning rate</Heading>
        <Plots key={curve.number} model={model} curve={curve} selected={item} pick={pick} />
      </section>
      <section aria-labelledby="grid-title">
        <Heading id="grid-title">Grid</Heading>
        <StateGrid items={items} curve={curve} selected={item} pick={pick} version={version} />
        <Table model={model} curve={curve} />
      </section>
      <section>
        <LocalExponents key={curve.number} model={model} curve={curve} seed={item !== null && items.cells[item] >= 0 ? items.seeds[item] : spec.firstSeed ?? 0} pick={pick} />
      </section>
      {status.search && <section aria-labelledby="search-title">
        <Heading id="search-title">Search for the onset</Heading>
        <p>{status.search.ended ? symbols(`Ended in round ${status.search.round}: ${status.search.ended}`) : `Round ${status.search.round} is being computed: ${plural(status.items, "item")} by now.`}</p>
        {status.search.report && <pre tabIndex={0} aria-label="What the rounds have found">{status.search.report}</pre>}
      </section>}
      {status.failed > 0 && <Failed model={model} pick={pick} act={act} />}
      {status.leftOut.length > 0 && <section aria-labelledby="left-title">
        <Heading id="left-title">Trainers that get nothing of it</Heading>
        <ul>{status.leftOut.map((left) => <li key={left.node}>{left.node}: {left.reason}</li>)}</ul>
      </section>}
      {!inlined && <Nodes campaign={name} />}
    </Main>
    {item !== null && item < items.count && <ItemPanel model={model} index={item} close={close} go={open} />}
  </div>;
}

// A report has a main part and sections of its own.
const Main = inlined ? "div" : "main";
const Heading = inlined ? "h3" : "h2";

const progress = (curve: Curve) => {
  const [done, all] = curve.cells.reduce(([d, a], cell) => [d + cell.done, a + cell.seeds], [0, 0]);
  return done === all ? "done" : `${Math.floor(100 * done / all)} %`;
};

function Head({ model, act }: { model: Model; act(what: string, run: () => Promise<string>): void }) {
  const status = model.status!;
  const entry = model.entry ?? status;
  const tell = (what: string, done: string) => act(what, async () => {
    await post(`${campaignPath(model.name)}/${what}`);
    model.reload();
    return done;
  });
  const seconds = entry.remainingEpochs / entry.epochsPerSecond;
  return <header class="head">
    <p class="crumbs"><a href="#/">All campaigns</a></p>
    <h1>{model.name} <span class={`state ${entry.state.split(" ")[0]}`}>{entry.state}</span>
      {model.connection !== "live" && <span class="away" role="status">{model.connection === "away" ? "no connection, trying again …" : "connecting …"}</span>}</h1>
    <Progress entry={entry} name={model.name} />
    <dl class="facts row">
      <div><dt>done</dt><dd>{count(entry.done)} of {plural(entry.items, "item")}</dd></div>
      {entry.inFlight > 0 && <div><dt>in flight</dt><dd>{count(entry.inFlight)}</dd></div>}
      {entry.failed > 0 && <div><dt>failed</dt><dd>{count(entry.failed)}</dd></div>}
      {entry.state === "running" && <>
        {entry.nodes > 0 && <div><dt>to go</dt><dd>{entry.epochsPerSecond > 0 ? `about ${duration(seconds)}` : "unknown: nothing moves yet"}</dd></div>}
        {entry.nodes > 0 && <div><dt>throughput</dt><dd>{number(entry.epochsPerSecond)} epochs/s</dd></div>}
        {(entry.nodes > 0 || access.mayWrite) && <div><dt>trainers</dt><dd>{entry.nodes}, {plural(entry.slots, "slot")}</dd></div>}
      </>}
      {entry.priority !== 0 && <div><dt>priority</dt><dd>{entry.priority}</dd></div>}
    </dl>
    {entry.reason && <p class="problem">{entry.reason}</p>}
    <p class="actions">
      {access.mayWrite && entry.state === "running" && <button type="button" onClick={() => tell("pause", "Paused: running items finish.")}>Pause</button>}
      {access.mayWrite && ["paused", "cancelled", "failed"].includes(entry.state) && <button type="button" onClick={() => tell("resume", "It goes on.")}>Resume</button>}
    </p>
  </header>;
}

export function Progress({ entry, name }: { entry: { items: number; done: number; failed: number; inFlight: number }; name: string }) {
  const share = (value: number) => `${100 * value / Math.max(1, entry.items)}%`;
  return <div class="bar" role="progressbar" aria-label={`Progress of ${name}`} aria-valuemin={0} aria-valuemax={entry.items} aria-valuenow={entry.done}>
    <span class="done" style={{ width: share(entry.done) }} /><span class="running" style={{ width: share(entry.inFlight) }} /><span class="failed" style={{ width: share(entry.failed) }} />
  </div>;
}

function Failed({ model, pick, act }: { model: Model; pick(item: number): void; act(what: string, run: () => Promise<string>): void }) {
  const status = model.status!;
  return <section aria-labelledby="failed-title">
    <Heading id="failed-title">Failed items</Heading>
    {access.mayWrite && <p><button type="button" onClick={() => act("retry", async () => {
      await post(`${campaignPath(model.name)}/retry`);
      model.reload();
      return `${plural(status.failed, "item")} will be tried again.`;
    })}>Try {status.failed === 1 ? "it" : `all ${count(status.failed)}`} again</button></p>}
    <div class="scroll" tabIndex={0} role="group" aria-label="Failed items"><table class="wide">
      <thead><tr><th scope="col">item</th><th scope="col">times</th><th scope="col">node</th><th scope="col">last error</th></tr></thead>
      <tbody>{status.quarantined.map((failed) => <tr key={failed.item}>
        <th scope="row"><button type="button" class="link" onClick={() => pick(failed.item)}>{failed.item}</button></th>
        <td class="number">{failed.failures}</td><td>{failed.node}</td><td class="word">{failed.error.split("\n")[0]}</td>
      </tr>)}</tbody>
    </table></div>
    {status.failed > status.quarantined.length && <p class="note">The first {status.quarantined.length} of {count(status.failed)}.</p>}
  </section>;
}

// What the plots show, in words and numbers.
function Table({ model, curve }: { model: Model; curve: Curve }) {
  const analysed = new Map(model.cells?.cells.map((cell) => [cell.cell, cell]));
  const phi = new Map(curve.group?.phi.map((rate) => [rate.eta, rate]));
  return <details>
    <summary>The cells as a table</summary>
    <div class="scroll" tabIndex={0} role="group" aria-label="Cells"><table>
      <thead><tr><th scope="col">η</th><th scope="col">seeds</th><th scope="col">λ</th><th scope="col">95 %</th><th scope="col">chaotic</th>
        {model.spec!.thresholds.map((a) => <th scope="col" key={a}>τ({a})</th>)}<th scope="col">diverged</th></tr></thead>
      <tbody>{curve.cells.map((cell) => {
        const known = analysed.get(cell.cell);
        const rate = phi.get(cell.learningRate);
        return <tr key={cell.cell}>
          <th scope="row">{number(cell.learningRate)}</th><td>{cell.done} of {cell.seeds}</td><td>{number(known?.lambda ?? cell.lambda)}</td>
          <td>{known && known.lambdaInterval.low !== null ? `${number(known.lambdaInterval.low)} … ${number(known.lambdaInterval.high)}` : "–"}</td>
          <td>{rate ? `${rate.chaotic} of ${rate.seeds}` : "–"}</td>
          {model.spec!.thresholds.map((a, k) => <td key={a}>{known ? (known.trainingTimes[k]?.median === null ? "never" : number(known.trainingTimes[k]?.median)) : "–"}</td>)}
          <td>{cell.divergent}</td>
        </tr>;
      })}</tbody>
    </table></div>
    <p class="note">{symbols("λ is the mean over seeds")}, τ the median; “never” where half the seeds do not get there.</p>
  </details>;
}
