import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const globals = new URL('jest-globals.mjs', import.meta.url).href;

// Node reads TypeScript, but not its decorators.
registerHooks({
  resolve(specifier, context, next) {
    // That package is for jest's own runner only.
    if (specifier === '@jest/globals') return { url: globals, format: 'module', shortCircuit: true };
    return next(specifier, context);
  },
  load(url, context, next) {
    const [address] = url.split('?');
    if (!address.startsWith('file:') || !address.endsWith('.ts')) return next(url, context);
    return { format: 'module', source: javascript(fileURLToPath(address)), shortCircuit: true };
  },
});

function javascript(file) {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    configFile: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
      experimental: { keepImportAttributes: true },
    },
  });
  return code;
}
