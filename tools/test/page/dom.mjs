import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!DOCTYPE html>', { url: 'http://localhost/', pretendToBeVisual: true });

const FRAME_MS = 16;
/** Timers of Node, which a test may fake. For the page there is no difference. */
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask'];
const NODES_OWN = new Set([
  ...[...TIMERS, 'console', 'performance', 'crypto', 'structuredClone'],
  // The runner needs its own, too.
  ...['URL', 'URLSearchParams', 'globalThis'],
]);

for (const name of Object.getOwnPropertyNames(window)) {
  if (name.startsWith('_') || NODES_OWN.has(name) || Object.is(globalThis[name], window[name])) continue;
  forward(globalThis, name, window);
}
for (const name of TIMERS) forward(window, name, globalThis);
// jsdom's own versions start an interval that never ends if one is left at the end of a spec.
window.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), FRAME_MS);
window.cancelAnimationFrame = (frame) => clearTimeout(frame);

/** Keeps one value for both, even if a test replaces it. */
function forward(from, name, to) {
  Object.defineProperty(from, name, {
    configurable: true,
    enumerable: true,
    get: () => to[name],
    set: (value) => void (to[name] = value),
  });
}
