// The device's own way of sharing, where it has one; else the address to copy opens.
document.addEventListener("click", (event) => {
  const summary = event.target.closest("[data-share] > summary");
  if (!summary || !navigator.share) return;
  event.preventDefault();
  const { title, address } = summary.parentElement.dataset;
  navigator.share({ title, url: address }).catch(() => {});
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("[data-share][open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});
