// γ₁(t, η) of one seed: where along the run, and at which η, nearby trajectories part.
import { useEffect, useRef, useState } from "preact/hooks";
import { campaignPath, get, inlined, Refused } from "./api";
import { number } from "./format";
import type { Curve, Model } from "./model";
import { diverging, onTheme, theme } from "./theme";
import type { Series } from "./types";

const mostRows = 64;

interface Line { eta: number; item: number; values: number[] | null }

export function LocalExponents({ model, curve, seed, pick }: { model: Model; curve: Curve; seed: number; pick(item: number): void }) {
  const [lines, setLines] = useState<Line[]>([]);
  const [wanted, want] = useState(inlined !== null);
  const [error, setError] = useState<string | null>(null);
  const items = model.items!;
  const name = (model.spec!.tangents ?? 0) > 0 ? "exponents" : "distance";
  const columns = curve.cells.map((cell) => ({ eta: cell.learningRate, item: items.find(cell.cell, seed) }))
    .filter((one): one is { eta: number; item: number } => one.item !== undefined && items.states[one.item] === 100);
  const step = Math.ceil(columns.length / mostRows);
  const chosen = columns.filter((_, k) => k % step === 0);
  const key = chosen.map((one) => one.item).join();

  useEffect(() => {
    if (!wanted) return;
    const ending = new AbortController();
    void (async () => {
      const read: Line[] = [];
      for (const one of chosen) {
        let values = lines.find((line) => line.item === one.item)?.values ?? null;
        try {
          values ??= growth(name, await get<Series>(`${campaignPath(model.name)}/items/${one.item}/series/${name}`, ending.signal));
        } catch (problem) {
          if (ending.signal.aborted) return;
          if (!(problem instanceof Refused) || problem.problem.status !== 404) { setError(String((problem as Error).message)); return; }
        }
        read.push({ ...one, values });
        if (read.length % 8 === 0) setLines([...read]);
      }
      setError(null);
      setLines(read);
    })();
    return () => ending.abort();
  }, [wanted, key, name]);

  const shown = lines.filter((line) => line.values !== null);
  return <details open={wanted} onToggle={(event) => want(event.currentTarget.open)}>
    <summary>Local exponents {name === "exponents" ? <>γ<sub>1</sub>(t, η)</> : "Δ ln D(t, η)"} of seed {seed}</summary>
    {error && <p class="problem">{error}</p>}
    {shown.length > 0 ? <HeatMap lines={shown} pick={pick} name={name === "exponents" ? "γ₁" : "Δ ln D"} /> : <p class="note">{inlined ? "Not in this file." : "No series of this seed yet."}</p>}
  </details>;
}

function growth(name: string, { rows }: Series): number[] {
  if (name === "exponents") return (rows[0] ?? []).map((value) => value ?? NaN);
  const mean = rows[0]?.map((_, t) => rows.reduce((sum, row) => sum + (row[t] ?? NaN), 0) / rows.length) ?? [];
  return mean.slice(1).map((value, t) => Math.log(value / mean[t]));
}

function HeatMap({ lines, pick, name }: { lines: Line[]; pick(item: number): void; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [under, setUnder] = useState("");
  const epochs = Math.max(...lines.map((line) => line.values!.length));
  const height = Math.max(6, Math.min(24, 300 / lines.length));
  const sizes = lines.flatMap((line) => line.values!).filter(Number.isFinite).map(Math.abs).sort((a, b) => a - b);
  const largest = sizes[Math.floor(0.98 * (sizes.length - 1))] || 1;

  useEffect(() => {
    const paint = () => {
      const element = canvas.current!;
      const [width, unit] = [element.parentElement!.clientWidth, devicePixelRatio];
      element.style.height = `${height * lines.length}px`;
      element.width = Math.round(width * unit);
      element.height = Math.round(height * lines.length * unit);
      const context = element.getContext("2d")!;
      const colours = theme();
      context.fillStyle = colours.waiting;
      context.fillRect(0, 0, element.width, element.height);
      lines.forEach((line, row) => {
        const top = (lines.length - 1 - row) * height * unit;
        for (let x = 0; x < element.width; x++) {
          const value = line.values![Math.floor(x / element.width * epochs)];
          if (!Number.isFinite(value)) continue;
          // The signed root, as in the figure of the report.
          context.fillStyle = diverging(colours, Math.sign(value) * Math.sqrt(Math.abs(value) / largest));
          context.fillRect(x, top, 1, Math.ceil(height * unit) - (height > 8 ? 1 : 0));
        }
      });
    };
    paint();
    const sized = new ResizeObserver(paint);
    sized.observe(canvas.current!.parentElement!);
    const off = onTheme(paint);
    return () => { sized.disconnect(); off(); };
  }, [lines]);

  const at = (event: MouseEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    const line = lines[Math.floor((box.bottom - event.clientY) / height)];
    return line && { line, t: Math.floor((event.clientX - box.left) / box.width * epochs) };
  };
  return <>
    <div class="heat"><canvas ref={canvas} role="img" aria-label={`${name} along ${epochs} epochs, for learning rates from ${number(lines[0].eta)} below to ${number(lines[lines.length - 1].eta)} above`}
      onMouseMove={(event) => { const found = at(event); setUnder(found ? `η = ${number(found.line.eta)}, t = ${found.t}: ${name} = ${number(found.line.values![found.t])}` : ""); }}
      onMouseLeave={() => setUnder("")} onClick={(event) => { const found = at(event); if (found) pick(found.line.item); }} /></div>
    <div class="ends" aria-hidden="true"><span>t = 0</span><span>η from {number(lines[0].eta)} (below) to {number(lines[lines.length - 1].eta)}</span><span>{epochs}</span></div>
    <p class="note">{under || `Orange where nearby trajectories part, blue where they approach; full colour at ±${number(largest)} per epoch.`}</p>
  </>;
}
