import { isBuiltin } from 'node:module';
import type { Plugin } from 'rolldown';

const PREFIX = '\0built-in:';

/**
 * Imports only the used exports of Node's built-in modules. For an ES module import, Node reads all exports, even those
 * that it loads lazily: `WebSocket` of `node:http` loads the `fetch` client (13 MiB), others load streams, workers and
 * more (2 MiB).
 */
export const builtInModules: Plugin = {
  name: 'built-in-modules',
  resolveId: (id, _importer, { kind }) => (kind === 'import-statement' && isBuiltin(id) ? `${PREFIX}${id}` : null),
  load(id) {
    if (!id.startsWith(PREFIX)) return null;
    const name = id.slice(PREFIX.length);
    const keys = Object.keys(process.getBuiltinModule(name) as object);
    return [
      `const module = process.getBuiltinModule('${name}');`,
      'export default module;',
      // Lets the bundler drop calls whose result is unused.
      ...keys.map((key) => `export const ${key} = /* @__PURE__ */ (() => module.${key})();`),
    ].join('\n');
  },
};
