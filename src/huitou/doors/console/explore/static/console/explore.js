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

// A heat map is a table: for a picture of it its cells are drawn one by one, in the colours they have.
const pictures = (root) => {
  for (const button of root.querySelectorAll("[data-chart-png][hidden]")) {
    if (button.closest("figure")?.querySelector(".heat-table")) button.hidden = false;
  }
};
pictures(document);
document.addEventListener("htmx:load", (event) => pictures(event.detail.elt));

const colourOf = (element) => {
  const colour = getComputedStyle(element).backgroundColor;
  return colour === "rgba(0, 0, 0, 0)" ? null : colour;
};
const drawTable = (table, ground) => {
  const box = table.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  canvas.width = (box.width + 32) * 2;
  canvas.height = (box.height + 32) * 2;
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, box.width + 32, box.height + 32);
  pen.textBaseline = "middle";
  for (const cell of table.querySelectorAll("th, td")) {
    const at = cell.getBoundingClientRect();
    const [x, y] = [at.left - box.left + 16, at.top - box.top + 16];
    const colour = colourOf(cell);
    if (colour) {
      pen.fillStyle = colour;
      pen.beginPath();
      pen.roundRect(x, y, at.width, at.height, 4);
      pen.fill();
    }
    const style = getComputedStyle(cell);
    pen.fillStyle = style.color;
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const start = style.textAlign === "start" || style.textAlign === "left";
    const end = style.textAlign === "end" || style.textAlign === "right";
    pen.textAlign = start ? "left" : end ? "right" : "center";
    const place = start ? x + 8 : end ? x + at.width - 8 : x + at.width / 2;
    pen.fillText(cell.textContent.trim(), place, y + at.height / 2);
  }
  return canvas;
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-chart-png]");
  const figure = button?.closest("figure");
  const table = figure?.querySelector(".heat-table");
  if (!table) return;
  event.stopImmediatePropagation();
  const link = document.createElement("a");
  link.href = drawTable(table, getComputedStyle(figure).backgroundColor).toDataURL("image/png");
  link.download = `${button.dataset.chartPng}.png`;
  link.click();
}, true);
