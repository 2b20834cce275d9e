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

async function keepReport(request, copy) {
  try {
    return await fetch(request);
  } catch (failed) {
    const entries = [...(await copy.formData()).entries()].filter(([, value]) => typeof value === "string");
    if (entries.some(([name]) => name === "remove")) throw failed;
    await samsynQueue.add(new URL(request.url).pathname, entries);
    await self.registration.sync?.register("samsyn-reports").catch(() => undefined);
    return Response.redirect(`${new URL(request.url).pathname}vantar/`, 303);
  }
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
