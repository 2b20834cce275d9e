// The map: fetched only by pages that have one. Words, legend and table stand outside it and need none of this.
import "maplibre-gl/dist/maplibre-gl.css";
import { AttributionControl, Map as Drawing, NavigationControl, ScaleControl, addProtocol, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { choosePoint, readCells } from "./map/choose.js";
import { ground, hatch, isDark, layersFor, tokens } from "./map/style.js";

setWorkerUrl(workerUrl);

const SOURCES = ["land", "green", "built", "water", "streets", "areas", "cells", "main_streets", "rail", "outside", "outline", "landmarks", "points", "labels", "chosen"];
const empty = { type: "FeatureCollection", features: [] };

const WAIT_MS = 8000;

async function fetched(address) {
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`map data: ${answer.status}`);
  return answer.json();
}

async function dataOf(panel) {
  const block = document.getElementById(panel.dataset.json);
  const data = panel.dataset.src ? await fetched(panel.dataset.src) : block ? JSON.parse(block.textContent) : {};
  // Streets and water are the same on every map and fetched once; without them the map still says what it has to say.
  const ground = data.ground ? await fetched(data.ground).catch(() => ({})) : {};
  return { ...data, layers: { ...ground.layers, ...data.layers }, origins: ground.origins ?? [] };
}

const plain = (words) => {
  const element = document.createElement("span");
  element.textContent = words;
  return element.innerHTML; // the map writes attributions as markup
};

function extent(data) {
  if (data.bounds) return data.bounds;
  return boxOf(data, ["land", "areas", "cells", "points"]) ?? boxOf(data, ["built", "main_streets", "streets", "rail", "water"]) ?? [10.6, 55.2, 24.2, 69.1]; // Sweden
}

function boxOf(data, names) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (part) => {
    if (typeof part[0] !== "number") return part.forEach(walk);
    box[0] = Math.min(box[0], part[0]);
    box[1] = Math.min(box[1], part[1]);
    box[2] = Math.max(box[2], part[0]);
    box[3] = Math.max(box[3], part[1]);
  };
  for (const name of names) for (const feature of data.layers?.[name]?.features ?? []) walk(feature.geometry.coordinates);
  return Number.isFinite(box[0]) ? box : null;
}

/** The whole style: the ground, our data and our layers, in the colours of the page as it stands now. */
function styleOf(data, panel) {
  const token = tokens(panel);
  const { sources, layers } = ground(data.basemap, token);
  const given = { ...data.layers, chosen: empty };
  for (const name of SOURCES) if (given[name]) sources[name] = { type: "geojson", data: given[name], ...(name === "cells" ? { tolerance: 0 } : {}) };
  const has = (name) => (name === "basemap" ? Boolean(data.basemap) : Boolean(given[name]));
  return { style: { version: 8, sources, layers }, ours: layersFor(token, has), token };
}

/** Draws one panel; resolves when the picture stands still. */
export async function drawMap(panel) {
  const data = await dataOf(panel);
  if (data.basemap?.pmtiles) {
    const { Protocol } = await import("pmtiles");
    addProtocol("pmtiles", new Protocol().tile);
  }
  await document.fonts?.load('12px "Inter Variable"').catch(() => {});

  const canvas = panel.querySelector("[data-map-canvas]");
  const said = panel.querySelector("[data-map-said]");
  const say = (words) => {
    if (said && words) said.textContent = words;
  };
  const picking = "longitude" in panel.dataset;
  let state = styleOf(data, panel);
  const map = new Drawing({
    container: canvas,
    style: state.style,
    bounds: extent(data),
    fitBoundsOptions: { padding: 14 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    cooperativeGestures: !picking,
    maxZoom: 18,
    locale: {
      "NavigationControl.ZoomIn": panel.dataset.wordsNearer,
      "NavigationControl.ZoomOut": panel.dataset.wordsFarther,
      "AttributionControl.ToggleAttribution": panel.dataset.wordsAbout,
      "CooperativeGesturesHandler.WindowsHelpText": panel.dataset.wordsWheel,
      "CooperativeGesturesHandler.MacHelpText": panel.dataset.wordsWheel,
      "CooperativeGesturesHandler.MobileHelpText": panel.dataset.wordsFingers,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 90 }), "top-left");
  const origins = [...new Set([...data.origins, data.basemap?.attribution].filter(Boolean))];
  if (origins.length) map.addControl(new AttributionControl({ compact: true, customAttribution: origins.map(plain) }), "bottom-right");
  // What is written on the map is not on paper: there the key says whose it is.
  const told = panel.querySelector("[data-map-origins]");
  if (told) told.textContent = origins.join(" · ");
  map.getCanvas().setAttribute("aria-label", panel.dataset.label ?? "");

  const dress = () => {
    // The hatch comes before the layer that uses it, else only some tiles get it.
    map.addImage("hatch", hatch(state.token("pencil")), { pixelRatio: 2 });
    for (const layer of state.ours) map.addLayer(layer);
  };
  const redraw = picking ? choosePoint(map, panel, data, say) : readCells(map, panel, data, say);
  // With the style, not with "load": that one waits for every tile of a background map, which may never answer.
  map.on("style.load", () => {
    dress();
    redraw();
    panel.classList.add("map--here");
  });
  map.once("idle", () => {
    panel.dataset.ready = "";
  });
  window.addEventListener("beforeprint", () => copyForPaper(map, panel, isDark(state.token("paper"))));
  window.addEventListener("afterprint", () => legendShapes(panel).forEach((shape) => shape.style.removeProperty("fill")));
  const unanswered = panel.querySelector("[data-map-unanswered]");
  // It answers from the first tile that comes: those it lacks, as outside the municipality, are no silence.
  let answered = !data.basemap;
  const silent = () => unanswered?.toggleAttribute("hidden", answered);
  map.on("sourcedata", (event) => {
    if (event.sourceId !== "ground" || event.tile?.state !== "loaded" || answered) return;
    answered = true;
    silent();
  });
  if (data.basemap) setTimeout(silent, WAIT_MS);
  const streets = data.basemap || ["streets", "main_streets"].some((name) => data.layers[name]?.features?.length);
  panel.querySelector("[data-map-streetless]")?.toggleAttribute("hidden", Boolean(streets));

  const restyle = () => {
    state = styleOf(data, panel);
    map.setStyle(state.style, { diff: false });
  };
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
  map.on("error", (event) => {
    if (event.sourceId === "ground") silent();
    panel.dataset.mapTrouble = String(event.error?.message ?? event.error);
  });
}

const legendShapes = (panel) => [...panel.querySelectorAll(".ramp svg *")];

/**
 * What WebGL has drawn is gone on paper: a plain copy of it is printed instead. One that was drawn for a dark screen is
 * turned light by the print style, and the key with it: else the lightest square would be the one with most.
 */
function copyForPaper(map, panel, dark) {
  panel.dataset.paper = dark ? "dark" : "light";
  if (dark) for (const shape of legendShapes(panel)) shape.style.fill = getComputedStyle(shape).fill;
  const frame = panel.querySelector(".map__frame");
  const paper = frame.querySelector(".map__paper") ?? frame.appendChild(document.createElement("canvas"));
  paper.className = "map__paper";
  paper.setAttribute("aria-hidden", "true");
  map.redraw();
  const drawn = map.getCanvas();
  paper.width = drawn.width;
  paper.height = drawn.height;
  paper.getContext("2d").drawImage(drawn, 0, 0);
}
