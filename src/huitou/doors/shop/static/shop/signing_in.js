// Another code can be asked for after a while: until then the button counts down.
for (const button of document.querySelectorAll("[data-resend]")) {
  const words = button.textContent;
  const until = Date.now() + Number(button.dataset.resend) * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? button.dataset.resendWords.replace("SECONDS", left) : words;
    if (left > 0) setTimeout(tick, 1000 - (Date.now() % 1000) + 5);
  };
  tick();
}
// Six digits are all: they are sent without a press.
for (const input of document.querySelectorAll(".code-entry [data-code]")) {
  input.addEventListener("input", () => {
    const digits = input.value.replace(/\D/g, "");
    if (digits.length === 6 && input.form.checkValidity()) input.form.requestSubmit();
  });
}
// Back from another service: the page's one button, pressed.
for (const form of document.querySelectorAll("form[data-go-on]")) form.requestSubmit();
