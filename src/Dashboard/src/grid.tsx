// The grid: η across, seeds upwards, a square an item.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { count, number } from "./format";
import type { Curve, Items } from "./model";
import { diverging, onTheme, theme, type Theme } from "./theme";

const kinds = ["done", "diverged", "running", "failed", "waiting"] as const;
type Kind = typeof kinds[number];

const kindOf = (items: Items, item: number): Kind => items.states[item] === 100 ? (items.diverged[item] ? "diverged" : "done")
  : items.states[item] === 114 ? "running" : items.states[item] === 102 ? "failed" : "waiting";

export function StateGrid({ items, curve, selected, pick, version }: {
  items: Items; curve: Curve; selected: number | null; pick(item: number): void; version: unknown;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [byLambda, setByLambda] = useState(false);
  const [cursor, setCursor] = useState<[number, number] | null>(null);
  const columns = useMemo(() => curve.cells.map((cell) => items.of(cell.cell)), [curve, items, items.known]);
  const rows = Math.max(1, ...columns.map((column) => column.length));
  const counts = useMemo(() => {
    const of: Record<Kind, number> = { done: 0, diverged: 0, running: 0, failed: 0, waiting: 0 };
    for (const column of columns) for (const item of column) of[kindOf(items, item)]++;
    return of;
  }, [columns, version]);
  const under = cursor ? columns[cursor[0]]?.[cursor[1]] : undefined;

  const geometry = () => {
    const width = Math.max(160, (frame.current?.clientWidth ?? 600) - 2);
    const cell = Math.min(40, width / columns.length);
    return { width: cell * columns.length, cell, height: Math.min(16, Math.max(320 / rows, rows > 320 ? 0 : 6), cell * 1.2) };
  };

  const paint = () => {
    const element = canvas.current;
    if (!element) return;
    const { width, cell, height } = geometry();
    const unit = devicePixelRatio;
    const total = Math.max(8, height * rows);
    element.style.width = `${width}px`;
    element.style.height = `${total}px`;
    element.width = Math.round(width * unit);
    element.height = Math.round(total * unit);
    const context = element.getContext("2d")!;
    context.scale(unit, unit);
    const colours = theme();
    const gap = height >= 4 && cell >= 4 ? 1 : 0;
    const largest = byLambda ? scaleOf(items, columns) : 1;
    columns.forEach((column, x) => column.forEach((item, k) => {
      square(context, colours, kindOf(items, item), x * cell, total - (k + 1) * height, cell - gap, height - gap, byLambda && Number.isFinite(items.lambdas[item]) ? items.lambdas[item] / largest : null);
      if (item === selected) {
        context.strokeStyle = colours.onset;
        context.lineWidth = 2;
        context.strokeRect(x * cell, total - (k + 1) * height, Math.max(3, cell - gap), Math.max(3, height - gap));
      }
    }));
  };

  useEffect(paint, [version, columns, selected, byLambda]);
  useEffect(() => {
    const sized = new ResizeObserver(() => latest.current());
    sized.observe(frame.current!);
    const off = onTheme(() => latest.current());
    return () => { sized.disconnect(); off(); };
  }, []);
  const latest = useRef(paint);
  latest.current = paint;

  const at = (event: MouseEvent): [number, number] | null => {
    const { cell, height } = geometry();
    const box = canvas.current!.getBoundingClientRect();
    const place: [number, number] = [Math.floor((event.clientX - box.left) / cell), Math.floor((box.bottom - event.clientY) / height)];
    return columns[place[0]]?.[place[1]] === undefined ? null : place;
  };
  const keys = (event: KeyboardEvent) => {
    const step = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], Home: [-1e9, 0], End: [1e9, 0], PageUp: [0, 10], PageDown: [0, -10] } as Record<string, [number, number]>)[event.key];
    if (event.key === "Enter" || event.key === " ") {
      if (under !== undefined) pick(under);
    } else if (step) {
      const [x, k] = cursor ?? [0, -step[1]];
      const column = Math.min(Math.max(0, x + step[0]), columns.length - 1);
      setCursor([column, Math.min(Math.max(0, k + step[1]), Math.max(0, columns[column].length - 1))]);
    } else return;
    event.preventDefault();
  };

  const first = curve.cells[0].learningRate, last = curve.cells[curve.cells.length - 1].learningRate;
  return <div class="grid">
    <ul class="legend">
      {kinds.filter((kind) => counts[kind] > 0 || kind === "done").map((kind) => <li key={kind}><Swatch kind={kind} /> {kind} {count(counts[kind])}</li>)}
      <li><label><input type="checkbox" checked={byLambda} onChange={(event) => setByLambda(event.currentTarget.checked)} /> colour by Λ <small>(blue below 0, orange above)</small></label></li>
    </ul>
    <div class="squares" ref={frame}>
      <div role="application" tabIndex={0} aria-roledescription="grid of items" onKeyDown={keys} onBlur={() => setCursor(null)}
        aria-label={`Items: learning rates from ${number(first)} to ${number(last)} across, ${rows} seeds upwards. Arrow keys move, Enter opens the item.`}>
        <canvas ref={canvas} onMouseMove={(event) => setCursor(at(event))} onMouseLeave={() => setCursor(null)}
          onClick={(event) => { const place = at(event); if (place) pick(columns[place[0]][place[1]]); }} />
        {cursor && <div class="cursor" style={{ left: `${cursor[0] * geometry().cell}px`, bottom: `${cursor[1] * geometry().height}px`, width: `${geometry().cell}px`, height: `${geometry().height}px` }} />}
      </div>
      <div class="ends" style={{ width: `${geometry().width}px` }} aria-hidden="true"><span>η = {number(first)}</span>{curve.cells.length > 1 && <span>{number(last)}</span>}</div>
    </div>
    <p class="note" aria-live="polite">{under === undefined ? "Point at a square, or go there with the arrow keys." :
      `η = ${number(curve.cells[cursor![0]].learningRate)}, seed ${items.seeds[under]}: ${kindOf(items, under)}${Number.isFinite(items.lambdas[under]) ? `, Λ = ${number(items.lambdas[under])}` : ""} (item ${under})`}</p>
  </div>;
}

