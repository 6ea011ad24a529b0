// What was looked at stays in this browser alone: the server is asked for these goods by their names in
// addresses, and keeps nothing.
const KEY = "huitou.seen";
const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(kept) ? kept.filter((one) => /^[a-z0-9-]{1,80}$/.test(one)) : [];
  } catch {
    return [];
  }
};
const now = document.querySelector("[data-seen]")?.dataset.seen;
const place = document.querySelector("[data-seen-here]");
const show = async (slugs) => {
  const answer = await fetch(`/seen?slugs=${slugs.join(",")}`).catch(() => null);
  if (answer?.ok) place.innerHTML = await answer.text();
};
const before = read();
if (now) {
  const kept = [now, ...before.filter((one) => one !== now)].slice(0, 12);
  try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* a browser that keeps nothing */ }
}
if (place && before.length) show(before);
