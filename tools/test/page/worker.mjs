import { readFileSync } from 'node:fs';
import { registerHooks, setSourceMapsSupport } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createScriptTransformer } from '@jest/transform';
import runSpec from '../node/worker.mjs';

const globals = new URL('../node/jest-globals.mjs', import.meta.url).href;
const OPTIONS = {
  ...{ supportsStaticESM: true, supportsDynamicImport: true },
  ...{ supportsExportNamespaceFrom: true, supportsTopLevelAwait: true },
  ...{ collectCoverage: false, collectCoverageFrom: [], coverageProvider: 'v8' },
};
let ready;

/** Runs a spec of the page, by its absolute path; the first one sets this process up. */
export default async ({ path, configuration }) => {
  ready ??= setUp(configuration.projectConfig);
  await ready;
  return runSpec({ path, configuration });
};

/** Lets Node load what the page is made of, as jest would; it keeps the results in jest's cache. */
async function setUp(config) {
  const transformer = await createScriptTransformer(config);
  // Of our files only: else a failure names lines that nobody wrote.
  setSourceMapsSupport(true);
  registerHooks({
    resolve(specifier, context, next) {
      // That package is for jest's own runner only.
      if (specifier === '@jest/globals') return { url: globals, format: 'module', shortCircuit: true };
      return next(specifier, context);
    },
    load(url, context, next) {
      const [address] = url.split('?');
      const kind = address.startsWith('file:') && /\.(html|ts)$/.exec(address)?.[0];
      if (!kind) return next(url, context);
      const file = fileURLToPath(address);
      const source = kind === '.html' ? template(file) : transformer.transform(file, OPTIONS).code;
      // Before its first test, and without another line.
      const start = file.endsWith('.spec.ts') ? 'cleanUpAfterTests();' : '';
      return { format: 'module', source: start + source, shortCircuit: true };
    },
  });
}

const template = (file) => `export default ${JSON.stringify(readFileSync(file, 'utf8'))};`;