function Swatch({ kind }: { kind: Kind }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const paint = () => {
      const element = canvas.current!;
      element.width = element.height = 14 * devicePixelRatio;
      const context = element.getContext("2d")!;
      context.scale(devicePixelRatio, devicePixelRatio);
      square(context, theme(), kind, 0, 0, 14, 14, null);
    };
    paint();
    return onTheme(paint);
  }, []);
  return <canvas ref={canvas} class="swatch" aria-hidden="true" />;
}

// Told apart by shape as well as by colour: failed has a cross, diverged a stroke, running a hole.
function square(context: CanvasRenderingContext2D, colours: Theme, kind: Kind, x: number, y: number, width: number, height: number, share: number | null) {
  context.fillStyle = share !== null ? diverging(colours, share) : colours[kind];
  context.fillRect(x, y, width, height);
  if (width < 5 || height < 5 || kind === "done" || kind === "waiting") return;
  context.strokeStyle = colours.paper;
  context.lineWidth = 1.5;
  context.beginPath();
  const inset = Math.min(width, height) * 0.22;
  if (kind === "running") {
    context.rect(x + width / 2 - inset, y + height / 2 - inset, 2 * inset, 2 * inset);
  } else {
    context.moveTo(x + inset, y + height - inset);
    context.lineTo(x + width - inset, y + inset);
    if (kind === "failed") { context.moveTo(x + inset, y + inset); context.lineTo(x + width - inset, y + height - inset); }
  }
  context.stroke();
}

// Full colour at the value that all but the largest twentieth stay below.
function scaleOf(items: Items, columns: number[][]): number {
  const sizes = columns.flat().map((item) => Math.abs(items.lambdas[item])).filter(Number.isFinite).sort((a, b) => a - b);
  return sizes[Math.floor(0.95 * (sizes.length - 1))] || 1;
}
