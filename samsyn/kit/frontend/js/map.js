// The map: fetched only by pages that have one. Words, legend and table stand outside it and need none of this.
import "maplibre-gl/dist/maplibre-gl.css";
import { AttributionControl, Map as Drawing, NavigationControl, ScaleControl, addProtocol, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { choosePoint, readCells } from "./map/choose.js";
import { ground, hatch, layersFor, tokens } from "./map/style.js";

setWorkerUrl(workerUrl);

const SOURCES = ["land", "green", "built", "water", "streets", "areas", "cells", "main_streets", "rail", "outside", "outline", "points", "labels", "chosen"];
const empty = { type: "FeatureCollection", features: [] };

async function dataOf(panel) {
  if (panel.dataset.src) {
    const answer = await fetch(panel.dataset.src, { headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(`map data: ${answer.status}`);
    return answer.json();
  }
  const block = document.getElementById(panel.dataset.json);
  return block ? JSON.parse(block.textContent) : { layers: {} };
}

function extent(data) {
  if (data.bounds) return data.bounds;
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (part) => {
    if (typeof part[0] !== "number") return part.forEach(walk);
    box[0] = Math.min(box[0], part[0]);
    box[1] = Math.min(box[1], part[1]);
    box[2] = Math.max(box[2], part[0]);
    box[3] = Math.max(box[3], part[1]);
  };
  for (const name of ["land", "areas", "cells", "points"]) for (const feature of data.layers?.[name]?.features ?? []) walk(feature.geometry.coordinates);
  return Number.isFinite(box[0]) ? box : [10.6, 55.2, 24.2, 69.1]; // Sweden
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
  map.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-left");
  if (data.basemap?.attribution) map.addControl(new AttributionControl({ compact: true }), "bottom-right");
  map.getCanvas().setAttribute("aria-label", panel.dataset.label ?? "");

  const dress = () => {
    // The hatch comes before the layer that uses it, else only some tiles get it.
    map.addImage("hatch", hatch(state.token("pencil")), { pixelRatio: 2 });
    for (const layer of state.ours) map.addLayer(layer);
  };
  let redraw = () => {};
  map.on("load", () => {
    dress();
    redraw = picking ? choosePoint(map, panel, data, say) : readCells(map, panel, data, say);
    redraw();
    panel.classList.add("map--here");
    map.once("idle", () => {
      panel.dataset.ready = "";
    });
  });

  const restyle = () => {
    state = styleOf(data, panel);
    map.once("style.load", () => {
      dress();
      redraw();
    });
    map.setStyle(state.style, { diff: false });
  };
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
  map.on("error", (event) => {
    panel.dataset.mapTrouble = String(event.error?.message ?? event.error);
  });
}
