// Snippets of code are copied with a button that is only there where it works.
const ready = (root) => {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-snippet] button[hidden]")) button.hidden = false;
};
ready(document);
document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-snippet] button");
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
  const words = button.querySelector("span");
  const before = words.textContent;
  words.textContent = button.dataset.done;
  setTimeout(() => { words.textContent = before; }, 2000);
});

// What was opened in a list that comes anew stays open.
const opened = new Set();
document.addEventListener("toggle", (event) => {
  const details = event.target;
  if (!(details instanceof HTMLDetailsElement) || !details.id) return;
  if (details.open) opened.add(details.id);
  else opened.delete(details.id);
}, true);
document.addEventListener("htmx:load", () => {
  for (const id of opened) {
    const details = document.getElementById(id);
    if (details instanceof HTMLDetailsElement) details.open = true;
  }
});

// A form whose button downloads a file stays where it is, and may be sent again.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !button.matches("[data-download]")) return;
  setTimeout(() => {
    delete event.target.dataset.sent;
    button.removeAttribute("aria-busy");
  }, 1500);
});

// On a phone the pages of the settings are a row that scrolls: the one that is open is in sight.
const here = document.querySelector(".settings-nav [aria-current]");
if (here) here.parentElement.parentElement.scrollLeft = here.offsetLeft - 16;
