// What a curve says by now, who spoils it, and what would settle it.
import { useState } from "preact/hooks";
import { access, campaignPath, post } from "./api";
import { count, duration, interval, number, plural } from "./format";
import type { Curve, Model } from "./model";
import type { Settlement, VerdictGroup } from "./types";

export function VerdictPart({ model, curve, pick, act }: {
  model: Model; curve: Curve; pick(item: number): void; act(what: string, run: () => Promise<string>): void;
}) {
  const { group } = curve;
  const status = model.status!;
  if (!group) return <p class="note">{model.verdictError ?? (status.done === 0 ? "Nothing has finished yet." : "Reading the series that are stored …")}</p>;
  const behind = status.done - model.verdictDone;
  const [first, ...rest] = group.sentence.split(/(?<=\.) (?=[A-Z])/);
  return <>
    <div class="verdict" data-done={model.verdictDone}>
      <p class="main">{symbols(first)}</p>
      {rest.length > 0 && <p>{symbols(rest.join(" "))}</p>}
      <p class="note">Of {plural(model.verdictDone, "item")} of {count(status.items)}{behind > 0 ? `; ${plural(behind, "more item")} finished since, it is worked out anew` : status.done < status.items ? "; it forms as results come" : ""}.
        {" "}Criterion: κ = {number(group.criterion.kappa)}, {plural(group.criterion.decades, "decade")}{group.criterion.threshold !== null ? `, accuracy ${number(group.criterion.threshold)}` : ""}; growth from {group.criterion.growth ?? "nothing"}.</p>
    </div>
    <Spoilers model={model} curve={curve} group={group} pick={pick} />
    <Settles model={model} settles={group.settles} act={act} />
  </>;
}

// Seeds whose own onset is farthest from the common one, each with the run at which it turns chaotic.
export function Spoilers({ model, curve, group, pick }: { model: Model; curve: Curve; group: VerdictGroup; pick(item: number): void }) {
  const items = model.items!;
  const onset = group.onset.eta;
  const primary = group.criterion.threshold;
  const rows = group.seeds.map((seed) => {
    const eta = seed.bracket[1] ?? seed.bracket[0];
    const cell = curve.cells.find((one) => one.learningRate === eta)?.cell;
    const item = cell === undefined ? undefined : items.find(cell, seed.seed);
    const fastest = seed.fastest.find((one) => one.a === primary)?.eta ?? null;
    // Where most seeds have no onset, those that have one spoil it, the earliest most.
    const far = onset ? (seed.onset ? Math.abs(Math.log(seed.onset / onset)) : Infinity) : seed.onset ? 1 / seed.onset : NaN;
    return { ...seed, item, fastest, far };
  }).filter((row) => row.item !== undefined);
  if (rows.length < 2) return null;
  const sorted = [...rows].sort((a, b) => (Number.isNaN(b.far) ? -1 : b.far) - (Number.isNaN(a.far) ? -1 : a.far));
  const odd = sorted.filter((row) => !Number.isNaN(row.far));
  const where = (row: typeof rows[number]) => row.onset !== null ? number(row.onset)
    : row.bracket[1] === null ? `> ${number(row.bracket[0])}` : `< ${number(row.bracket[1])}`;
  return <>
    {odd.length > 0 && <>
      <h3>{onset ? "Seeds whose own onset is farthest from the common one" : "Seeds with an onset of their own"}</h3>
      <ul class="chips" aria-label="Seeds that spoil it">
        {odd.slice(0, 6).map((row) => <li key={row.seed}><button type="button" onClick={() => pick(row.item!)}>seed {row.seed}: {where(row)}</button></li>)}
      </ul>
    </>}
    {rows.length > 6 && <details>
      <summary>All {count(rows.length)} seeds</summary>
      <div class="scroll" tabIndex={0} role="group" aria-label="All seeds"><table>
        <thead><tr><th scope="col">seed</th><th scope="col">own onset η</th><th scope="col">between</th>{primary !== null && <th scope="col">fastest η to {number(primary)}</th>}<th scope="col"><span class="hidden">open</span></th></tr></thead>
        <tbody>{sorted.slice(0, 500).map((row) => <tr key={row.seed}>
          <td>{row.seed}</td><td>{where(row)}</td><td>{interval(row.bracket[0], row.bracket[1])}</td>{primary !== null && <td>{number(row.fastest)}</td>}
          <td><button type="button" class="link" onClick={() => pick(row.item!)} aria-label={`Open seed ${row.seed}`}>open</button></td>
        </tr>)}</tbody>
      </table></div>
    </details>}
  </>;
}

function Settles({ model, settles, act }: { model: Model; settles: Settlement[]; act(what: string, run: () => Promise<string>): void }) {
  const [seeds, setSeeds] = useState("");
  const spec = model.spec!;
  const searches = model.status!.search !== null;
  const extend = (query: string) => act("extend", async () => {
    const done = await post<{ outcome: string; items: number; here: number | null }>(`${campaignPath(model.name)}/extend?${query}`);
    model.reload();
    return `${model.name} has ${plural(done.items, "item")} now${done.here !== null ? `, ${count(done.here)} of them are here already` : ""}.`;
  });
  const wanted = Number(seeds || 2 * spec.seeds);
  if (settles.length === 0 && (!access.mayWrite || searches)) return null;
  return <section class="settles" aria-labelledby="settles-title">
    <h3 id="settles-title">{settles.length > 0 ? "What would settle it" : "More seeds"}</h3>
    {settles.length > 0 && <p>The interval of η<sub>c</sub> is about halved by one of these:</p>}
    <ul class="ways">
      {settles.map((way, k) => {
        const what = way.seeds > 0 ? `${plural(way.seeds, "more seed")}` : `η = ${way.etas.map((eta) => number(eta)).join(", ")}`;
        const query = way.seeds > 0 ? `seeds=${spec.seeds + way.seeds}` : way.etas.map((eta) => `eta=${eta}`).join("&");
        return <li key={k}><span>{what}{way.seeds > 0 ? "" : " for the same seeds"}: {plural(way.items, "item")}{way.secondsHere !== null ? `, ${duration(way.secondsHere)} of this machine` : ""}</span>
          {access.mayWrite && !searches && <button type="button" onClick={() => extend(query)}>Extend by {what}</button>}</li>;
      })}
      {access.mayWrite && !searches && <li><form onSubmit={(event) => { event.preventDefault(); extend(`seeds=${wanted}`); }}>
        <label>{settles.length > 0 ? "or to" : "to"} <input type="number" name="seeds" min={spec.seeds + 1} step={1} value={seeds} placeholder={String(2 * spec.seeds)} onInput={(event) => setSeeds(event.currentTarget.value)} /> seeds in all</label>{" "}
        <button type="submit">Extend to {count(wanted)} seeds</button>
      </form></li>}
    </ul>
  </section>;
}

/** η_c as it is set in print. */
export function symbols(text: string): preact.ComponentChildren {
  return text.split(/([ηγλτ])_(\w)/).map((part, k) => k % 3 === 2 ? <sub>{part}</sub> : part);
}
