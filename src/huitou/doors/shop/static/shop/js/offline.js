// Says that there is no net, as long as there is none. What was pressed meanwhile is not sent later by
// itself: the person sees that nothing was sent, and decides. Pages that were asked for come again.
const banner = document.querySelector("[data-offline]");
const show = () => {
  if (banner) banner.hidden = navigator.onLine;
};
addEventListener("offline", show);
addEventListener("online", () => {
  show();
  if (document.querySelector("[data-again]")) location.reload();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-again]")) location.reload();
});
document.addEventListener(
  "submit",
  (event) => {
    if (navigator.onLine || event.target.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    show();
  },
  true,
);
// Parts of pages: their requests are asked for again, those that change something are not.
const waiting = new Set();
document.addEventListener("htmx:sendError", (event) => {
  show();
  const { verb, path } = event.detail.requestConfig || {};
  if (verb === "get") waiting.add(path);
});
addEventListener("online", () => {
  if (waiting.size) location.reload();
});
show();
