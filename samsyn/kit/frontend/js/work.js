// The signed-in side: htmx, and the same courtesies in the parts it swaps in.
import "htmx.org/dist/htmx.esm.min.js";
import { start, wakeMaps } from "./common.js";

start();
document.addEventListener("htmx:after:swap", (event) => wakeMaps(event.target?.querySelectorAll ? event.target : document));
