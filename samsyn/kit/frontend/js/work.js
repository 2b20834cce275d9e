// The signed-in side: htmx, and the same courtesies in the parts it swaps in.
import "htmx.org/dist/htmx.esm.min.js";
import { start, wakeMaps } from "./common.js";

start();
document.addEventListener("htmx:after:swap", (event) => wakeMaps(event.target?.querySelectorAll ? event.target : document));

// What a room keeps on this machine of words not yet sent ("samsyn:…") is one person's: whoever signs out takes it along.
document.addEventListener("submit", ({ target }) => {
  if (!target.action.endsWith("/konto/logout/")) return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("samsyn:")) localStorage.removeItem(key);
  } catch {
    // Nothing is kept here.
  }
});
