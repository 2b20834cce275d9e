// The map's own style, read from the same tokens as the page, so that light, dark and a theme follow.

/** All --ss tokens of the page as plain colours. */
export function tokens(element) {
  const computed = getComputedStyle(element);
  return (name) => computed.getPropertyValue(`--ss-${name}`).trim() || "#888888";
}

/** Whether a colour of the tokens (#rrggbb) is a dark one. */
export function isDark(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return 0.3 * red + 0.59 * green + 0.11 * blue < 110;
}

/** A hatch as an image: 45 degrees, drawn so that it meets itself at the edges. */
export function hatch(colour, { size = 16, step = 8, width = 2.6, ratio = 2 } = {}) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.strokeStyle = colour;
  pen.lineWidth = width / 2;
  for (let at = -size; at <= 2 * size; at += step) {
    pen.beginPath();
    pen.moveTo(at, size + 1);
    pen.lineTo(at + size + 2, -1);
    pen.stroke();
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

const byLevel = (token) => ["match", ["get", "level"], ...[1, 2, 3, 4, 5, 6].flatMap((n) => [n, token(`seq-${n}`)]), token("seq-1")];

const byVerdict = (token) => [
  "match",
  ["get", "verdict"],
  "increase",
  token("div-6"),
  "decrease",
  token("div-2"),
  token("div-0"),
];

/** Layers over the ground, in the order of the drawing: what lies under stands first. */
export function layersFor(token, has) {
  const text = { "text-font": ["Inter Variable"], "text-size": 12.5, "text-max-width": 8 };
  const name = { "text-color": token("map-label"), "text-halo-color": token("map-halo"), "text-halo-width": 1.8 };
  const wide = (from, to) => ["interpolate", ["exponential", 1.6], ["zoom"], 10, from, 16, to];
  const layers = [
    ["land", { type: "fill", paint: { "fill-color": token("map-land") } }],
    ["green", { type: "fill", paint: { "fill-color": token("map-green") } }],
    ["built", { type: "fill", paint: { "fill-color": token("map-built") } }],
    ["water", { type: "fill", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": token("map-water") } }],
    ["water", { id: "rivers", type: "line", filter: ["==", ["geometry-type"], "LineString"], layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": token("map-water"), "line-width": ["coalesce", ["get", "width"], wide(2, 20)] } }],
    ["streets", { type: "line", layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": token("map-street"), "line-width": wide(0.6, 5) } }],
    ["areas", { type: "fill", filter: ["has", "verdict"], paint: { "fill-color": byVerdict(token), "fill-opacity": ["match", ["get", "verdict"], ["increase", "decrease"], 0.74, 0.4] } }],
    ["cells", { type: "fill", paint: { "fill-color": byLevel(token), "fill-opacity": 0.86, "fill-outline-color": token("map-land") } }],
    ["main_streets", { type: "line", layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": token("map-street"), "line-width": wide(1.2, 9), "line-opacity": 0.75 } }],
    ["rail", { type: "line", paint: { "line-color": token("map-rail"), "line-width": 1.4, "line-dasharray": [6, 3] } }],
    ["outside", { type: "fill", paint: { "fill-color": token("paper"), "fill-opacity": has("basemap") ? 0.6 : 1 } }],
    ["areas", { id: "few", type: "fill", filter: ["==", ["get", "few"], true], paint: { "fill-pattern": "hatch", "fill-opacity": 0.75 } }],
    ["areas", { id: "district-lines", type: "line", paint: { "line-color": token("map-border"), "line-width": 0.9, "line-dasharray": [4, 2.5] } }],
    ["land", { id: "municipality", type: "line", paint: { "line-color": token("map-border"), "line-width": 1.8 } }],
    ["outline", { id: "outline-halo", type: "line", paint: { "line-color": token("map-halo"), "line-width": 5 } }],
    ["outline", { type: "line", paint: { "line-color": token("ink"), "line-width": 2.4 } }],
    ["chosen", { id: "chosen-halo", type: "line", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": token("paper"), "line-width": 6 } }],
    ["chosen", { id: "chosen-line", type: "line", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": token("act"), "line-width": 3 } }],
    ["points", { type: "circle", paint: { "circle-radius": 5, "circle-color": token("ink"), "circle-stroke-color": token("map-halo"), "circle-stroke-width": 2 } }],
    ["chosen", { id: "chosen-point-halo", type: "circle", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 13, "circle-color": token("act"), "circle-opacity": 0.25 } }],
    ["chosen", { id: "chosen-point", type: "circle", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 7, "circle-color": token("act"), "circle-stroke-color": token("paper"), "circle-stroke-width": 3 } }],
    // Under the labels, so that a district's name never gives way to a school's.
    ["landmarks", {
      type: "symbol",
      minzoom: 12.4,
      layout: { ...text, "text-size": 11, "text-field": ["get", "name"], "text-variable-anchor": ["center", "top", "bottom"], "text-padding": 6 },
      paint: { ...name, "text-color": token("ink-2") },
    }],
    // The verdict's sign is never left out; its name stands under it, and gives way where there is no room.
    ["labels", {
      id: "signs",
      type: "symbol",
      filter: ["has", "sign"],
      layout: { ...text, "text-field": ["get", "sign"], "text-allow-overlap": true },
      paint: name,
    }],
    ["labels", {
      id: "names",
      type: "symbol",
      filter: ["has", "sign"],
      layout: { ...text, "text-field": ["get", "name"], "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 0.65 },
      paint: name,
    }],
    ["labels", {
      type: "symbol",
      filter: ["!", ["has", "sign"]],
      layout: { ...text, "text-field": ["get", "name"], "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-padding": 3 },
      paint: name,
    }],
  ];
  return layers.filter(([source]) => has(source)).map(([source, layer]) => ({ id: source, ...layer, source }));
}

/** The foreign map under ours, made pale and nearly grey, so that the squares alone have colour; nothing where there is none. */
export function ground(basemap, token) {
  const sources = {};
  const layers = [{ id: "paper", type: "background", paint: { "background-color": token(basemap ? "paper" : "map-land") } }];
  if (basemap?.raster) {
    sources.ground = { type: "raster", tiles: [basemap.raster.startsWith("/") ? location.origin + basemap.raster : basemap.raster], tileSize: basemap.tileSize ?? 256 };
    // A bright picture under light words would hide them: in the dark it is turned down as well.
    const dim = isDark(token("paper")) ? { "raster-brightness-max": 0.42, "raster-contrast": -0.2 } : {};
    layers.push({ id: "ground", type: "raster", source: "ground", paint: { "raster-saturation": -0.8, "raster-opacity": 0.55, ...dim } });
  } else if (basemap?.pmtiles) {
    sources.ground = { type: "vector", url: `pmtiles://${new URL(basemap.pmtiles, location.href)}` };
    const line = (id, kind, width) => ({ id, type: "line", source: "ground", "source-layer": "roads", filter: ["in", ["get", "kind"], ["literal", kind]], paint: { "line-color": token("map-street"), "line-width": width } });
    layers.push(
      { id: "g-earth", type: "fill", source: "ground", "source-layer": "earth", paint: { "fill-color": token("map-land") } },
      { id: "g-green", type: "fill", source: "ground", "source-layer": "landuse", filter: ["in", ["get", "kind"], ["literal", ["park", "forest", "wood", "grass", "nature_reserve"]]], paint: { "fill-color": token("map-green") } },
      { id: "g-water", type: "fill", source: "ground", "source-layer": "water", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": token("map-water") } },
      line("g-small", ["minor_road", "other", "path"], 1),
      line("g-main", ["major_road", "medium_road", "highway"], 2.2),
    );
  }
  return { sources, layers };
}
