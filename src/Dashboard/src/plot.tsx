// uPlot with the axes of this page: it draws frame, line and cursor; points and intervals are drawn here.
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { number } from "./format";
import { ticks, type Scale } from "./scale";
import { onTheme, theme, type Theme } from "./theme";

export interface Drawing {
  context: CanvasRenderingContext2D; colours: Theme; unit: number; left: number; top: number; width: number; height: number;
  x(value: number): number; y(value: number): number;
}

export interface PlotProps {
  title: string; label: string; height: number; x: Scale; y: Scale; xRange: [number, number]; yRange: [number, number];
  xLabel?: string; sync?: string; line?: { x: number[]; y: (number | null)[] };
  draw(to: Drawing): void;
  /** What is nearest to a place in the plot, in CSS pixels of its area. */
  nearest?(left: number, top: number): { text: string; left: number; top: number; key: number } | null;
  pick?(key: number): void;
  /** Whatever else makes it look different. */
  version: unknown;
}

export function Plot(props: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = place.current!;
    const width = () => Math.max(200, element.clientWidth);
    const axis = (which: "x" | "y"): uPlot.Axis => ({
      stroke: () => theme().faint, font: "12px system-ui, sans-serif", size: which === "x" ? (latest.current.xLabel ? 30 : 26) : 58, gap: 4,
      label: which === "x" ? latest.current.xLabel : undefined, labelSize: 18, labelFont: "12px system-ui, sans-serif",
      grid: { stroke: () => theme().line, width: 1 }, ticks: { stroke: () => theme().line, width: 1, size: 4 },
      splits: (self, _, low, high) => ticks(latest.current[which], low, high, which === "x" ? self.width - 75 : self.height - 45, which === "x" ? 52 : 24),
      filter: (_, splits) => splits,
      values: (_, splits) => splits.map((value) => number(value)),
    });
    const transform = (which: "x" | "y") => ({
      time: false, distr: 100 as uPlot.Scale.Distr, fwd: (value: number) => latest.current[which].forward(value), bwd: (place: number) => latest.current[which].inverse(place),
      range: () => latest.current[`${which}Range`] as [number, number],
    });
    const self = new uPlot({
      width: width(), height: latest.current.height, legend: { show: false }, pxAlign: 1,
      scales: { x: transform("x") as uPlot.Scale, y: transform("y") as uPlot.Scale },
      cursor: {
        y: false, drag: { x: false, y: false, setScale: false }, points: { show: false },
        ...(latest.current.sync ? { sync: { key: latest.current.sync, scales: ["x", null] as [string, null] } } : {}),
      },
      axes: [axis("x"), axis("y")],
      series: [{}, { stroke: () => theme().mark, width: 2, points: { show: false }, spanGaps: false }],
      hooks: {
        draw: [(u) => {
          const { left, top, width, height } = u.bbox;
          const context = u.ctx;
          context.save();
          context.beginPath();
          context.rect(left, top, width, height);
          context.clip();
          latest.current.draw({
            context, colours: theme(), unit: devicePixelRatio, left, top, width, height,
            x: (value) => position(latest.current.x, latest.current.xRange, value) * width + left,
            y: (value) => (1 - position(latest.current.y, latest.current.yRange, value)) * height + top,
          });
          context.restore();
        }],
      },
    }, data(latest.current), element);
    plot.current = self;
    const over = self.over;
    const near = (event: MouseEvent) => {
      const box = over.getBoundingClientRect();
      return latest.current.nearest?.(event.clientX - box.left, event.clientY - box.top) ?? null;
    };
    const move = (event: MouseEvent) => {
      const found = near(event);
      over.style.cursor = found && latest.current.pick ? "pointer" : "crosshair";
      const shown = tip.current!;
      shown.hidden = !found;
      if (!found) return;
      shown.textContent = found.text;
      const x = found.left + over.offsetLeft;
      shown.style.left = `${Math.min(Math.max(4, x + 10), element.clientWidth - shown.offsetWidth - 4)}px`;
      shown.style.top = `${Math.max(0, found.top + over.offsetTop - shown.offsetHeight - 8)}px`;
    };
    const leave = () => { tip.current!.hidden = true; };
    const click = (event: MouseEvent) => {
      const found = near(event);
      if (found) latest.current.pick?.(found.key);
    };
    over.addEventListener("mousemove", move);
    over.addEventListener("mouseleave", leave);
    over.addEventListener("click", click);
    const sized = new ResizeObserver(() => {
      if (Math.abs(self.width - width()) > 1) self.setSize({ width: width(), height: latest.current.height });
    });
    sized.observe(element);
    const off = onTheme(() => self.redraw(false, true));
    return () => { off(); sized.disconnect(); self.destroy(); };
  }, []);

  useEffect(() => { plot.current?.setData(data(latest.current)); }, [props.version]);

  return <figure class="plot" aria-label={props.label}>
    <figcaption>{props.title}</figcaption>
    <div class="canvas" role="img" aria-label={props.label} ref={place} />
    <div class="tip" ref={tip} hidden aria-hidden="true" />
  </figure>;
}

const position = (scale: Scale, [low, high]: [number, number], value: number) =>
  (scale.forward(value) - scale.forward(low)) / (scale.forward(high) - scale.forward(low));

// The ends of the axis are there even where nothing else is: uPlot draws no axes for nothing.
function data({ line, xRange }: PlotProps): uPlot.AlignedData {
  return line && line.x.length > 0 ? [line.x, line.y] as uPlot.AlignedData : [xRange, [null, null]] as uPlot.AlignedData;
}

/** Items as they were drawn, to be found again by whoever points at them. */
export class Drawn {
  private xs: number[] = [];
  private ys: number[] = [];
  private items: number[] = [];

  clear() { [this.xs, this.ys, this.items] = [[], [], []]; }

  add(x: number, y: number, item: number) { this.xs.push(x); this.ys.push(y); this.items.push(item); }

  nearest(left: number, top: number, within = 14): { left: number; top: number; item: number } | null {
    let [best, found] = [within * within, -1];
    for (let k = 0; k < this.xs.length; k++) {
      const far = (this.xs[k] - left) ** 2 + (this.ys[k] - top) ** 2;
      if (far < best) [best, found] = [far, k];
    }
    return found < 0 ? null : { left: this.xs[found], top: this.ys[found], item: this.items[found] };
  }
}
