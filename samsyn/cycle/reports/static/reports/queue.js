// Reports made without network: kept on the device under a key that cannot be taken out, sent once, then wiped.
// Plain script, so that page and service worker share it. It protects what lies on the disk, not against someone
// who uses the same browser.
globalThis.samsynQueue = (() => {
  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("samsyn-reports", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("keys");
        asked.result.createObjectStore("waiting", { keyPath: "id" });
      };
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

  async function key() {
    const kept = await within("keys", "readonly", (store) => store.get("key"));
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Two tabs may make one each: the first that is stored counts.
    await within("keys", "readwrite", (store) => store.add(made, "key")).catch(() => undefined);
    return within("keys", "readonly", (store) => store.get("key"));
  }

  async function locked(data) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = new TextEncoder().encode(JSON.stringify(data));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes) };
  }

  async function unlocked(row) {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, await key(), row.data);
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  const put = (row) => within("waiting", "readwrite", (store) => store.put(row));
  const rows = async () => (await within("waiting", "readonly", (store) => store.getAll())) ?? [];
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

  async function send(row) {
    const { entries } = await unlocked(row);
    const answer = await fetch(row.url, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(entries).toString(),
      credentials: "omit",
    });
    if (answer.ok) {
      const { code } = await answer.json();
      await put({ id: row.id, url: row.url, made: row.made, state: "sent", ...(await locked({ code })) });
    } else if (answer.status === 400) {
      await put({ ...row, state: "rewrite" }); // what the guard refuses is not lost: the writer mends it
    }
  }

  /** Send what waits, one at a time and in one place at a time. */
  const flush = () =>
    navigator.locks.request("samsyn-reports", async () => {
      for (const row of await rows()) {
        if (row.state !== "waiting") continue;
        try {
          await send(row);
        } catch {
          return; // still no network
        }
      }
    });

  return { add, flush, rows, remove, unlocked };
})();
