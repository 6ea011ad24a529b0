// Keeps what looks the same for everybody: style sheets, scripts, pictures of goods, and the page
// that says that there is no net. Pages themselves are always asked for, and nothing that is sent
// (POST) is touched: it goes to the server once, or not at all.
const SHELL = `shell-${TOLD.version}`;
const PICTURES = "pictures-1";
const MOST_PICTURES = 120;
const OFFLINE = "/offline";

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll(TOLD.shell);
    // Without cookies: the page that is kept knows nobody.
    const page = await fetch(OFFLINE, { credentials: "omit", cache: "no-store" });
    if (!page.ok) throw new Error("no page for being offline");
    await cache.put(OFFLINE, page);
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => ![SHELL, PICTURES].includes(name)).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

const pageOrOffline = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(OFFLINE)) || Response.error();
  }
};
// The address of such a file carries a hash of what it holds.
const kept = async (request, name) => {
  const found = await caches.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && response.type === "basic") (await caches.open(name)).put(request, response.clone());
  return response;
};
// A picture may be another one tomorrow: the net first, what was seen last without it.
const picture = async (request) => {
  const cache = await caches.open(PICTURES);
  try {
    const response = await fetch(request);
    if (response.ok && response.type === "basic") {
      await cache.put(request, response.clone());
      const seen = await cache.keys();
      await Promise.all(seen.slice(0, Math.max(0, seen.length - MOST_PICTURES)).map((one) => cache.delete(one)));
    }
    return response;
  } catch (error) {
    const found = await cache.match(request);
    if (found) return found;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(pageOrOffline(request));
  else if (address.pathname.startsWith(TOLD.static)) event.respondWith(kept(request, SHELL));
  else if (address.pathname.startsWith("/pictures/")) event.respondWith(picture(request));
});
