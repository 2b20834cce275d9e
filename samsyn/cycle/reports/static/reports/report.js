// The report page works without this: suggestions, position, map, the guard before sending.
import { watch } from "./guard.js";

const form = document.querySelector("[data-report]");
const field = (name) => form.elements.namedItem(name);
const find = (selector) => form.querySelector(selector);

for (const row of form.querySelectorAll("[data-fill]")) {
  row.hidden = false;
  row.addEventListener("click", (event) => {
    const button = event.target.closest("[data-value]");
    const target = field(row.dataset.fill);
    if (!button || !target) return;
    target.value = button.dataset.value;
    target.focus();
  });
}

const panel = find("[data-guard]");
if (panel) watch(form, [field("text"), field("place_text")], panel);

// Which category do the words point at? Whole words of the catalogue, looked for in what is typed; nothing is sent.
const suggest = find("[data-suggest]");
if (suggest) {
  const text = field("text");
  const row = suggest.querySelector(".chips");
  let words = [];
  text.addEventListener(
    "focus",
    async () => {
      try {
        words = (await (await fetch(suggest.dataset.src)).json()).words;
      } catch {
        words = [];
      }
    },
    { once: true },
  );
  const choose = (key, name) => {
    const radio = find(`[data-key="${CSS.escape(key.split(".")[0])}"]`);
    if (!radio) return;
    radio.value = key;
    radio.toggleAttribute("data-danger", words.some(([one, , , danger]) => one === key && danger));
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    for (const button of row.children) button.setAttribute("aria-pressed", String(button.textContent === name));
  };
  let waiting = 0;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const low = text.value.toLowerCase();
      const hits = words
        .map(([key, name, list]) => [key, name, list.reduce((sum, word) => sum + (low.includes(word) ? word.length : 0), 0)])
        .filter(([, , score]) => score > 0)
        .sort((a, b) => b[2] - a[2] || b[0].length - a[0].length)
        .slice(0, 3);
      row.replaceChildren(
        ...hits.map(([key, name]) => {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "button button--outline";
          button.textContent = name;
          button.setAttribute("aria-pressed", "false");
          button.addEventListener("click", () => choose(key, name));
          return button;
        }),
      );
      suggest.hidden = hits.length === 0;
    }, 400);
  });
  // Another choice by hand is the whole category again.
  form.addEventListener("change", (event) => {
    if (!event.isTrusted || event.target.name !== "category") return;
    event.target.value = event.target.dataset.key;
    if (event.target.dataset.whole === "danger") event.target.setAttribute("data-danger", "");
  });
}

const where = find("[data-where]");
if (where && "geolocation" in navigator) {
  const said = find("[data-position-said]");
  where.hidden = false;
  where.querySelector("[data-position]").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field("lon").value = coords.longitude.toFixed(6);
        field("lat").value = coords.latitude.toFixed(6);
        said.textContent = said.dataset.found;
        ask();
      },
      () => {
        said.textContent = said.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
    );
  });
}

// A photo is made small on the device, and leaves its place, time and camera there.
const photo = field("photo");
if (photo && "createImageBitmap" in window) {
  const SIDE = 1600;
  const small = async (file) => {
    try {
      const seen = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, SIDE / Math.max(seen.width, seen.height));
      const drawn = document.createElement("canvas");
      drawn.width = Math.max(1, Math.round(seen.width * scale));
      drawn.height = Math.max(1, Math.round(seen.height * scale));
      const brush = drawn.getContext("2d");
      brush.fillStyle = "#fff";
      brush.fillRect(0, 0, drawn.width, drawn.height);
      brush.drawImage(seen, 0, 0, drawn.width, drawn.height);
      const blob = await new Promise((resolve) => drawn.toBlob(resolve, "image/jpeg", 0.8));
      return new File([blob], "bild.jpg", { type: "image/jpeg" });
    } catch {
      return file; // not a picture the browser knows: the server says so in words
    }
  };
  photo.addEventListener("change", async () => {
    const chosen = [...photo.files];
    photo.dataset.busy = "";
    const made = new DataTransfer();
    for (const file of chosen) made.items.add(await small(file));
    photo.files = made.files;
    delete photo.dataset.busy;
  });
}

