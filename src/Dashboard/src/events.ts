// Server-sent events. EventSource can send no token, so the stream is read with fetch.
import { access, ask } from "./api";

export type Connection = "connecting" | "live" | "away";

export interface Listener {
  event(kind: string, data: unknown): void;
  connection(state: Connection): void;
  /** Whether to go on after the last event that was heard; else everything is looked at anew after a break. */
  resumes(): boolean;
  /** It begins again after a break, and nothing says what was missed. */
  restarted(): void;
}

/** Listens, for ever and whatever breaks, until the answer is called. */
export function listen(path: string, listener: Listener): () => void {
  const ending = new AbortController();
  void run();
  return () => ending.abort();

  async function run() {
    let lastId = "";
    let pause = 500;
    let heard = false;
    while (!ending.signal.aborted) {
      try {
        const resumes = lastId !== "" && listener.resumes();
        const answer = await ask(path, { signal: ending.signal, headers: resumes ? { Accept: "text/event-stream", "Last-Event-ID": lastId } : { Accept: "text/event-stream" } });
        if (heard && !resumes) listener.restarted();
        listener.connection("live");
        [heard, pause] = [true, 500];
        await read(answer.body!.pipeThrough(new TextDecoderStream()).getReader());
      } catch {
        // Whatever it was, it is asked again.
      }
      if (ending.signal.aborted) return;
      listener.connection(heard ? "away" : "connecting");
      if (access.wanted !== null) await new Promise<void>((done) => { const stop = () => { access.listeners.delete(stop); done(); }; access.listeners.add(stop); });
      else await new Promise((done) => setTimeout(done, pause));
      pause = Math.min(pause * 1.6, 3000);
    }

    async function read(reader: ReadableStreamDefaultReader<string>) {
      let text = "";
      let [id, kind, data] = ["", "", ""];
      for (;;) {
        // A comment comes every 15 seconds: silence means that nobody is there any more.
        const timer = setTimeout(() => void reader.cancel(), 40_000);
        const { value, done } = await reader.read().finally(() => clearTimeout(timer));
        if (done) return;
        text += value;
        for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
          const line = text.slice(0, end);
          text = text.slice(end + 1);
          if (line === "") {
            if (data) listener.event(kind, JSON.parse(data));
            if (id) lastId = id;
            [id, kind, data] = ["", "", ""];
          } else if (line.startsWith("id: ")) id = line.slice(4);
          else if (line.startsWith("event: ")) kind = line.slice(7);
          else if (line.startsWith("data: ")) data += line.slice(6);
        }
      }
    }
  }
}
