// A campaign as the page knows it: documents that were asked for, and events that came since.
import { useEffect, useReducer, useRef } from "preact/hooks";
import { campaignPath, get, inlined, Refused } from "./api";
import { listen, type Connection } from "./events";
import type { Cells, Entry, ItemEvent, Points, Specification, Status, Verdict, VerdictGroup } from "./types";

/** Items by index, one array for each quantity. */
export class Items {
  readonly states: Uint8Array; // character codes: d, r, f, w
  readonly cells: Int32Array;
  readonly seeds: Int32Array;
  readonly lambdas: Float64Array;
  readonly times: Float64Array[];
  readonly diverged: Uint8Array;
  /** How many are known by now. */
  known = 0;
  private byCell: number[][] | null = null;

  constructor(readonly count: number, thresholds: number) {
    this.states = new Uint8Array(count).fill(119);
    this.cells = new Int32Array(count).fill(-1);
    this.seeds = new Int32Array(count);
    this.lambdas = new Float64Array(count).fill(NaN);
    this.times = Array.from({ length: thresholds }, () => new Float64Array(count).fill(NaN));
    this.diverged = new Uint8Array(count);
  }

  add(points: Points) {
    const { first } = points;
    for (let k = 0; k < points.cells.length && first + k < this.count; k++) {
      const item = first + k;
      this.cells[item] = points.cells[k];
      this.seeds[item] = points.seeds[k];
      // An event may have come before the page that it belongs to.
      if (this.states[item] === 100) continue;
      this.states[item] = points.states.charCodeAt(k);
      this.lambdas[item] = points.lambdas[k] ?? NaN;
      this.times.forEach((times, a) => { times[item] = points.trainingTimes[a]?.[k] ?? NaN; });
    }
    for (const item of points.divergent) if (item < this.count) this.diverged[item] = 1;
    this.known = Math.max(this.known, first + points.cells.length);
    this.byCell = null;
  }

  /** An item's result is there. */
  put({ item, cell, result }: ItemEvent) {
    if (item >= this.count) return;
    this.states[item] = 100;
    if (this.cells[item] < 0) this.byCell = null;
    this.cells[item] = cell;
    this.lambdas[item] = result.lambda ?? NaN;
    this.times.forEach((times, a) => { times[item] = result.trainingTimes[a] ?? NaN; });
    this.diverged[item] = result.divergedAt === null ? 0 : 1;
  }

  /** Which are running and which have failed, as the status says; results are never taken back here. */
  refresh(status: Status) {
    for (let item = 0; item < this.count; item++) if (this.states[item] !== 100) this.states[item] = 119;
    for (const { item } of status.running) if (item < this.count && this.states[item] !== 100) this.states[item] = 114;
    for (const { item } of status.quarantined) if (item < this.count) this.states[item] = 102;
  }

  /** The items of a cell, by seed. */
  of(cell: number): number[] {
    if (!this.byCell) {
      this.byCell = [];
      for (let item = 0; item < this.count; item++) if (this.cells[item] >= 0) (this.byCell[this.cells[item]] ??= []).push(item);
    }
    return this.byCell[cell] ?? [];
  }

  find(cell: number, seed: number): number | undefined { return this.of(cell).find((item) => this.seeds[item] === seed); }
}

/** Cells that differ in η alone. */
export interface Curve { number: number; label: string; cells: Status["cells"]; group: VerdictGroup | undefined }

export interface Model {
  name: string; status: Status | null; entry: Entry | null; spec: Specification | null; items: Items | null; cells: Cells | null;
  verdict: Verdict | null; verdictDone: number; verdictError: string | null; curves: Curve[]; connection: Connection; error: Refused | null; version: number;
  reload(): void;
}

/** Beyond that many items, a break is not made up for item by item. */
const many = 5000;

