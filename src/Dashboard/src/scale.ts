// Scales of axes, and ticks on them.

/** From values to numbers whose differences are distances, and back. */
export interface Scale { kind: "linear" | "log" | "symlog"; forward(value: number): number; inverse(place: number): number }

export const linear: Scale = { kind: "linear", forward: (value) => value, inverse: (place) => place };
export const log: Scale = { kind: "log", forward: Math.log, inverse: Math.exp };

/** Linear within `width` of 0, and logarithmic beyond, on both sides. */
export const symlog = (width: number): Scale =>
  ({ kind: "symlog", forward: (value) => Math.asinh(value / width), inverse: (place) => Math.sinh(place) * width });

/** From one value to another, with a margin at both ends that is as wide as it looks. */
export function widen(scale: Scale, low: number, high: number, share: number): [number, number] {
  const [from, to] = [scale.forward(low), scale.forward(high)];
  const margin = share * (to - from);
  return [scale.inverse(from - margin), scale.inverse(to + margin)];
}

/** Ticks at round numbers, no two closer than `gap` pixels. */
export function ticks(scale: Scale, low: number, high: number, pixels: number, gap: number): number[] {
  const [from, to] = [scale.forward(low), scale.forward(high)];
  if (!(to > from)) return [low];
  const place = (value: number) => (scale.forward(value) - from) / (to - from) * pixels;
  const taken: number[] = [];
  const offer = (value: number) => {
    if (value < low || value > high || taken.some((other) => Math.abs(place(other) - place(value)) < gap)) return;
    taken.push(value);
  };
  if (scale.kind === "linear") {
    const step = [1, 2, 5, 10].map((k) => k * 10 ** Math.floor(Math.log10((high - low) / pixels * gap))).find((s) => s * pixels / (high - low) >= gap)!;
    for (let k = Math.ceil(low / step); k * step <= high; k++) offer(round(k * step));
    return taken;
  }
  const top = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))));
  const bottom = scale.kind === "log" ? Math.floor(Math.log10(low)) : top - 6;
  if (scale.kind === "symlog") offer(0);
  for (const digits of [[1], [5, 2], [3], [1.5, 4, 7], [2.5, 6, 8]])
    for (let power = top; power >= bottom; power--)
      for (const digit of digits)
        for (const sign of scale.kind === "symlog" ? [1, -1] : [1]) offer(round(sign * digit * 10 ** power));
  return taken.sort((a, b) => a - b);
}

const round = (value: number) => Number(value.toPrecision(12));

/** The least and the largest finite one; null without any. */
export function extent(values: Iterable<number>, also?: (value: number) => boolean): [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value) || (also && !also(value))) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}
