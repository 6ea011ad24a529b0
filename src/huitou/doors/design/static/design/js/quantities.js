// The buttons of a quantity change its number; where a change is to be sent, it is sent when one has
// stopped pressing.
const waiting = new WeakMap();
const send = (box) => {
  clearTimeout(waiting.get(box));
  waiting.set(box, setTimeout(() => box.closest("form")?.requestSubmit(), 350));
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quantity] [data-step]");
  if (!button) return;
  event.preventDefault();
  const box = button.closest("[data-quantity]");
  const field = box.querySelector("input");
  const wanted = Number(field.value) + Number(button.dataset.step);
  field.value = Math.min(Number(field.max), Math.max(Number(field.min), wanted));
  field.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  const box = event.target.closest("[data-quantity]");
  if (!box) return;
  const field = box.querySelector("input");
  for (const button of box.querySelectorAll("[data-step]")) {
    const less = Number(button.dataset.step) < 0;
    button.disabled = less ? field.value <= Number(field.min) : field.value >= Number(field.max);
  }
  if ("send" in box.dataset) send(box);
});
