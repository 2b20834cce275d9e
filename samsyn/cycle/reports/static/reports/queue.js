// Reports made without network: kept on the device under a key that cannot be taken out, sent once, then wiped.
// Plain script, so that page and service worker share it. It protects what lies on the disk, not against someone
// who uses the same browser.
globalThis.samsynQueue = (() => {
  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("samsyn-unsent", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("waiting", { keyPath: "id" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });

  /** One transaction, on the disk before it is done. */
  async function within(store, mode, work) {
    const db = await open();
    try {
      return await new Promise((resolve, reject) => {
        const step = db.transaction(store, mode, { durability: "strict" });
        const request = work(step.objectStore(store));
        step.oncomplete = () => resolve(request?.result);
        step.onerror = step.onabort = () => reject(step.error);
      });
    } finally {
      db.close();
    }
  }

  /** A key of its own for each row, which no script can take out: when the row goes, what it locked is gone with it. */
  const fresh = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

  /** Words first, then the bytes of the photos: one block, so that all of it is locked alike. */
  async function packed(data) {
    const files = [];
    const entries = data.entries?.map(([name, value]) => {
      if (typeof value === "string") return [name, value];
      files.push(value);
      return [name, { file: value.name || "bild.jpg", type: value.type, size: value.size }];
    });
    const head = new TextEncoder().encode(JSON.stringify(entries ? { ...data, entries } : data));
    const size = new Uint8Array(new Uint32Array([head.length]).buffer);
    return new Blob([size, head, ...files]).arrayBuffer();
  }

  function unpacked(bytes) {
    const [length] = new Uint32Array(bytes.slice(0, 4));
    const data = JSON.parse(new TextDecoder().decode(bytes.slice(4, 4 + length)));
    let at = 4 + length;
    const entries = data.entries?.map(([name, value]) => {
      if (typeof value === "string") return [name, value];
      const file = new File([bytes.slice(at, at + value.size)], value.file, { type: value.type });
      at += value.size;
      return [name, file];
    });
    return entries ? { ...data, entries } : data;
  }

  async function locked(data) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const key = await fresh();
    return { key, iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, await packed(data)) };
  }

  const unlocked = async ({ key, iv, data }) => unpacked(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data));

  const put = (row) => within("waiting", "readwrite", (store) => store.put(row));
  const rows = async () => (await within("waiting", "readonly", (store) => store.getAll())) ?? [];
  const get = (id) => within("waiting", "readonly", (store) => store.get(id));
  const remove = (id) => within("waiting", "readwrite", (store) => store.delete(id));

  /** "Now" and "today" mean when it was written, not when it is sent. */
  function dated(entries, at = new Date()) {
    const told = new Map(entries.filter(([name]) => name !== "weekdays"));
    const two = (n) => String(n).padStart(2, "0");
    const when = told.get("when") || "now";
    if (!["now", "today", "yesterday"].includes(when)) return entries;
    const day = new Date(at.getFullYear(), at.getMonth(), at.getDate() - (when === "yesterday" ? 1 : 0));
    const others = entries.filter(([name]) => !["when", "on_date", "from_time", "signal", "text"].includes(name));
    if (!told.has("signal")) others.push(["text", told.get("text") ?? ""]);
    others.push(["when", "other"], ["on_date", `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`]);
    if (when === "now") others.push(["from_time", `${two(at.getHours())}:${two(at.getMinutes())}`]);
    return others;
  }

  /** Keep one report, by the id of its sending: kept twice it is still one. */
  async function add(url, entries) {
    const told = new Map(entries);
    const id = told.get("client_id") || crypto.randomUUID();
    const whole = dated(entries.filter(([name]) => name !== "client_id")).concat([["client_id", id]]);
    await put({ id, url, made: Date.now(), state: "waiting", ...(await locked({ entries: whole })) });
    return id;
  }

  /** Only one at a time sends a report; the lock goes by itself when a tab or the browser is killed. */
  const alone = (id, work) => navigator.locks.request(`samsyn-report-${id}`, { ifAvailable: true }, (lock) => lock && work());

  async function send(row) {
    const { entries } = await unlocked(row);
    const body = new FormData();
    for (const [name, value] of entries) body.append(name, value);
    const answer = await fetch(row.url, { method: "POST", headers: { accept: "application/json" }, body, credentials: "omit" });
    if (answer.ok) {
      const { code } = await answer.json();
      // What was told is wiped with its key; the code is kept until it has been written down.
      await put({ id: row.id, url: row.url, made: row.made, state: "sent", ...(await locked({ code })) });
    } else if ([400, 403, 413].includes(answer.status)) {
      await put({ ...row, state: "rewrite" }); // what the guard refuses is not lost: the writer mends it
    } else {
      throw new Error("later");
    }
  }

  /** Send what waits, one at a time and in one place at a time. */
  const flush = () =>
    navigator.locks.request("samsyn-reports", async () => {
      for (const { id, state } of await rows()) {
        if (state !== "waiting") continue;
        try {
          await alone(id, async () => {
            const row = await get(id); // it may have been sent while we waited for our turn
            if (row?.state === "waiting") await send(row);
          });
        } catch {
          return; // still no network, or the server is not up
        }
      }
    });

  return { add, alone, flush, rows, remove, unlocked };
})();
