// Below the field of the search stands what fits, as a list box: arrows choose, Enter goes there, Escape
// closes it. Without script the field searches.
const form = document.querySelector(".shop-head .search-box");
const field = form?.querySelector("input[type=search]");
let list;
let asked = "";
let waiting;
const options = () => (list ? [...list.querySelectorAll("[role=option]")] : []);
const close = () => {
  list?.remove();
  list = undefined;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
};
const open = (html) => {
  if (!html.trim()) return close();
  if (!list) {
    list = document.createElement("div");
    list.className = "suggestions";
    list.id = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.getAttribute("aria-label"));
    form.append(list);
  }
  list.innerHTML = html;
  field.setAttribute("aria-expanded", "true");
  field.removeAttribute("aria-activedescendant");
};
const ask = async () => {
  const words = field.value.trim();
  asked = words;
  if (!words) return close();
  const answer = await fetch(`/search/suggestions?q=${encodeURIComponent(words)}`).catch(() => null);
  // An answer that comes after the next letter was typed is an old one.
  if (asked !== words || document.activeElement !== field) return;
  open(answer?.ok ? await answer.text() : "");
};
const choose = (step) => {
  const all = options();
  if (!all.length) return;
  const now = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const next = (now + step + all.length + (now < 0 && step < 0 ? 1 : 0)) % all.length;
  all.forEach((one, at) => one.setAttribute("aria-selected", at === next ? "true" : "false"));
  field.setAttribute("aria-activedescendant", all[next].id);
  all[next].scrollIntoView({ block: "nearest" });
};
if (field) {
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", "suggestions");
  field.setAttribute("aria-expanded", "false");
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 160);
  };
  // While a word is put together (pinyin), it is none yet.
  field.addEventListener("input", (event) => { if (!event.isComposing) later(); });
  field.addEventListener("compositionend", later);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && list) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter") {
      const chosen = options().find((one) => one.getAttribute("aria-selected") === "true");
      if (chosen) {
        event.preventDefault();
        chosen.click();
      }
    }
  });
  document.addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) close(); });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
}
