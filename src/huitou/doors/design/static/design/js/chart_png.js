// A chart as a picture: its SVG with the colours that it has now, drawn twice as large.
const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "fill-opacity", "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "display", "visibility"];
const ready = (root) => {
  for (const button of root.querySelectorAll("[data-chart-png][hidden]")) {
    button.hidden = !button.closest("figure")?.querySelector("svg.chart");
  }
};
ready(document);
document.addEventListener("htmx:load", (event) => ready(event.detail.elt));

const withColours = (svg) => {
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, place) => {
    const style = getComputedStyle(element);
    for (const name of KEPT) to[place].setAttribute(name, style.getPropertyValue(name));
  });
  return copy;
};

const picture = (svg) => {
  const style = getComputedStyle(svg);
  const [top, right, bottom, left] = ["top", "right", "bottom", "left"].map((side) => parseFloat(style.getPropertyValue(`padding-${side}`)));
  const box = svg.getBoundingClientRect();
  const inner = withColours(svg);
  inner.setAttribute("x", left);
  inner.setAttribute("y", top);
  inner.setAttribute("width", box.width - left - right);
  inner.setAttribute("height", box.height - top - bottom);
  inner.setAttribute("overflow", "visible");
  const ground = getComputedStyle(svg.closest("figure")).backgroundColor;
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width * 2}" height="${box.height * 2}" viewBox="0 0 ${box.width} ${box.height}"><rect width="100%" height="100%" fill="${ground}"/>${new XMLSerializer().serializeToString(inner)}</svg>`;
  return { address: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(whole)}`, width: box.width * 2, height: box.height * 2 };
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-chart-png]");
  if (!button) return;
  const { address, width, height } = picture(button.closest("figure").querySelector("svg.chart"));
  const image = new Image(width, height);
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = `${button.dataset.chartPng}.png`;
  link.click();
});
