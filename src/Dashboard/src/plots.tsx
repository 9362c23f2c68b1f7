// λ, φ, τ and τ·η over one axis of η: every seed's point, mean or median, interval, and where the verdict sees the onset.
import { useMemo, useRef, useState } from "preact/hooks";
import { number } from "./format";
import type { Curve, Items, Model } from "./model";
import { Drawn, Plot, type Drawing } from "./plot";
import { extent, linear, log, symlog, widen, type Scale } from "./scale";

interface Row { eta: number; items: number[]; cell: number }

export function Plots({ model, curve, selected, pick }: { model: Model; curve: Curve; selected: number | null; pick(item: number): void }) {
  const thresholds = model.spec!.thresholds;
  const usual = Math.max(0, thresholds.indexOf(curve.group?.criterion.threshold ?? thresholds[Math.floor((thresholds.length - 1) / 2)]));
  const [chosen, choose] = useState<number | null>(null);
  const threshold = Math.min(chosen ?? usual, thresholds.length - 1);
  const items = model.items!;
  const rows = useMemo<Row[]>(() => curve.cells.map((cell) => ({ eta: cell.learningRate, cell: cell.cell, items: items.of(cell.cell) })), [curve, items, items.known]);
  const analysed = useMemo(() => new Map(model.cells?.cells.map((cell) => [cell.cell, cell])), [model.cells]);
  const etas = rows.map((row) => row.eta);
  const xRange: [number, number] = etas.length > 1 ? widen(log, etas[0], etas[etas.length - 1], 0.04) : [etas[0] / 1.6, etas[0] * 1.6];
  const onset = curve.group?.onset;
  const version = `${model.version} ${curve.number} ${threshold} ${selected}`;

  const shared = { x: log, xRange, sync: `eta-${model.name}`, items, rows, selected, pick, onset, version, curve };

  const lambdas = rows.map((row) => mean(row.items.map((item) => items.lambdas[item])));
  const lambdaOf = (item: number) => items.lambdas[item];
  const phi = new Map(curve.group?.phi.map((rate) => [rate.eta, rate]));
  const timeOf = (item: number) => items.times[threshold]?.[item] ?? NaN;
  const medians = rows.map((row) => analysed.get(row.cell)?.trainingTimes[threshold]?.median ?? median(row.items.filter((item) => items.states[item] === 100).map(timeOf)));
  const timeIntervals = rows.map((row) => analysed.get(row.cell)?.trainingTimes[threshold]?.medianInterval);
  const score = thresholds.length > 0 ? thresholds[threshold] : null;

  return <div class="plots">
    <EtaPlot {...shared} height={230} title="Exponent λ per epoch" quantity="λ" valueOf={lambdaOf} symmetric
      line={lambdas} intervals={rows.map((row) => analysed.get(row.cell)?.lambdaInterval)} zero />
    <EtaPlot {...shared} height={130} title="φ: share of seeds that are chaotic" quantity="φ" fixed={[-0.05, 1.05]} valueOf={() => NaN}
      line={rows.map((row) => { const rate = phi.get(row.eta); return rate && rate.seeds > 0 ? rate.chaotic / rate.seeds : null; })}
      intervals={rows.map((row) => phi.get(row.eta))} marks />
    {score !== null && <>
      {thresholds.length > 1 && <label class="choice">Training time to an accuracy of{" "}
        <select value={threshold} onChange={(event) => choose(Number(event.currentTarget.value))}>
          {thresholds.map((value, k) => <option key={k} value={k}>{value}</option>)}
        </select>
      </label>}
      <EtaPlot {...shared} height={190} title={`τ: epochs to ${number(score)}`} quantity="τ" valueOf={timeOf} positive
        line={medians} intervals={timeIntervals} never={(item) => items.states[item] === 100 && Number.isNaN(timeOf(item))} />
      <EtaPlot {...shared} height={190} title={`τ·η: what it takes beside the larger step`} quantity="τ·η" positive xLabel="learning rate η"
        valueOf={(item, eta) => timeOf(item) * eta} line={medians.map((value, k) => value === null ? null : value * rows[k].eta)}
        intervals={timeIntervals.map((one, k) => one && { low: one.low === null ? null : one.low * rows[k].eta, high: one.high === null ? null : one.high * rows[k].eta })} />
    </>}
    <p class="note">A dot is a seed{curve.group ? "; bars are 95 % intervals over the finished seeds" : ""}; the line is the {score !== null ? "mean of λ and the median of τ" : "mean"}
      {onset?.eta ? <>; dashed: the onset η<sub>c</sub> = {number(onset.eta)} with its interval</> : null}. A click on a dot opens its run.</p>
  </div>;
}

