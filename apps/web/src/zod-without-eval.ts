// Zod comes with the pages that need it, and finds its settings here. Else it tries `new Function` when its first schema
// is made, which the page's CSP reports as a violation. (Its `config` would bring all of zod into the first load.)
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
export {};
