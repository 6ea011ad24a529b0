// The small pictures lead within the row, not to another place of the page, and say which is shown.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".thumbs a");
  if (!link) return;
  const target = document.querySelector(link.getAttribute("href"));
  if (!target) return;
  event.preventDefault();
  target.parentElement.scrollTo({ left: target.offsetLeft - target.parentElement.offsetLeft, behavior: "smooth" });
});
for (const row of document.querySelectorAll("[data-gallery]")) {
  const links = [...document.querySelectorAll(".thumbs a")];
  const mark = () => {
    const at = Math.round(row.scrollLeft / row.clientWidth);
    links.forEach((link, place) => {
      if (place === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  row.addEventListener("scroll", mark, { passive: true });
  if (links.length) mark();
}
