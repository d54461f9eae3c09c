// What is left of a step, by the server's clock: this device's own clock only has to run on, it need not be right.

let clockOffset = 0; // the server's time less the steady clock of this page, in milliseconds
let clockDoubt = 1e9; // half of the way that this news had

/** An answer to what was asked at `sent` on the steady clock brings the server's time. */
export const noteServerTime = (answer, sent) => adjustClock(answer.headers.get("X-Rembuk-Now"), sent, performance.now());

function adjustClock(time, sent, came) {
  const half = (came - sent) / 2;
  // a slow answer is not believed more than a quick one before it
  if (!time || (half > clockDoubt && half > 500)) return;
  clockOffset = time - sent - half;
  clockDoubt = half;
}

function drawTimers(say) {
  const now = performance.now() + clockOffset;
  setTimeout(drawTimers, 1000 - (now % 1000), say);
  for (const timer of clockOffset ? document.querySelectorAll("[data-ends]") : []) {
    const left = (timer.dataset.ends - now) / 6e4;
    const minutes = left > 0 ? Math.ceil(left) : Math.floor(-left);
    const words = left > 0 ? `sisa ${minutes} menit` : minutes ? `lewat ${minutes} menit` : "waktu habis";
    const place = timer.querySelector("[data-quiet]");
    if (place.textContent === words) continue;
    place.textContent = words;
    timer.classList.toggle("timer--soon", left > 0 && left <= 5);
    timer.classList.toggle("timer--over", left <= 0);
    if (timer.id === "waktu" && /^(sisa (10|5) |waktu)/.test(words)) say?.(`${timer.querySelector("b").textContent}, ${words}`);
  }
}

export function startTimer(say) {
  const [loaded] = performance.getEntriesByType("navigation");
  // a page that the browser kept says what time it was, not what time it is
  if (loaded?.transferSize) adjustClock(document.body.dataset.now, loaded.requestStart, loaded.responseStart);
  drawTimers(say);
}
