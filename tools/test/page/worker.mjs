import { readFileSync } from 'node:fs';
import { setSourceMapsSupport } from 'node:module';
import { createScriptTransformer } from '@jest/transform';
import { loadSources } from '../node/load-sources.mjs';
import runSpec from '../node/worker.mjs';

const OPTIONS = {
  supportsStaticESM: true,
  supportsDynamicImport: true,
  supportsExportNamespaceFrom: true,
  supportsTopLevelAwait: true,
  collectCoverage: false,
  collectCoverageFrom: [],
  coverageProvider: 'v8',
};
let ready;

/** Runs a spec of the page, by its absolute path. The first one initialises this process. */
export default async ({ path, configuration }) => {
  ready ??= setUp(configuration.projectConfig);
  await ready;
  return runSpec({ path, configuration });
};

/** Lets Node load the sources of the page as jest would. Caches the results in jest's cache. */
async function setUp(config) {
  const transformer = await createScriptTransformer(config);
  // Only for our files: otherwise a failure points to generated lines.
  setSourceMapsSupport(true);
  loadSources(/\.(html|ts)$/, (file) => {
    if (file.endsWith('.html')) return `export default ${JSON.stringify(readFileSync(file, 'utf8'))};`;
    const { code } = transformer.transform(file, OPTIONS);
    // Before its first test, and without another line.
    return file.endsWith('.spec.ts') ? `cleanUpAfterTests();${code}` : code;
  });
}
