// Choosing with the map: a point for the report form, or a cell to read. Pointer and keyboard alike.

const empty = { type: "FeatureCollection", features: [] };

/** Fills words like "{n} rapporter" from a feature's own figures. */
export function filled(pattern, facts) {
  return (pattern ?? "").replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
}

function insideRing([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function holds({ type, coordinates }, point) {
  const polygons = type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : [];
  return polygons.some(([outer, ...holes]) => insideRing(point, outer) && !holes.some((hole) => insideRing(point, hole)));
}

/** The area that a point lies in, or undefined. */
export function areaAt(areas, point) {
  return areas?.features?.find((feature) => holds(feature.geometry, point));
}

/** A point for a form: a click, or Enter for the middle of the map. Writes two hidden inputs. */
export function choosePoint(map, panel, data, say) {
  const longitude = document.getElementById(panel.dataset.longitude);
  const latitude = document.getElementById(panel.dataset.latitude);
  const clear = panel.querySelector("[data-map-clear]");

  const show = (point) =>
    map.getSource("chosen")?.setData(point ? { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: point } } : empty);

  const choose = (point, { move = false } = {}) => {
    longitude.value = point ? point[0].toFixed(6) : "";
    latitude.value = point ? point[1].toFixed(6) : "";
    show(point);
    if (clear) clear.hidden = !point;
    if (point && move) map.easeTo({ center: point, zoom: Math.max(map.getZoom(), 14) });
    const area = point && areaAt(data.layers?.areas, point);
    const land = data.layers?.land;
    const outside = point && land?.features?.length && !areaAt(land, point);
    say(!point ? panel.dataset.wordsNone : outside ? panel.dataset.wordsOutside : area ? filled(panel.dataset.wordsIn, area.properties) : panel.dataset.wordsPicked);
    panel.dispatchEvent(new CustomEvent("samsyn:picked", { bubbles: true, detail: { point, area: area?.properties ?? null } }));
  };

  // A page that lets one draw a stretch or an area says what it looks like so far.
  document.addEventListener("samsyn:draw", ({ detail: { kind, points } }) => {
    if (kind === "point") return show(points.at(-1));
    const dots = points.map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates } }));
    const ring = kind === "area" && points.length > 2 ? [...points, points[0]] : points;
    const line = { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: ring } };
    return map.getSource("chosen")?.setData({ type: "FeatureCollection", features: points.length > 1 ? [line, ...dots] : dots });
  });

  map.on("click", (event) => choose([event.lngLat.lng, event.lngLat.lat]));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(map.getCenter().toArray());
  });
  panel.querySelector("[data-map-middle]")?.addEventListener("click", () => choose(map.getCenter().toArray()));
  clear?.addEventListener("click", () => choose(null));
  panel.querySelector("[data-map-locate]")?.addEventListener("click", () => {
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => choose([coords.longitude, coords.latitude], { move: true }),
      () => say(panel.dataset.wordsNowhere),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  });

  const redraw = () => {
    if (longitude.value && latitude.value) show([Number(longitude.value), Number(latitude.value)]);
  };
  if (longitude.value && latitude.value && clear) clear.hidden = false;
  return redraw;
}

const middle = (feature) => {
  const ring = feature.geometry.coordinates[0];
  return [(ring[0][0] + ring[2][0]) / 2, (ring[0][1] + ring[2][1]) / 2];
};

/** Reading cells and areas: a click, or the arrow keys from cell to cell. */
export function readCells(map, panel, data, say) {
  const cells = data.layers?.cells?.features ?? [];
  const areas = data.layers?.areas;
  let current = null;

  const read = (feature, pattern) => {
    current = feature;
    map.getSource("chosen")?.setData(feature);
    say(feature.properties.said ?? filled(pattern, feature.properties));
  };
  const cellWords = (feature) => panel.dataset[feature.properties.sure ? "wordsSure" : "wordsCell"];

  map.on("click", (event) => {
    const point = [event.lngLat.lng, event.lngLat.lat];
    const cell = cells.find((feature) => holds(feature.geometry, point));
    const area = cell ? null : areaAt(areas, point);
    if (cell) read(cell, cellWords(cell));
    else if (area) read(area, panel.dataset.wordsArea);
  });

  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  map.getCanvas().addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way || !cells.length || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (!current || !cells.includes(current)) {
      const most = cells.reduce((best, cell) => (cell.properties.n > best.properties.n ? cell : best));
      read(most, cellWords(most));
    } else {
      const [x, y] = middle(current);
      let best = null;
      let nearest = Infinity;
      for (const cell of cells) {
        const [dx, dy] = [middle(cell)[0] - x, middle(cell)[1] - y];
        const along = dx * way[0] + dy * way[1] * 2; // a degree north is about twice one east up here
        const across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]) * 2;
        if (along > 1e-9 && across <= along * 1.2 && along + across < nearest) {
          nearest = along + across;
          best = cell;
        }
      }
      if (best) read(best, cellWords(best));
    }
    if (current && !map.getBounds().contains(middle(current))) map.panTo(middle(current));
  }, true);

  return () => current && map.getSource("chosen")?.setData(current);
}
