// One item: its numbers, its series, and how it is computed again.
import { useEffect, useRef, useState } from "preact/hooks";
import { campaignPath, get, inlined, Refused } from "./api";
import { count, duration, number } from "./format";
import { Copy } from "./copy";
import type { Model } from "./model";
import { Plot, type Drawing } from "./plot";
import { replay } from "./replay";
import { extent, linear, widen } from "./scale";
import type { Item, Series } from "./types";

export function ItemPanel({ model, index, close, go }: { model: Model; index: number; close(): void; go(item: number): void }) {
  const [item, setItem] = useState<Item | null>(null);
  const [series, setSeries] = useState<Record<string, number[][]>>({});
  const [error, setError] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const state = model.items?.states[index];
  const path = `${campaignPath(model.name)}/items/${index}`;

  useEffect(() => { heading.current?.focus({ preventScroll: true }); }, [index]);
  useEffect(() => {
    const ending = new AbortController();
    setError(null);
    if (item?.item !== index) { setItem(null); setSeries({}); }
    void (async () => {
      try {
        const found = await get<Item>(path, ending.signal);
        setItem(found);
        if (found.state !== "done") return;
        for (const name of ["distance", "exponents", "accuracy"]) {
          if (found.series && !found.series.some((one) => one.name === name && one.rows > 0)) continue;
          try {
            const { rows } = await get<Series>(`${path}/series/${name}`, ending.signal);
            setSeries((known) => ({ ...known, [name]: rows.map((row) => row.map((value) => value ?? NaN)) }));
          } catch (problem) {
            // A report has the series of a few items only.
            if (!(problem instanceof Refused) || problem.problem.status !== 404) throw problem;
          }
        }
      } catch (problem) {
        if (inlined && model.status && model.items && model.spec) setItem(short(model, index));
        else if (!ending.signal.aborted) setError(problem instanceof Error ? problem.message : String(problem));
      }
    })();
    return () => ending.abort();
  }, [model.name, index, state]);

  const { items, spec } = model;
  const rates = spec?.learningRates.length ?? 1;
  const cell = items && index < items.count ? items.cells[index] : -1;
  const neighbour = (dCell: number, dSeed: number) => {
    if (!items || cell < 0 || Math.floor((cell + dCell) / rates) !== Math.floor(cell / rates)) return undefined;
    return items.find(cell + dCell, items.seeds[index] + dSeed);
  };
  const group = cell >= 0 ? model.verdict?.groups[Math.floor(cell / rates)] : undefined;
  const transient = item && group?.transients?.find((one) => one.seed === item.seed && one.eta === item.learningRate);
  const again = item && spec ? replay(spec, item) : null;

  return <aside class="panel" aria-labelledby="item-title" onKeyDown={(event) => { if (event.key === "Escape") close(); }}>
    <header>
      <h2 id="item-title" tabIndex={-1} ref={heading}>Item {index}</h2>
      <button type="button" class="close" onClick={close} aria-label="Close the item">✕</button>
    </header>
    <nav class="steps" aria-label="Neighbours in the grid">
      {([["η smaller", -1, 0], ["η larger", 1, 0], ["seed before", 0, -1], ["seed after", 0, 1]] as const).map(([label, dCell, dSeed]) => {
        const other = neighbour(dCell, dSeed);
        return <button type="button" key={label} disabled={other === undefined} onClick={() => go(other!)}>{label}</button>;
      })}
    </nav>
    {error && <p class="problem" role="alert">{error}</p>}
    {!item && !error && <p class="note">Looking it up …</p>}
    {item && <>
      <dl class="facts">
        <Fact name="state">{item.state === "done" && item.result?.divergedAt != null ? `diverged at epoch ${item.result.divergedAt}` : item.state}</Fact>
        <Fact name="η">{number(item.learningRate, 6)}</Fact>
        <Fact name="seed">{item.seed}</Fact>
        <Fact name="network">{item.architecture}</Fact>
        <Fact name="task">{item.task}</Fact>
        {item.l2 !== 0 && <Fact name="L2">{number(item.l2)}</Fact>}
        {item.momentum !== 0 && <Fact name="momentum">{number(item.momentum)}</Fact>}
        {item.epochs !== null && <Fact name="epochs done">{count(item.epochs)} of {count(spec?.epochs ?? NaN)}</Fact>}
        {item.result && <>
          <Fact name="Λ per epoch">{number(item.result.lambda)}</Fact>
          {transient && <Fact name="chaotic transient">{transient.end > transient.start
            ? `epochs ${transient.start} to ${transient.end}, apart by ${number(transient.amplification)} decades more than gradient flow` : "none"}</Fact>}
          {spec?.thresholds.map((a, k) => <Fact key={a} name={`τ(${a})`}>{item.result!.trainingTimes[k] === null ? "never" : `${count(item.result!.trainingTimes[k]!)} epochs`}</Fact>)}
          {item.result.finalAccuracy !== null && <Fact name="accuracy at the end">{number(item.result.finalAccuracy)}</Fact>}
          {item.result.initialDistance !== null && <Fact name="d(0)">{number(item.result.initialDistance)}</Fact>}
          {item.result.seconds !== null && <Fact name="took">{duration(item.result.seconds)}</Fact>}
        </>}
        {item.node && <Fact name="node">{item.node}</Fact>}
        {item.result?.digest && <Fact name="digest"><code class="digest">{item.result.digest}</code></Fact>}
        {item.failures !== null && <Fact name="failed">{item.failures} times</Fact>}
      </dl>
      {item.error && <pre class="problem" tabIndex={0}>{item.error}</pre>}
      <ItemPlots item={item} series={series} transient={transient ?? null} thresholds={spec?.thresholds ?? []} />
      {again && <>
        <h3>Computed again</h3>
        <Copy text={again.command} label="command" />
        {again.ownTask && <p class="note"><code>task.yaml</code> holds what stands behind <code>task:</code> in the campaign file.</p>}
        {item.result?.digest && <p class="note">It ends in the digest above, to the last bit, on any machine.</p>}
        {again.python && <details><summary>The same pair in PyTorch</summary><Copy text={again.python} label="snippet" /></details>}
      </>}
    </>}
  </aside>;
}

