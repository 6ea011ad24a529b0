// What a slice of a chart says, at once and beside the pointer; without script the browser shows it.
let tip = null;
const hide = () => {
  if (tip) tip.hidden = true;
};
document.addEventListener("pointerover", (event) => {
  const slice = event.target.closest(".slice, .stream");
  if (!slice) return hide();
  const words = slice.querySelector("title");
  if (words) {
    slice.dataset.said = words.textContent;
    words.textContent = "";
    // Whoever hears the link still hears what it says.
    slice.closest("a")?.setAttribute("aria-label", slice.dataset.said);
  }
  if (!tip) {
    tip = document.createElement("div");
    tip.className = "chart-tip";
    document.body.append(tip);
  }
  tip.textContent = slice.dataset.said;
  tip.hidden = false;
});
document.addEventListener("pointermove", (event) => {
  if (!tip || tip.hidden) return;
  const right = event.clientX + 14 + tip.offsetWidth > innerWidth;
  const x = right ? event.clientX - 14 - tip.offsetWidth : event.clientX + 14;
  tip.style.translate = `${Math.max(4, x)}px ${Math.max(4, event.clientY - tip.offsetHeight - 10)}px`;
});
document.addEventListener("pointerleave", hide);
document.addEventListener("scroll", hide, { passive: true });