/** Keeps up with a campaign. */
export function useCampaign(name: string): Model {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const ref = useRef<Model | null>(null);
  if (ref.current?.name !== name) ref.current = empty(name);
  useEffect(() => {
    const model = ref.current!;
    const path = campaignPath(name);
    const ending = new AbortController();
    let drawing = 0, drawn = 0, looking = false, lookAgain = false, loading = 0, judging = false, judgeTimer = 0, judgedIn = 0;

    const changed = () => {
      model.version++;
      drawing ||= window.setTimeout(() => {
        drawing = 0;
        const since = performance.now();
        redraw(0);
        // What it takes is known when the page has come to rest; a fifth of the time is drawn.
        setTimeout(() => { drawn = performance.now() - since; });
      }, Math.max(100, 4 * drawn));
    };

    const curves = () => {
      const { status, spec } = model;
      if (!status || !spec) return;
      const rates = spec.learningRates.length;
      model.curves = Array.from({ length: Math.ceil(status.cells.length / rates) }, (_, number) => {
        const cells = status.cells.slice(number * rates, (number + 1) * rates);
        return { number, cells, label: label(status, cells[0]), group: model.verdict?.groups[number] };
      });
    };

    // Where it stands: at once, and whenever something has happened, but not more often than it takes.
    const look = async () => {
      if (looking) { lookAgain = true; return; }
      looking = true;
      const since = performance.now();
      try {
        const status = await get<Status>(path, ending.signal);
        const grew = !model.items || model.items.count !== status.items || model.spec?.learningRates.length !== distinctRates(status);
        model.status = status;
        model.entry ??= status;
        if (grew) await load(status);
        else model.items!.refresh(status);
        model.error = null;
        curves();
        judge();
      } catch (error) {
        if (error instanceof Refused && !model.status) model.error = error;
      }
      changed();
      const pause = Math.max(600, 8 * (performance.now() - since));
      setTimeout(() => { looking = false; if (lookAgain && !ending.signal.aborted) { lookAgain = false; void look(); } }, pause);
    };

    const load = async (status: Status) => {
      const mine = ++loading;
      model.spec = await get<Specification>(`${path}/specification`, ending.signal);
      const items = new Items(status.items, model.spec.thresholds.length);
      model.items = items;
      curves();
      changed();
      void (async () => {
        try {
          for (let after: number | null = -1; after !== null && mine === loading;) {
            const points: Points = await get<Points>(`${path}/points?after=${after}`, ending.signal);
            items.add(points);
            after = points.next;
            changed();
          }
        } catch {
          if (!ending.signal.aborted && !inlined) setTimeout(() => { if (mine === loading) { model.items = null; void look(); } }, 2000);
        }
      })();
    };

    // What it says: anew when results have come, at most a tenth of the time.
    const judge = () => {
      const done = model.status!.done;
      if (judging || judgeTimer || done === 0 || done === model.verdictDone) return;
      judgeTimer = window.setTimeout(async () => {
        judgeTimer = 0;
        judging = true;
        const since = performance.now();
        const asked = model.status!.done;
        try {
          model.verdict = await get<Verdict>(`${path}/verdict`, ending.signal);
          model.cells = await get<Cells>(`${path}/cells`, ending.signal);
          model.verdictDone = asked;
          model.verdictError = null;
          curves();
        } catch (error) {
          if (error instanceof Refused) model.verdictError = error.message;
        }
        judging = false;
        judgedIn = performance.now() - since;
        changed();
        if (!ending.signal.aborted && model.status!.done !== model.verdictDone && !inlined) judge();
      }, model.verdict || model.verdictError ? Math.max(1500, 9 * judgedIn) : 0);
    };

    model.reload = () => void look();
    void look();
    const stop = inlined ? () => {} : listen(`${path}/events`, {
      event(kind, data) {
        if (kind === "item") {
          model.items?.put(data as ItemEvent);
        } else if (kind === "status" || kind === "settled") {
          model.entry = data as Entry;
          void look();
        } else if (kind === "verdict") {
          void look();
        }
        changed();
      },
      connection(state) { model.connection = state; if (state === "live") void look(); changed(); },
      resumes: () => (model.items?.count ?? 0) <= many,
      restarted() { model.items = null; void look(); },
    });
    return () => { ending.abort(); stop(); clearTimeout(drawing); clearTimeout(judgeTimer); };
  }, [name]);
  return ref.current;
}

function empty(name: string): Model {
  return {
    name, status: null, entry: null, spec: null, items: null, cells: null, verdict: null, verdictDone: -1, verdictError: null, curves: [],
    connection: inlined ? "live" : "connecting", error: null, version: 0, reload: () => {},
  };
}

const distinctRates = (status: Status) => new Set(status.cells.map((cell) => cell.learningRate)).size;

// What tells the curve apart from the campaign's others.
function label(status: Status, cell: Status["cells"][number]): string {
  const varies = (of: (cell: Status["cells"][number]) => unknown) => status.cells.some((other) => of(other) !== of(cell));
  const parts = [
    varies((c) => c.task) && cell.task,
    varies((c) => c.architecture) && cell.architecture,
    varies((c) => c.l2) && `l2 ${cell.l2}`,
    varies((c) => c.momentum) && `β ${cell.momentum}`,
    varies((c) => c.epsilon) && `ε ${cell.epsilon}`,
  ].filter(Boolean);
  return parts.join(" · ") || `${cell.task} · ${cell.architecture}`;
}
