// A copy button copies what stands beside it, and says so.
const ready = (root) => {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy] button[hidden]")) button.hidden = false;
};
ready(document);
document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy] button");
  if (!button) return;
  const field = button.parentElement.querySelector("input");
  field.select();
  await navigator.clipboard.writeText(field.value);
  const words = button.querySelector("span");
  const before = words.textContent;
  words.textContent = button.dataset.done;
  setTimeout(() => { words.textContent = before; }, 2000);
});
