// The page: which part of it is shown, and the token that it asks for once.
import "./style.css";
import { render } from "preact";
import { useEffect, useReducer, useState } from "preact/hooks";
import { access, forgetToken, hasToken, inlined, useToken } from "./api";
import { CampaignPage } from "./campaign";
import { Home } from "./home";

interface Route { campaign: string | null; item: number | null }

function App() {
  const [route, setRoute] = useState<Route>(read);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const listener = () => redraw(0);
    access.listeners.add(listener);
    const moved = () => setRoute(read());
    if (!inlined) addEventListener("hashchange", moved);
    return () => { access.listeners.delete(listener); removeEventListener("hashchange", moved); };
  }, []);
  const open = (item: number | null) => {
    if (inlined) setRoute({ ...route, item });
    else location.hash = `#/c/${encodeURIComponent(route.campaign!)}${item === null ? "" : `/${item}`}`;
  };
  return <>
    {!inlined && <header class="top">
      <a class="home" href="#/">Chaos.Actors</a>
      {hasToken() && access.wanted === null && <button type="button" class="link" onClick={forgetToken}>Forget the token</button>}
      {access.wanted === null && !access.mayWrite && hasToken() && <small>may look, and change nothing</small>}
    </header>}
    {access.wanted !== null ? <AskToken reason={access.wanted} /> :
      route.campaign === null ? <Home /> : <CampaignPage key={route.campaign} name={route.campaign} item={route.item} open={open} />}
  </>;
}

function AskToken({ reason }: { reason: string }) {
  const [token, setToken] = useState("");
  return <main class="token">
    <h1>A token, please</h1>
    <p role="alert">{reason}</p>
    <form onSubmit={(event) => { event.preventDefault(); if (token.trim()) useToken(token.trim()); }}>
      <label>Token <input type="password" autocomplete="off" required value={token} onInput={(event) => setToken(event.currentTarget.value)} /></label>
      <button type="submit">Use it</button>
    </form>
    <p class="note">It is kept for as long as this tab is open, and sent to nobody but this coordinator.</p>
  </main>;
}

// #/c/NAME/ITEM; of a report, the campaign that is in it.
function read(): Route {
  if (inlined) {
    const path = Object.keys(inlined).find((key) => /^\/campaigns\/[^/]+$/.test(key))!;
    return { campaign: decodeURIComponent(path.slice("/campaigns/".length)), item: null };
  }
  const [, campaign, item] = /^#\/c\/([^/]+)(?:\/(\d+))?$/.exec(location.hash) ?? [];
  return { campaign: campaign === undefined ? null : decodeURIComponent(campaign), item: item === undefined ? null : Number(item) };
}

const place = document.getElementById("chaos")!;
place.textContent = "";
if (inlined) place.classList.add("inlined");
render(<App />, place);
