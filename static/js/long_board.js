// A board that comes in parts: what is asked with `?since=` follows what is shown, and the address of a card that is not
// shown yet leads to the part that holds it.

const live = document.querySelector("[data-live]");

let known = null;

function followParts() {
  const rest = document.getElementById("utas-lanjutan");
  if (!rest || rest === known) return;
  known = rest;
  live.dataset.live = rest.dataset.live;
  // a part that was made before the last change: what changed since then is asked for once more
  if (Number(rest.dataset.since) < Number(live.dataset.since)) live.dataset.since = rest.dataset.since;
}

function leadToCard() {
  const ref = location.hash.slice(1);
  const asked = new URLSearchParams(location.search).get("kartu");
  if (/^[a-z]+-\d+$/.test(ref) && ref !== asked && !document.querySelector("article#" + ref)) {
    location.replace(`?kartu=${ref}#${ref}`);
  }
}

followParts();
new MutationObserver(followParts).observe(document.getElementById("rantai").parentNode, { childList: true, subtree: true });
addEventListener("hashchange", leadToCard);
leadToCard();
