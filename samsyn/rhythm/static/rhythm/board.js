// SPDX-License-Identifier: EUPL-1.2
// The meeting by keyboard: Ctrl + Enter sends the form one is in, and after a decision the next one can be typed at once.

for (const form of document.querySelectorAll("form[data-submit-keys]")) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[type=submit], button:not([type])"));
    }
  });
}

for (const said of document.querySelectorAll("[data-keys]")) {
  said.hidden = false;
}

document.querySelector("form[data-focus] [name=what]")?.focus();
