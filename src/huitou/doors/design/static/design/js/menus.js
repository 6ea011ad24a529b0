// A menu that would reach out of the window opens to the other side. A menu or a definition closes by Escape, by a click elsewhere, and when another opens.
const opened = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => {
  for (const menu of opened()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of opened()) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("details[data-menu]") || !menu.open) return;
  const items = menu.querySelector(":scope > :not(summary)");
  delete menu.dataset.side;
  const box = items.getBoundingClientRect();
  if (box.right > document.documentElement.clientWidth) menu.dataset.side = "end";
  else if (box.left < 0) menu.dataset.side = "start";
}, true);