// A stretch or an area: every point that is picked is added, until it is taken back.
const shape = field("shape");
const extent = find("[data-extent]");
if (shape && extent) {
  const said = extent.querySelector("[data-extent-said]");
  const undo = extent.querySelector("[data-extent-undo]");
  let points = [];
  const kind = () => extent.querySelector("input:checked")?.value ?? "point";
  const write = () => {
    const enough = points.length >= (kind() === "area" ? 3 : 2);
    shape.value = kind() !== "point" && enough ? `${kind()}:${points.map((point) => point.map((x) => x.toFixed(6)).join(" ")).join(",")}` : "";
    said.textContent = kind() === "point" ? "" : said.dataset.words.replace("{n}", points.length);
    undo.hidden = kind() === "point" || !points.length;
    document.dispatchEvent(new CustomEvent("samsyn:draw", { detail: { kind: kind(), points } }));
  };
  form.addEventListener("samsyn:picked", ({ detail }) => {
    if (kind() === "point") points = detail.point ? [detail.point] : [];
    else if (detail.point) points = [...points, detail.point].slice(-60);
    else points = [];
    write();
    ask();
  });
  extent.addEventListener("change", write);
  undo.addEventListener("click", () => {
    points = points.slice(0, -1);
    // What is left may be a single point: then that one is the place, not the one just taken back.
    const [lon, lat] = points.at(-1) ?? ["", ""];
    [field("lon").value, field("lat").value] = points.length ? [lon.toFixed(6), lat.toFixed(6)] : [lon, lat];
    write();
    ask();
  });
}

// The map is fetched only when it is asked for.
const later = find("[data-map-later]");
if (later?.dataset.bundle) {
  later.hidden = false;
  later.addEventListener("toggle", () => import(later.dataset.bundle), { once: true });
  // On a slow line the button is pressed before what draws the map is here: the press is kept until then.
  const show = later.querySelector("[data-map-show]");
  show?.addEventListener("click", () => (show.closest("[data-map]").dataset.mapWanted = ""), { once: true });
}

// Is the place known, and have several said the same there this week? Asked by POST: no address holds what was typed.
const alike = find("[data-alike]");
async function ask() {
  if (!alike) return;
  const told = new FormData();
  for (const name of ["place_text", "area", "lon", "lat", "shape", "category"]) told.set(name, new FormData(form).get(name) ?? "");
  try {
    const answer = await (await fetch(alike.dataset.src, { method: "POST", body: told })).json();
    const found = find("[data-found]");
    found.textContent = answer.names.length ? `${found.dataset.words} ${answer.names.join(", ")}` : "";
    alike.hidden = !answer.several;
    alike.querySelector("[data-alike-count]").textContent = answer.count ?? "";
  } catch {
    alike.hidden = true;
  }
}
if (alike) {
  let waiting = 0;
  form.addEventListener("input", (event) => {
    if (!["place_text", "area", "category"].includes(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 600);
  });
}

// Without network the report is kept on the device. A page from the device has an old id of sending: give it its own.
const kept = find("[data-kept]");
if (kept && window.isSecureContext && "serviceWorker" in navigator) {
  await import("./queue.js");
  const renew = () => {
    if ("fresh" in form.dataset) field("client_id").value = crypto.randomUUID();
  };
  renew();
  window.addEventListener("pageshow", (event) => event.persisted && renew());
  const count = async () => {
    const left = (await samsynQueue.rows()).filter((row) => row.state !== "sent");
    kept.hidden = left.length === 0;
    kept.querySelector("[data-count]").textContent = String(left.length);
  };
  const send = () => samsynQueue.flush().then(count, count);
  window.addEventListener("online", send);
  navigator.serviceWorker
    .register("/sw.js", { scope: "/" })
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => {
      const used = performance.getEntriesByType("resource").map((entry) => entry.name);
      const urls = [location.pathname, ...kept.dataset.keep.split(" "), ...used.filter((url) => url.includes("/static/"))];
      active.postMessage({ kind: "keep", urls });
    })
    .catch(() => undefined);
  const mend = location.hash.slice(1);
  const row = mend && (await samsynQueue.rows()).find((one) => one.id === mend);
  if (row) {
    const { entries } = await samsynQueue.unlocked(row);
    const told = new Map(entries);
    for (const input of form.elements) {
      if (!input.name || !told.has(input.name)) continue;
      if (input.type === "file") {
        const again = new DataTransfer();
        for (const [name, value] of entries) if (name === input.name) again.items.add(value);
        input.files = again.files;
        continue;
      }
      if (input.type === "radio" || input.type === "checkbox") input.checked = entries.some(([name, value]) => name === input.name && value === input.value);
      else input.value = told.get(input.name);
    }
    // Sent from here it takes the kept one's place on the device, until the server has answered.
    field("client_id").value = mend;
    form.addEventListener("submit", (event) => event.defaultPrevented || navigator.serviceWorker.controller || samsynQueue.remove(mend));
  }
  send();
}
