import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { httpWithoutFetch } from './http-without-fetch.ts';

const source = `
import http, { createServer, request } from 'node:http';
const loaded = process.moduleLoadList.some((name) => name.includes('undici'));
console.log(JSON.stringify({ loaded, same: http.createServer === createServer, client: typeof request }));
`;

describe('node:http in a bundle', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-bundle-'));
    writeFileSync(join(folder, 'server.mjs'), source);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const printedBy = (file: string) =>
    JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8' })) as unknown;

  it('is whole, and leaves the client of fetch where it is', async () => {
    const bundle = await rolldown({ input: join(folder, 'server.mjs'), platform: 'node', plugins: [httpWithoutFetch] });
    await bundle.write({ dir: join(folder, 'out'), format: 'esm', entryFileNames: '[name].mjs' });
    expect(printedBy(join(folder, 'out', 'server.mjs'))).toEqual({ loaded: false, same: true, client: 'function' });
  });

  it('brings that client along without the plugin', () => {
    expect(printedBy(join(folder, 'server.mjs'))).toMatchObject({ loaded: true });
  });
});
