// The report page works without this: position, suggestions, buttons that fill a field.
const form = document.querySelector("[data-report]");
const field = (name) => form.elements.namedItem(name);

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

const where = form.querySelector("[data-where]");
if (where && "geolocation" in navigator) {
  const said = form.querySelector("[data-position-said]");
  where.hidden = false;
  where.querySelector("[data-position]").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field("lon").value = coords.longitude.toFixed(6);
        field("lat").value = coords.latitude.toFixed(6);
        said.textContent = said.dataset.found;
      },
      () => {
        said.textContent = said.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
    );
  });
}
