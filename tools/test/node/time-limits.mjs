/**
 * Maximum milliseconds that a test or hook may take. The limit ends only those that hang, because each wait in them has
 * a shorter deadline.
 */
const LIMIT_MS = { unit: 60_000, servers: 900_000 };
/** Specs that start real servers, runs of Nextflow or whole systems. */
const startsServers = /\.(int|e2e)\.spec\.ts$/;
// A test may fake those of later tests.
const { it, setTimeout, clearTimeout } = globalThis;

/** The runner has no limits. */
function limited(act, limit) {
  const most = limit ?? (startsServers.test(expect.getState().testPath) ? LIMIT_MS.servers : LIMIT_MS.unit);
  return async (...given) => {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`It takes longer than ${String(most)} ms`)), most);
    });
    try {
      await Promise.race([act(...given), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}

const withLimit = (add) => (name, act, limit) => add(name, limited(act, limit));
globalThis.it = Object.assign(withLimit(it), {
  each: (...table) => withLimit(it.each(...table)),
  only: withLimit(it.only),
});
for (const name of ['beforeAll', 'beforeEach', 'afterEach', 'afterAll']) {
  const hook = globalThis[name];
  globalThis[name] = (act, limit) => hook(limited(act, limit));
}
