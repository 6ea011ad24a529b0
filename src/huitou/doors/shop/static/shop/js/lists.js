// A form of filters leaves out what is empty, and its sheet closes when the goods are asked for.
document.addEventListener("htmx:configRequest", (event) => {
  const form = event.detail.elt.closest("[data-filters]");
  if (!form) return;
  const said = event.detail.formData;
  for (const [name, value] of [...said.entries()]) if (value === "") said.delete(name);
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-filters]")) return;
  const sheet = event.target.closest("[popover]");
  if (sheet?.matches(":popover-open")) sheet.hidePopover();
});
