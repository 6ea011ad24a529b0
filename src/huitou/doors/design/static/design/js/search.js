// "/" or Ctrl-K leads to the search, unless one is writing.
document.addEventListener("keydown", (event) => {
  const field = document.querySelector("[data-global-search] input");
  if (!field) return;
  const at = event.target;
  const writing = at.isContentEditable || at.matches("input, textarea, select");
  const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
  const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if (!slash && !k) return;
  event.preventDefault();
  field.focus();
  field.select();
});
