// Tells the intake what was looked at. A cookie keeps the id of somebody who is not known yet, so that
// the server gives the same one to the guest whom a first write makes.
const here = document.querySelector("[data-views]");
const VISITOR = "huitou_visitor";
const visitor = () => {
  const kept = document.cookie.match(/(?:^|; )huitou_visitor=([0-9a-f-]{36})(?:;|$)/);
  if (kept) return kept[1];
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${VISITOR}=${id}; Path=/; Max-Age=15552000; SameSite=Lax${secure}`;
  return id;
};
const who = () => {
  const { user, anonymous } = here.dataset;
  if (user) return { userId: user };
  return { anonymousId: anonymous || visitor() };
};
const campaign = () => {
  const said = {};
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name.startsWith("utm_")) said[name === "utm_campaign" ? "name" : name.slice(4)] = value;
  }
  return Object.keys(said).length ? { campaign: said } : {};
};
const tell = () => {
  const page = {
    path: location.pathname, search: location.search, title: document.title,
    url: location.href, referrer: document.referrer,
  };
  const context = { page, locale: navigator.language, userAgent: navigator.userAgent, ...campaign() };
  const now = new Date().toISOString();
  const batch = JSON.parse(here.dataset.calls).map((call) => ({
    ...call, ...who(), context, timestamp: now,
    ...(call.type === "page" ? { properties: { ...page, ...call.properties } } : {}),
  }));
  const body = JSON.stringify({ writeKey: here.dataset.key, batch, sentAt: now });
  const headers = { "Content-Type": "application/json" };
  fetch("/v1/batch", { method: "POST", body, headers, keepalive: true, credentials: "omit" }).catch(() => {});
};
// A page that is made ready before it is asked for was not looked at yet.
if (here && document.prerendering) document.addEventListener("prerenderingchange", tell, { once: true });
else if (here) tell();
