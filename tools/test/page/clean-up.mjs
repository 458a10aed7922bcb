import { TestBed } from '@angular/core/testing';

const { setTimeout, setInterval, clearTimeout } = globalThis;
const timers = new Set();
const uncaught = [];

globalThis.setTimeout = remembered(setTimeout);
globalThis.setInterval = remembered(setInterval);
// jsdom catches exceptions of listeners.
window.addEventListener('error', ({ error }) => uncaught.push(error));

/** Each spec calls it at its start, because the hooks that Angular adds on load apply only to the first spec. */
globalThis.cleanUpAfterTests = () => {
  afterEach(() => {
    TestBed.resetTestingModule();
    if (uncaught.length > 0) throw uncaught.splice(0)[0];
  });
  afterAll(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    putBack();
    emptyThePage();
  });
};

function remembered(set) {
  return (...given) => {
    const timer = set(...given);
    timers.add(timer);
    return timer;
  };
}

/** Values that a spec may replace, such as a `scrollBy` that jsdom lacks. */
const values = [globalThis, window].map((object) => ({ object, own: Object.getOwnPropertyDescriptors(object) }));
const ofDocument = new Set(Object.getOwnPropertyNames(document));

function putBack() {
  for (const { object, own } of values) {
    for (const [name, { value, writable }] of Object.entries(own)) {
      if (writable && !Object.is(object[name], value)) object[name] = value;
    }
  }
  for (const name of Object.getOwnPropertyNames(document)) {
    if (!ofDocument.has(name)) Reflect.deleteProperty(document, name);
  }
}

function emptyThePage() {
  const { documentElement, head, body } = document;
  for (const node of [head, body]) node.replaceChildren();
  for (const node of [documentElement, body]) {
    for (const name of node.getAttributeNames()) node.removeAttribute(name);
  }
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', '/');
}
