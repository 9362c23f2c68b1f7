// Trainers: what they hold, how fast they are, when they were heard.
import { useEffect, useState } from "preact/hooks";
import { access, get } from "./api";
import { count, duration, number } from "./format";
import type { NodeDocument } from "./types";

const every = 2000;

export function Nodes({ campaign }: { campaign?: string }) {
  const [nodes, setNodes] = useState<NodeDocument[] | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    let timer = 0;
    const look = async () => {
      try {
        if (!document.hidden) setNodes((await get<{ nodes: NodeDocument[] }>("/nodes", ending.signal)).nodes);
      } catch {
        // The next look may be luckier; what was seen last stays.
      }
      if (!ending.signal.aborted) timer = window.setTimeout(look, every);
    };
    void look();
    return () => { ending.abort(); clearTimeout(timer); };
  }, []);
  if (!nodes || (nodes.length === 0 && !access.mayWrite)) return null;
  return <section aria-labelledby="nodes-title">
    <h2 id="nodes-title">Trainers</h2>
    {nodes.length === 0 ? <p class="note">None is at work. <code>chaos trainer</code> on any machine of the cluster begins one.</p> :
      <div class="scroll" tabIndex={0} role="group" aria-label="Trainers"><table class="wide">
        <thead><tr><th scope="col">node</th><th scope="col">state</th><th scope="col">slots</th><th scope="col">epochs/s</th><th scope="col">heard</th><th scope="col">items</th></tr></thead>
        <tbody>{nodes.map((node) => <tr key={node.name}>
          <th scope="row">{node.name}</th>
          <td>{node.excluded ? "excluded" : node.state}</td>
          <td class="number">{node.slots - node.free} of {node.slots}</td>
          <td class="number">{number(node.epochsPerSecond)}</td>
          <td class="number">{node.heardSecondsAgo === null ? "–" : `${duration(Math.max(0.1, node.heardSecondsAgo))} ago`}</td>
          <td>{node.items.length === 0 ? "–" : <>{node.items.slice(0, 6).map((item, k) => <span key={k}>{k > 0 && ", "}<a href={`#/c/${encodeURIComponent(item.campaign)}/${item.item}`}>
            {item.campaign === campaign ? "" : `${item.campaign} `}{item.item}</a> <small>{item.state === "running" ? `at ${count(item.epochs)}` : item.state}</small></span>)}{node.items.length > 6 && ` and ${node.items.length - 6} more`}</>}</td>
        </tr>)}</tbody>
      </table></div>}
  </section>;
}
