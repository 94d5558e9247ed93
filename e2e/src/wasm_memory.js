// How many bytes the wasm of this page has, by whichever way it is made; none without one.
window.wasmBytes = () => window.wasmMemory?.buffer.byteLength ?? 0;
for (const way of ["instantiate", "instantiateStreaming"]) {
  const make = WebAssembly[way];
  WebAssembly[way] = async (...given) => {
    const made = await make.apply(WebAssembly, given);
    const { exports } = made.instance ?? made;
    if (exports.memory) window.wasmMemory = exports.memory;
    return made;
  };
}
