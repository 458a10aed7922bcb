import { isBuiltin } from 'node:module';
import type { Plugin } from 'rolldown';

const PREFIX = '\0built-in:';

/**
 * Imports of the modules built into Node what is asked for. Where an ES module imports one, Node itself reads all its
 * exports, also those that it loads when they are first read: `WebSocket` of `node:http` loads the client of `fetch` (13 MiB),
 * others streams, workers and more (2 MiB).
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
      // The bundler drops a call whose result nobody imports, where it is told that the call does nothing else.
      ...keys.map((key) => `export const ${key} = /* @__PURE__ */ (() => module.${key})();`),
    ].join('\n');
  },
};
