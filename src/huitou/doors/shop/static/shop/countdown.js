// How long there is left to pay, every second: counted from what the server says is left, since the
// clock of a device may be wrong. Without script the words of the server stand there.
const ends = new WeakMap();
const words = (seconds) => {
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
};
const clockOf = (place) => {
  const clock = document.createElement("b");
  clock.className = "countdown";
  clock.setAttribute("aria-hidden", "true");
  place.append(" ", clock);
  return clock;
};
const tick = () => {
  for (const place of document.querySelectorAll("[data-countdown]")) {
    if (!ends.has(place)) ends.set(place, performance.now() + Number(place.dataset.countdown) * 1000);
    const left = Math.round((ends.get(place) - performance.now()) / 1000);
    (place.querySelector("b") ?? clockOf(place)).textContent = words(Math.max(0, left));
  }
};
tick();
setInterval(tick, 1000);