// What a report knows of an item that it has no document of.
function short({ items, status, spec }: Model, index: number): Item {
  const [cell, states] = [status!.cells[items!.cells[index]], { 100: "done", 114: "running", 102: "failed" } as Record<number, string>];
  const value = (number: number) => Number.isNaN(number) ? null : number;
  const state = states[items!.states[index]] ?? "waiting";
  return {
    ...cell, item: index, state, seed: items!.seeds[index], node: null, epochs: null, failures: null, error: null, series: [],
    result: state !== "done" ? null : {
      lambda: value(items!.lambdas[index]), trainingTimes: spec!.thresholds.map((_, a) => value(items!.times[a][index])), initialDistance: null, finalAccuracy: null,
      bestAccuracy: null, divergedAt: null, digest: "", numericsVersion: 0, seconds: null, finished: null,
    },
  };
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function ItemPlots({ item, series, transient, thresholds }: {
  item: Item; series: Record<string, number[][]>; transient: { start: number; end: number } | null; thresholds: number[];
}) {
  const { distance, exponents, accuracy } = series;
  const epochs = Math.max(1, ...Object.values(series).map((rows) => Math.max(0, ...rows.map((row) => row.length)))) - 1;
  const xRange: [number, number] = [0, Math.max(1, epochs)];
  const window = (to: Drawing) => {
    if (transient && transient.end > transient.start) {
      to.context.fillStyle = to.colours.onsetBand;
      to.context.fillRect(to.x(transient.start), to.top, to.x(transient.end) - to.x(transient.start), to.height);
    }
    to.context.textAlign = "left";
    to.context.textBaseline = "alphabetic";
    to.context.font = `${11 * to.unit}px system-ui, sans-serif`;
    thresholds.forEach((a, k) => {
      const time = item.result?.trainingTimes[k];
      if (time == null) return;
      to.context.strokeStyle = to.context.fillStyle = to.colours.faint;
      to.context.lineWidth = to.unit;
      to.context.setLineDash([3 * to.unit, 3 * to.unit]);
      to.context.beginPath();
      to.context.moveTo(to.x(time), to.top);
      to.context.lineTo(to.x(time), to.top + to.height);
      to.context.stroke();
      to.context.setLineDash([]);
      to.context.fillText(`τ(${a})`, to.x(time) + 3 * to.unit, to.top + (11 + 12 * (k % 3)) * to.unit);
    });
  };
  const lines = (to: Drawing, rows: number[][], strong: number[]) => {
    const path = (row: number[]) => {
      to.context.beginPath();
      let on = false;
      row.forEach((value, t) => {
        if (!Number.isFinite(value)) { on = false; return; }
        if (on) to.context.lineTo(to.x(t), to.y(value));
        else to.context.moveTo(to.x(t), to.y(value));
        on = true;
      });
      to.context.stroke();
    };
    to.context.strokeStyle = to.colours.faint;
    to.context.globalAlpha = 0.5;
    to.context.lineWidth = to.unit;
    for (const row of rows) path(row);
    to.context.globalAlpha = 1;
    to.context.strokeStyle = to.colours.mark;
    to.context.lineWidth = 2 * to.unit;
    path(strong);
  };
  const draw = (title: string, label: string, rows: number[][], strong: number[], height: number, fixed?: [number, number], zero = false) => {
    const found = extent([...rows.flat(), ...strong, ...(zero ? [0] : [])]) ?? [0, 1];
    const yRange = fixed ?? (found[0] < found[1] ? widen(linear, found[0], found[1], 0.06) : [found[0] - 1, found[1] + 1] as [number, number]);
    return <Plot key={`${title} ${item.item}`} title={title} label={`${label} of item ${item.item}`} height={height} x={linear} y={linear} xRange={xRange} yRange={yRange} sync={`item-${item.item}`}
      version={`${item.item} ${rows.length} ${transient?.end}`} draw={(to) => {
        window(to);
        if (zero) { to.context.fillStyle = to.colours.faint; to.context.fillRect(to.left, to.y(0), to.width, to.unit); }
        lines(to, rows, strong);
      }}
      nearest={(left, top) => {
        const t = Math.round(left / Math.max(1, plotWidth()) * xRange[1]);
        return Number.isFinite(strong[t]) ? { text: `t = ${t}: ${number(strong[t], 4)}`, left, top, key: t } : null;
      }} />;
  };
  const logs = distance?.map((row) => row.map((value) => value > 0 ? Math.log(value) : NaN)) ?? [];
  const mean = distance?.[0]?.map((_, t) => Math.log(distance.reduce((sum, row) => sum + row[t], 0) / distance.length)) ?? [];
  return <div class="plots">
    {logs.length > 0 && draw("ln d(t) of each replica, and ln D(t) of their mean", "Logarithm of the distance along the run", logs, mean, 210)}
    {exponents?.length > 0 && draw("local exponent γ₁(t)", "Local exponents along the run", exponents.slice(1), exponents[0], 150, undefined, true)}
    {accuracy?.length > 0 && draw("test accuracy", "Test accuracy along the run", [], accuracy[0], 120, [-0.03, 1.03])}
    {transient && transient.end > transient.start && logs.length > 0 && <p class="note">Shaded: the chaotic transient. Dashed: training times.</p>}
  </div>;
}

// All plots of the panel are equally wide.
const plotWidth = () => document.querySelector<HTMLElement>(".panel .u-over")?.clientWidth ?? 1;
