// The projector: nobody touches it, so each change replaces the whole screen; an address that ended is said.

import { noteServerTime, startTimer } from "./timer.js";

const body = document.body.dataset;
const { plan, key } = body;
let asking = false;
let askAgain = false;

async function refresh() {
  if (asking) return (askAgain = true);
  asking = true;
  try {
    const sent = performance.now();
    const answer = await fetch(`${location.pathname}?since=${body.head}${location.search.replace("?", "&")}`, { signal: AbortSignal.timeout(15000) });
    noteServerTime(answer, sent);
    if (answer.status === 404) return showEnded();
    if (answer.headers.has("X-Rembuk-Reload")) return location.reload();
    if (answer.ok && answer.headers.has("X-Rembuk-Head")) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("layar");
      if (fresh) document.getElementById("layar").replaceWith(fresh);
      body.head = answer.headers.get("X-Rembuk-Head");
    }
  } catch {
    // the next ring, or the clock below, asks again
  }
  asking = false;
  if (askAgain) setTimeout(refresh, 500);
  askAgain = false;
}

function showEnded() {
  clearInterval(clock);
  stream?.close();
  document.getElementById("layar").hidden = true;
  document.getElementById("putus").hidden = false;
}

let stream;
function connect() {
  stream = new EventSource(`/ring/${plan}/${key ? `?layar=${key}` : ""}`);
  stream.onmessage = (event) => Number(event.data) > Number(body.head) && refresh();
  stream.addEventListener("segera", refresh);
  stream.addEventListener("hadir", refresh);
  // a stream that ended may mean that the address did: ask at once
  stream.onerror = refresh;
}

// who is here changes without a number, and a proxy may cut streams
const clock = setInterval(() => {
  if (stream.readyState === EventSource.CLOSED) connect();
  refresh();
}, 20000);
connect();
startTimer();