interface EtaPlotProps {
  title: string; quantity: string; height: number; x: Scale; xRange: [number, number]; sync: string; items: Items; rows: Row[]; selected: number | null; curve: Curve;
  pick(item: number): void; onset?: { eta: number | null; low: number | null; high: number | null }; version: unknown; xLabel?: string;
  valueOf(item: number, eta: number): number; line: (number | null)[]; intervals: ({ low: number | null; high: number | null } | undefined)[];
  symmetric?: boolean; positive?: boolean; zero?: boolean; marks?: boolean; fixed?: [number, number]; never?(item: number): boolean;
}

function EtaPlot(props: EtaPlotProps) {
  const { items, rows, quantity, valueOf, line, intervals, selected, xRange, onset } = props;
  const drawn = useRef(new Drawn());
  const [y, yRange] = useMemo(() => scaleOf(props), [props.version, items.known]);

  const draw = (to: Drawing) => {
    const { context, colours, unit } = to;
    const marks = drawn.current;
    marks.clear();
    if (onset?.eta) {
      if (onset.low !== null || onset.high !== null) {
        const [low, high] = [to.x(onset.low ?? xRange[0]), to.x(onset.high ?? xRange[1])];
        context.fillStyle = colours.onsetBand;
        context.fillRect(low, to.top, high - low, to.height);
      }
      stroke(to, colours.onset, 1.5, [6, 4], () => { context.moveTo(to.x(onset.eta!), to.top); context.lineTo(to.x(onset.eta!), to.top + to.height); });
    }
    if (props.zero) stroke(to, colours.faint, 1, [], () => { context.moveTo(to.left, to.y(0)); context.lineTo(to.left + to.width, to.y(0)); });
    const total = rows.reduce((sum, row) => sum + row.items.length, 0);
    // Points of a rate stand side by side, as far as there is room.
    const spread = Math.min(9, 0.3 * to.width / unit / Math.max(1, rows.length)) * unit;
    const size = (total > 20_000 ? 1 : total > 2000 ? 1.5 : total > 300 ? 2 : 2.6) * unit;
    context.globalAlpha = total > 20_000 ? 0.25 : total > 2000 ? 0.4 : 0.6;
    context.fillStyle = colours.done;
    const ring: [number, number][] = [];
    for (const row of rows) {
      const middle = to.x(row.eta);
      row.items.forEach((item, k) => {
        const value = valueOf(item, row.eta);
        const isNever = props.never?.(item) ?? false;
        if (!Number.isFinite(value) && !isNever) return;
        const x = middle + spread * (row.items.length > 1 ? (k * 0.618034 % 1) * 2 - 1 : 0);
        const at = isNever ? to.top + 5 * unit : Math.min(Math.max(to.y(value), to.top + size), to.top + to.height - size);
        if (isNever) {
          context.beginPath();
          context.moveTo(x, at - 3 * unit);
          context.lineTo(x - 3 * unit, at + 2 * unit);
          context.lineTo(x + 3 * unit, at + 2 * unit);
          context.fill();
        } else if (total > 2000) {
          context.fillRect(x - size, at - size, 2 * size, 2 * size);
        } else {
          context.beginPath();
          context.arc(x, at, size, 0, 7);
          context.fill();
        }
        marks.add((x - to.left) / unit, (at - to.top) / unit, item);
        if (item === selected) ring.push([x, at]);
      });
    }
    context.globalAlpha = 1;
    rows.forEach((row, k) => {
      const [one, value] = [intervals[k], line[k]];
      const x = to.x(row.eta);
      if (one && (one.low !== null || one.high !== null)) {
        const inside = (v: number | null, otherwise: number) => v === null || (props.positive && v <= 0) ? otherwise : Math.min(Math.max(to.y(v), to.top), to.top + to.height);
        stroke(to, colours.mark, 2, [], () => { context.moveTo(x, inside(one.low, to.top + to.height)); context.lineTo(x, inside(one.high, to.top)); });
      }
      if (rows.length <= 60 && value !== null && Number.isFinite(value)) {
        context.fillStyle = colours.paper;
        context.strokeStyle = colours.mark;
        context.lineWidth = 2 * unit;
        context.beginPath();
        context.arc(x, to.y(value), 3.4 * unit, 0, 7);
        context.fill();
        context.stroke();
      }
    });
    for (const [x, at] of ring) stroke(to, colours.onset, 2.5, [], () => context.arc(x, at, 6.5 * unit, 0, 7));
  };

  return <Plot title={props.title} label={describe(props)} height={props.height} x={props.x} y={y} xRange={xRange} yRange={yRange} xLabel={props.xLabel}
    sync={props.sync} version={props.version} line={{ x: rows.map((row) => row.eta), y: line.map((value) => Number.isFinite(value) ? value : null) }} draw={draw} pick={props.pick}
    nearest={(left, top) => {
      const found = drawn.current.nearest(left, top);
      if (!found) return null;
      const row = rows.find((one) => one.cell === items.cells[found.item])!;
      const value = valueOf(found.item, row.eta);
      return { ...found, key: found.item, text: `seed ${items.seeds[found.item]}, η = ${number(row.eta)}: ${quantity} ${Number.isFinite(value) ? `= ${number(value)}` : "is never reached"}` };
    }} />;
}

