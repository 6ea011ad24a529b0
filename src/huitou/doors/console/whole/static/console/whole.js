// A form that was asked for opens above the page. What it showed is gone when it closes, and after
// two minutes without a look at it.
const dialog = () => document.getElementById("asks");
const GONE_AFTER = 120_000;
let waiting = 0;

document.addEventListener("htmx:afterSwap", (event) => {
  const asks = dialog();
  if (!asks || event.detail.target?.id !== "asked") return;
  if (!asks.open) asks.showModal();
  asks.querySelector("#asked :is(input:not([type=hidden]), textarea, select)")?.focus();
  clearTimeout(waiting);
  if (asks.querySelector("[data-shown-once]")) waiting = setTimeout(() => asks.close(), GONE_AFTER);
});
document.addEventListener("close", (event) => {
  if (event.target !== dialog()) return;
  clearTimeout(waiting);
  const empty = document.createElement("section");
  empty.id = "asked";
  document.getElementById("asked").replaceWith(empty);
}, true);
// "Cancel" in the dialog closes it; in a page of its own it leads back.
document.addEventListener("click", (event) => {
  const link = event.target.closest("#asks .form-end a.button, #asks [data-closes]");
  if (!link) return;
  event.preventDefault();
  dialog().close();
});
// The slip prints itself where there is a script; a browser's menu prints it anywhere.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
// A form that answers with a file leaves the page as it is: its dialog may close.
document.addEventListener("submit", (event) => {
  if (event.target.matches("#asks [data-downloads]")) setTimeout(() => dialog().close(), 300);
});
