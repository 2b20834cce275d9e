// What every page with script has: the map where there is one, and small courtesies. The pages work without any of it.

/** Draws the maps of a page or of a swapped-in part; the map itself is fetched only here. */
export function wakeMaps(root = document) {
  const panels = [...root.querySelectorAll("[data-map]:not([data-map-awake])")];
  for (const panel of panels) {
    panel.dataset.mapAwake = "";
    if (panel.dataset.map === "asked") {
      const button = panel.querySelector("[data-map-show]");
      button?.addEventListener("click", () => draw(panel), { once: true });
      if (window.matchMedia("(min-width: 900px)").matches || "mapWanted" in panel.dataset) draw(panel);
    } else {
      draw(panel);
    }
  }
}

async function draw(panel) {
  if ("mapDrawing" in panel.dataset) return; // asked for twice: by its width and by its button
  panel.dataset.mapDrawing = "";
  try {
    const { drawMap } = await import("./map.js");
    await drawMap(panel);
  } catch (error) {
    // No WebGL, no network: the words and the table stand where they stood.
    panel.dataset.mapFailed = String(error?.message ?? error);
    panel.querySelector(".map__failed")?.removeAttribute("hidden");
  }
}

/** One open word of the filter sentence at a time; Escape and a click beside it close it. */
function mindFilters() {
  const open = () => [...document.querySelectorAll(".filter__word[open]")];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const word of open()) {
      word.open = false;
      word.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const word of open()) if (!word.contains(event.target)) word.open = false;
  });
}

/** On a phone what can wait is folded to its heading and one line. Without script, and on paper, all of it stands. */
function foldWhatCanWait() {
  const parts = [...document.querySelectorAll("details[data-fold]")];
  const asked = () => location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const unfold = () => {
    const target = asked();
    if (target) target.closest("details[data-fold]")?.setAttribute("open", "");
  };
  if (window.matchMedia("(max-width: 599.98px)").matches) {
    for (const part of parts) part.open = part.querySelector(".field--wrong, .summary") !== null;
  }
  unfold();
  window.addEventListener("hashchange", unfold);
  window.addEventListener("beforeprint", () => parts.forEach((part) => (part.open = true)));
}

export function start() {
  foldWhatCanWait();
  wakeMaps();
  mindFilters();
}
