// Further choices stay open when the form comes again; arrow keys walk the cells of a heat map.
const open = new Set();
document.addEventListener("toggle", (event) => {
  const details = event.target;
  if (!(details instanceof HTMLDetailsElement) || !details.id) return;
  if (details.open) open.add(details.id);
  else open.delete(details.id);
}, true);
document.addEventListener("htmx:load", () => {
  for (const id of open) {
    const details = document.getElementById(id);
    if (details instanceof HTMLDetailsElement) details.open = true;
  }
});

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest(".heat-table td");
  const step = STEPS[event.key];
  if (!cell || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  const row = cell.parentElement;
  const body = row.parentElement;
  let [y, x] = [row.rowIndex - body.rows[0].rowIndex, cell.cellIndex];
  for (;;) {
    y += step[0];
    x += step[1];
    const next = body.rows[y]?.cells[x];
    if (!next) return;
    const link = next.querySelector("a");
    if (link) {
      event.preventDefault();
      link.focus();
      return;
    }
  }
});
