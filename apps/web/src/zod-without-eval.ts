// Zod is loaded with the pages that need it and reads its settings here. Otherwise Zod tries `new Function` for its
// first schema, which the page's CSP reports as a violation. (Its `config` would add all of zod to the first load.)
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
export {};
