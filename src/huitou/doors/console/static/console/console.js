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
