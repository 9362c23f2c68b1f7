// Text to be taken elsewhere.
import { useState } from "preact/hooks";

export function Copy({ text, label }: { text: string; label: string }) {
  const [said, say] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      say("copied");
    } catch {
      say("select it and copy it yourself: the browser does not let the page");
    }
    setTimeout(() => say(""), 4000);
  };
  return <div class="copy">
    <pre tabIndex={0} aria-label={label}><code>{text.includes("\n") ? text : text.split(/(?= --)/).map((part, k) => <span key={k}>{part}</span>)}</code></pre>
    <button type="button" onClick={copy}>Copy the {label}</button> <span role="status">{said}</span>
  </div>;
}
