// The number at the basket's tab follows what a part of the page says of it.
const follow = (basket) => {
  const place = document.querySelector('.shop-tabs a[href="/basket"] .tab-icon');
  if (!basket || !place) return;
  const units = Number(basket.dataset.units);
  let badge = place.querySelector(".count-badge");
  if (!units) {
    badge?.remove();
    return;
  }
  if (!badge) {
    badge = document.createElement("span");
    badge.className = "count-badge";
    place.append(badge);
  }
  badge.textContent = units;
};
document.addEventListener("htmx:afterSettle", () => follow(document.querySelector("#basket")));
// A part that is fetched again would leave whoever uses the keyboard at the top of the page.
let last = "";
document.addEventListener("htmx:beforeRequest", (event) => {
  last = event.detail.elt.getAttribute("action") ?? "";
});
document.addEventListener("htmx:afterSettle", () => {
  const focused = document.activeElement;
  if (!last || (focused && focused !== document.body)) return;
  const form = [...document.querySelectorAll("#basket form")].find((one) => one.getAttribute("action") === last);
  const goal = form?.querySelector("input[type=number]") ?? document.querySelector("#basket .undo button");
  goal?.focus({ preventScroll: true });
});
