// A service worker that does what ours must never do.
const callOut = async () => {
  await clients.claim();
  await fetch("http://other.example/from-worker").catch(() => {});
  for (const client of await clients.matchAll()) client.postMessage("called out");
};
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(callOut()));
