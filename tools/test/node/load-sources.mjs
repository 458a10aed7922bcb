import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const globals = new URL('jest-globals.mjs', import.meta.url).href;

/** Makes Node load files whose address has this ending as the JavaScript that `javascript` returns for the path. */
export function loadSources(ending, javascript) {
  registerHooks({
    resolve(specifier, context, next) {
      // That package works only in jest's own runner.
      if (specifier === '@jest/globals') return { url: globals, format: 'module', shortCircuit: true };
      return next(specifier, context);
    },
    load(url, context, next) {
      const [address] = url.split('?');
      if (!address.startsWith('file:') || !ending.test(address)) return next(url, context);
      return { format: 'module', source: javascript(fileURLToPath(address)), shortCircuit: true };
    },
  });
}
