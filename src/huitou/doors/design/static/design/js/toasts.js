// A toast goes by itself; with its button it goes at once.
const show = (root) => {
  for (const button of root.querySelectorAll(".toast-close[hidden]")) button.hidden = false;
};
show(document);
document.addEventListener("htmx:load", (event) => show(event.detail.elt));
document.addEventListener("click", (event) => {
  const button = event.target.closest(".toast-close");
  if (button) button.closest(".toast").remove();
});
document.addEventListener("animationend", (event) => {
  if (event.animationName === "toast-away") event.target.remove();
});
