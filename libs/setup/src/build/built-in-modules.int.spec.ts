import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { builtInModules } from './built-in-modules.ts';

const source = `
import http, { createServer, request } from 'node:http';
import { AsyncLocalStorage } from 'async_hooks';
import { format } from 'util';
const has = (part) => process.moduleLoadList.some((name) => name.includes(part));
console.log(JSON.stringify({
  loaded: { fetch: has('undici'), messages: has('worker/messaging') },
  same: http.createServer === createServer,
  types: [typeof request, typeof format, typeof new AsyncLocalStorage().run],
}));
`;

describe('built-in modules in a bundle', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-bundle-'));
    writeFileSync(join(folder, 'server.mjs'), source);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const printedBy = (file: string) =>
    JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' })) as unknown;

  it('are complete, and load only what is imported', async () => {
    const bundle = await rolldown({ input: join(folder, 'server.mjs'), platform: 'node', plugins: [builtInModules] });
    await bundle.write({ dir: join(folder, 'out'), format: 'esm', entryFileNames: '[name].mjs' });
    expect(printedBy(join(folder, 'out', 'server.mjs'))).toEqual({
      loaded: { fetch: false, messages: false },
      same: true,
      types: ['function', 'function', 'function'],
    });
  });

  it('load unused parts without the plugin', () => {
    expect(printedBy(join(folder, 'server.mjs'))).toMatchObject({ loaded: { fetch: true, messages: true } });
  });
});
