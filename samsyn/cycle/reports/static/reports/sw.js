// The report page without network: kept pages are shown, a report that cannot be sent is kept and sent later.
importScripts("/static/reports/queue.js");

const KEPT = "samsyn-reports-1";
const REPORT = /^\/(?:(?:en|fi|sv-lattlast)\/)?[a-z0-9][a-z0-9-]*\/rapportera\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data?.kind !== "keep") return;
  const urls = event.data.urls.filter((url) => new URL(url, self.location).origin === self.location.origin);
  event.waitUntil(caches.open(KEPT).then((kept) => Promise.allSettled(urls.map((url) => kept.add(url)))));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "samsyn-reports") event.waitUntil(samsynQueue.flush());
});

/** On the device first, then to the server: whatever is killed on the way, the report is in one of the two. */
async function keepReport(request, copy) {
  const url = new URL(request.url).pathname;
  const waits = Response.redirect(`${url}vantar/`, 303);
  let id;
  try {
    const entries = [...(await copy.formData()).entries()].filter(([, value]) => typeof value === "string" || value.size);
    if (!entries.some(([name]) => name === "remove")) id = await samsynQueue.add(url, entries);
  } catch {
    return fetch(request); // no room on the device: straight to the server, as without this worker
  }
  if (!id) return fetch(request);
  const answered = await samsynQueue.alone(id, async () => {
    try {
      const answer = await fetch(request);
      if (answer.status >= 500 || answer.status === 429) return null;
      await samsynQueue.remove(id); // arrived, or on the page again to be mended
      return answer;
    } catch {
      return null;
    }
  });
  if (answered) return answered;
  await self.registration.sync?.register("samsyn-reports").catch(() => undefined);
  return waits;
}

async function fresh(request) {
  try {
    return await fetch(request);
  } catch (failed) {
    const found = await caches.match(request, { ignoreSearch: true });
    if (found) return found;
    throw failed;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && REPORT.test(url.pathname) && request.mode === "navigate") {
    event.respondWith(keepReport(request, request.clone()));
  } else if (request.method === "GET" && (REPORT.test(url.pathname) || /\/rapportera\/(?:vantar\/|(?:ord|skydd)\.json)$/.test(url.pathname) || url.pathname.startsWith("/static/"))) {
    event.respondWith(fresh(request));
  }
});
