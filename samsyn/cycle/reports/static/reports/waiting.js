// What lies on the device: still waiting, to be rewritten, or sent with its code.
import "./queue.js";

const page = document.querySelector("[data-waiting]");
const list = page.querySelector("[data-list]");
const words = page.dataset;

function button(said, work) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--outline button--small";
  made.textContent = said;
  made.addEventListener("click", work);
  return made;
}

/** A photo as text, so that it can stand in the file. */
const address = (file) =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(file);
  });

async function draw() {
  const rows = (await samsynQueue.rows()).sort((a, b) => a.made - b.made);
  page.querySelector("[data-none]").hidden = rows.length > 0;
  page.querySelector("[data-tools]").hidden = !rows.some((row) => row.state !== "sent");
  const drawn = [];
  for (const row of rows) {
    const item = document.createElement("li");
    const said = document.createElement("p");
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(row.made);
    item.append(said);
    item.dataset.state = row.state;
    if (row.state === "sent") {
      const { code } = await samsynQueue.unlocked(row);
      said.textContent = `${words.sent} ${code.replace(/(\d{3})(?=\d)/g, "$1 ")}`;
      item.append(button(words.forget, async () => (await samsynQueue.remove(row.id), draw())));
    } else {
      said.textContent = `${when}: ${row.state === "rewrite" ? words.rewrite : words.waits}`;
      if ((await samsynQueue.unlocked(row)).entries.some(([, value]) => typeof value !== "string")) said.append(` ${words.photo}`);
      if (row.state === "rewrite") {
        const link = document.createElement("a");
        link.href = `${row.url}#${row.id}`;
        link.textContent = words.mend;
        item.append(link);
      }
    }
    drawn.push(item);
  }
  list.replaceChildren(...drawn);
}

async function now() {
  await samsynQueue.flush();
  await draw();
}

page.querySelector("[data-now]").addEventListener("click", now);
page.querySelector("[data-save]").addEventListener("click", async () => {
  const left = (await samsynQueue.rows()).filter((row) => row.state !== "sent");
  const told = await Promise.all(
    left.map(async (row) => {
      const { entries } = await samsynQueue.unlocked(row);
      return Promise.all(entries.map(async ([name, value]) => [name, typeof value === "string" ? value : await address(value)]));
    }),
  );
  const link = document.createElement("a");
  link.href = `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(told, null, 1))}`;
  link.download = "rapporter.json";
  link.click();
});
window.addEventListener("online", now);
await draw();
await now();
