// A download leaves the page as it is: its button may be pressed again.
for (const form of document.querySelectorAll('form[action="/account/data/download"]')) {
  form.addEventListener("submit", () => {
    setTimeout(() => {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    }, 2000);
  });
}