// What somebody who does not see it is told.
function describe({ title, rows, line }: EtaPlotProps): string {
  const known = rows.flatMap((row, k) => Number.isFinite(line[k]) && line[k] !== null ? [`${number(row.eta)}: ${number(line[k])}`] : []);
  return `${title}, against the learning rate. ${known.length === 0 ? "Nothing is known yet." : known.length <= 40 ? known.join("; ") : `${known[0]} … ${known[known.length - 1]}`}`;
}

function scaleOf({ rows, valueOf, line, intervals, symmetric, positive, fixed }: EtaPlotProps): [Scale, [number, number]] {
  if (fixed) return [linear, fixed];
  const all = function* () {
    for (const row of rows) for (const item of row.items) yield valueOf(item, row.eta);
    for (const value of line) if (value !== null) yield value;
    for (const one of intervals) { if (one?.low != null) yield one.low; if (one?.high != null) yield one.high; }
  };
  if (positive) {
    // A time of 0 is on no logarithmic axis: below 1 it is linear.
    const found = extent(all());
    if (!found) return [log, [1, 10]];
    if (found[0] > 0) return [log, found[0] < found[1] ? widen(log, found[0], found[1], 0.06) : [found[0] / 1.5, found[1] * 1.5]];
    const scale = symlog(1);
    return [scale, widen(scale, 0, Math.max(found[1], 1), 0.06)];
  }
  const [low, high] = extent(all()) ?? [0, 0];
  const [from, to] = [Math.min(0, low), Math.max(0, high)];
  const largest = Math.max(Math.abs(from), Math.abs(to)) || 0.01;
  // Linear in the middle: a twentieth of what there is, so that signs are seen on both sides of 0.
  const scale = symmetric ? symlog(Math.max(largest / 20, 1e-12)) : linear;
  return [scale, widen(scale, from === 0 ? -largest / 40 : from, to === 0 ? largest / 40 : to, 0.06)];
}

function stroke({ context, unit }: Drawing, colour: string, width: number, dash: number[], path: () => void) {
  context.strokeStyle = colour;
  context.lineWidth = width * unit;
  context.setLineDash(dash.map((length) => length * unit));
  context.beginPath();
  path();
  context.stroke();
  context.setLineDash([]);
}

function mean(values: number[]): number | null {
  let [sum, count] = [0, 0];
  for (const value of values) if (Number.isFinite(value)) { sum += value; count++; }
  return count === 0 ? null : sum / count;
}

// Of all, one that is never reached counted as infinite.
function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.map((value) => Number.isNaN(value) ? Infinity : value).sort((a, b) => a - b);
  const value = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  return Number.isFinite(value) ? value : null;
}
