// How long there is left to pay, every second. Without script the words of the server stand there.
const words = (seconds) => {
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
};
const tick = () => {
  for (const place of document.querySelectorAll("[data-countdown]")) {
    const left = Math.round((new Date(place.dataset.countdown) - Date.now()) / 1000);
    if (left < 0) continue;
    let clock = place.querySelector("b");
    if (!clock) {
      clock = document.createElement("b");
      clock.className = "countdown";
      clock.setAttribute("aria-hidden", "true");
      place.append(" ", clock);
    }
    clock.textContent = words(left);
  }
};
tick();
setInterval(tick, 1000);
