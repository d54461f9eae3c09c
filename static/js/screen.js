// The projector: nobody touches it, so each change replaces the whole screen; an address that ended is said.

import { hearTime, startTimer } from "./timer.js";

const body = document.body.dataset;
const { plan, key } = body;
let asking = false;
let again = false;

async function pull() {
  if (asking) return (again = true);
  asking = true;
  try {
    const sent = performance.now();
    const answer = await fetch(`${location.pathname}?since=${body.head}${location.search.replace("?", "&")}`, { signal: AbortSignal.timeout(15000) });
    hearTime(answer, sent);
    if (answer.status === 404) return over();
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
  if (again) setTimeout(pull, 500);
  again = false;
}

function over() {
  clearInterval(clock);
  stream?.close();
  document.getElementById("layar").hidden = true;
  document.getElementById("putus").hidden = false;
}

let stream;
function connect() {
  stream = new EventSource(`/ring/${plan}/${key ? `?layar=${key}` : ""}`);
  stream.onmessage = (event) => Number(event.data) > Number(body.head) && pull();
  stream.addEventListener("segera", pull);
  stream.addEventListener("hadir", pull);
  // a stream that ended may mean that the address did: ask at once
  stream.onerror = pull;
}

// who is here changes without a number, and a proxy may cut streams
const clock = setInterval(() => {
  if (stream.readyState === EventSource.CLOSED) connect();
  pull();
}, 20000);
connect();
startTimer();
