// Colours of what is drawn on canvases: those of style.css, light, dark, and light on paper. States differ in lightness and in shape, too.
import { useEffect, useState } from "preact/hooks";

const light = {
  ink: "#1a1d21", faint: "#5a6270", line: "#d9dde3", paper: "#ffffff", mark: "#0b5fa5", band: "rgba(11,95,165,.16)", onset: "#b04a00", onsetBand: "rgba(213,94,0,.13)",
  waiting: "#e3e7ec", running: "#56b4e9", done: "#00629b", failed: "#d55e00", diverged: "#e69f00", low: [38, 98, 160], middle: [244, 246, 248], high: [196, 92, 10],
};
const dark: typeof light = {
  ink: "#e4e7eb", faint: "#a2abb8", line: "#363c45", paper: "#16191d", mark: "#74b3ea", band: "rgba(116,179,234,.2)", onset: "#ffae70", onsetBand: "rgba(255,174,112,.16)",
  waiting: "#2b3138", running: "#8fd0f7", done: "#3d8fc7", failed: "#ff7a3d", diverged: "#e6b04a", low: [90, 165, 235], middle: [43, 49, 56], high: [255, 150, 70],
};

const scheme = matchMedia("(prefers-color-scheme: dark)");
const print = matchMedia("print");
let printing = print.matches;
const listeners = new Set<() => void>();
const tell = () => { for (const listener of listeners) listener(); };
const setPrinting = (value: boolean) => { if (printing !== value) { printing = value; tell(); } };
scheme.addEventListener("change", tell);
print.addEventListener("change", () => setPrinting(print.matches));
addEventListener("beforeprint", () => setPrinting(true));
addEventListener("afterprint", () => setPrinting(print.matches));

export type Theme = typeof light;

export const theme = (): Theme => scheme.matches && !printing ? dark : light;

/** Calls when what is drawn has to be drawn in other colours; at once, for paper does not wait. */
export function onTheme(redraw: () => void): () => void {
  listeners.add(redraw);
  return () => listeners.delete(redraw);
}

/** The theme, for parts that are made anew when it changes. */
export function useTheme(): Theme {
  const [now, set] = useState(theme);
  useEffect(() => onTheme(() => set(theme())), []);
  return now;
}

/** Blue below zero, orange above; `share` from −1 to 1. */
export function diverging(colours: Theme, share: number): string {
  const end = share < 0 ? colours.low : colours.high;
  const weight = Math.min(1, Math.abs(share));
  return `rgb(${colours.middle.map((middle, k) => Math.round(middle + (end[k] - middle) * weight)).join(",")})`;
}
