import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputListing } from '@reprise/contracts';
import { problemOf, startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

describe('inputs', () => {
  const list = (path?: string) =>
    gateway.get<InputListing>(`/api/inputs${path === undefined ? '' : `?path=${encodeURIComponent(path)}`}`);

  it('begin with the roots: those of the settings and the demo data', async () => {
    const { path, roots, entries } = await list();
    expect(path).toBeNull();
    expect(roots).toEqual(
      ['inputs', 'uploads/samples', 'pipelines/toy/demo'].map((path) => `${gateway.folder}/${path}`),
    );
    expect(entries).toMatchObject(roots.map((root) => ({ path: root, kind: 'dir' })));
  });

  it('list a folder with subfolders first, without hidden entries and links out of the roots', async () => {
    const root = join(gateway.folder, 'inputs');
    mkdirSync(join(root, 'zebra'));
    writeFileSync(join(root, 'a.fastq'), 'reads');
    writeFileSync(join(root, '.hidden'), '');
    symlinkSync(join(gateway.folder, 'secret'), join(root, 'way-out'));
    const { parent, entries } = await list(root);
    expect(parent).toBeNull();
    expect(entries.map(({ name, kind, bytes }) => [name, kind, bytes])).toEqual([
      ['S2', 'dir', null],
      ['zebra', 'dir', null],
      ['a.fastq', 'file', 5],
    ]);
    expect(entries[2]!.modified_at).toBe(statSync(join(root, 'a.fastq')).mtime.toISOString());
    expect((await list(join(root, 'S2'))).parent).toBe(root);
  });

  it.each(['/', '/etc', 'inputs', '../secret'])('are not listed outside the roots: %s', async (path) => {
    const problem = await problemOf(await gateway.fetch(`/api/inputs?path=${encodeURIComponent(path)}`));
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'path' }] });
  });

  it('are not listed through a link that leads out', async () => {
    const problem = await problemOf(await gateway.fetch(`/api/inputs?path=${gateway.folder}/inputs/way-out`));
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'path' }] });
  });
});
