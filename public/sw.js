// The service worker: keeps one build of the app, whole or not at all, and answers from it.
//
// The build writes its id and its files into the two constants below. Never takes over from an
// older version by itself: the person is asked, and says when.
"use strict";

const BUILD = "{{build}}";
const FILES = ["{{files}}"];

// Other apps may live on the same host: only what is ours, in this folder, is ever touched.
const OURS = `revcon3 ${registration.scope} `;
const CACHE = OURS + BUILD;

// A page must not be opened with an answer that was redirected, so only what it says is kept.
async function fetched(file) {
  const response = await fetch(new Request(file, { cache: "reload" }));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}

// The page and this worker may come from two builds while a host is being updated. The next visit
// tries again.
async function check(page) {
  const text = await page.text();
  if (!text.includes(`content="${BUILD}"`)) throw new Error("the page is of another build");
}

async function keep() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map(async (file) => cache.put(file, await fetched(file))));
    await check(await cache.match("index.html"));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function answer(request) {
  const here = new URL(registration.scope);
  const asked = new URL(request.url);
  // The folder itself is the app.
  const key = asked.pathname === here.pathname ? "index.html" : request;
  // A browser that cannot read what it keeps still has the network.
  const kept = caches.match(key, { cacheName: CACHE, ignoreSearch: true }).catch(() => undefined);
  return (await kept) ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
addEventListener("message", (event) => {
  if (event.data === "switch") skipWaiting();
});
addEventListener("fetch", (event) => {
  const ours = event.request.url.startsWith(registration.scope);
  if (event.request.method === "GET" && ours) event.respondWith(answer(event.request));
});
