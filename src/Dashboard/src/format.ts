// Numbers and times as people read them.

const known = (value: number | null | undefined): value is number => value !== null && value !== undefined && Number.isFinite(value);

/** Three significant digits, or as many as are given. */
export function number(value: number | null | undefined, digits = 3): string {
  if (!known(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-4) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    const rounded = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
    return `${rounded === "1" ? "" : rounded === "-1" ? "−" : `${rounded}·`}10${superscript(Number(exponent))}`.replace("-", "−");
  }
  return String(Number(value.toPrecision(digits))).replace("-", "−");
}

/** Every digit that a program needs to read the same number again. */
export const exact = (value: number) => String(value);

export const count = (value: number) => Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, "\u2009");

export function interval(low: number | null, high: number | null): string {
  if (!known(low) && !known(high)) return "";
  return `[${known(low) ? number(low) : "−∞"}, ${known(high) ? number(high) : "∞"}]`;
}

export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 1) return `${number(seconds, 2)} s`;
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  if (seconds < 6000) return `${Math.ceil(seconds / 60)} min`;
  if (seconds < 100 * 3600) return `${number(seconds / 3600, 2)} h`;
  return `${Math.ceil(seconds / 86400)} days`;
}

export const plural = (amount: number, word: string) => `${count(amount)} ${word}${amount === 1 ? "" : "s"}`;

function superscript(value: number): string {
  return String(value).replace(/./g, (digit) => digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
}
