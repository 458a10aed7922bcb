import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';
import { loadSources } from './load-sources.mjs';

// Node reads TypeScript, but not its decorators.
loadSources(/\.ts$/, javascript);

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
