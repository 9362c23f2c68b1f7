// Where documents come from: the coordinator that served this page, or, in a report, the page itself.
import type { Problem } from "./types";

const prefix = "/api/v1";
const tokenKey = "chaos-token";

/** A question that was not answered with what was asked for. */
export class Refused extends Error {
  constructor(readonly problem: Problem) { super(problem.detail); }
}

/** Documents by their addresses that stand in the page itself; null where a coordinator is asked. */
export const inlined: Record<string, unknown> | null = readInlined();

/** Whoever wants to know when a token is asked for, or what it allows has become known. */
export const access = {
  wanted: null as string | null,
  mayWrite: false,
  listeners: new Set<() => void>(),
  set(wanted: string | null, mayWrite: boolean) {
    if (this.wanted === wanted && this.mayWrite === mayWrite) return;
    this.wanted = wanted;
    this.mayWrite = mayWrite;
    for (const listener of this.listeners) listener();
  },
};

/** Keeps a token for as long as this tab is open. */
export function useToken(token: string) {
  sessionStorage.setItem(tokenKey, token);
  access.set(null, access.mayWrite);
}

export function hasToken(): boolean { return !inlined && sessionStorage.getItem(tokenKey) !== null; }

export function forgetToken() {
  sessionStorage.removeItem(tokenKey);
  location.reload();
}

/** Asks, with the token if there is one. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  const token = sessionStorage.getItem(tokenKey);
  if (token) headers.set("Authorization", `Bearer ${token}`);
  let answer: Response;
  try {
    answer = await fetch(prefix + path, { ...init, headers, cache: "no-store" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Refused({ type: "unavailable", title: "No answer", status: 0, detail: "The coordinator does not answer." });
  }
  if (answer.ok) {
    access.set(null, answer.headers.get("Chaos-Rights") === "write");
    return answer;
  }
  let problem: Problem = { type: "failed", title: answer.statusText, status: answer.status, detail: `The coordinator answered ${answer.status}.` };
  if (answer.headers.get("Content-Type")?.includes("json")) problem = await answer.json();
  if (answer.status === 401) access.set(problem.detail, false);
  throw new Refused(problem);
}

/** A document. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  if (inlined) {
    if (path in inlined) return inlined[path] as T;
    throw new Refused({ type: "not-found", title: "Not in this file", status: 404, detail: "This is not in the report; the campaign's database has it." });
  }
  return (await ask(path, { signal })).json();
}

/** Changes something. */
export async function post<T>(path: string): Promise<T> {
  return (await ask(path, { method: "POST" })).json();
}

export const campaignPath = (name: string) => `/campaigns/${encodeURIComponent(name)}`;

function readInlined(): Record<string, unknown> | null {
  const element = document.getElementById("chaos-data");
  return element ? JSON.parse(element.textContent!) : null;
}
