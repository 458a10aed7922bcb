import { createHash, randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ReadableStream } from 'node:stream/web';
import { STORAGE } from '@reprise/event-log/testing';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import type { BatchFiles } from '../contract/index.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  writeFileSync(join(gateway.folder, 'storage.id'), `${STORAGE}\n`);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

async function submit(sample_name: string, id: string): Promise<string> {
  const batch = { id, name: 'Plate 12' };
  const params = { input_dir: './demo/S1' };
  return (await gateway.accepted('/api/jobs', { pipeline: 'toy', sample_name, params, batch })).job_id;
}

/** Completes a job with results. */
async function complete(job_id: string, files: Readonly<Record<string, string>>): Promise<void> {
  const dir = join(gateway.folder, 'jobs', job_id);
  const output_dir = join(dir, 'output/1');
  const work_dir = join(dir, 'work/1');
  mkdirSync(work_dir, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(output_dir, path)), { recursive: true });
    writeFileSync(join(output_dir, path), text);
  }
  await gateway.runner.start(job_id, 1, { storage_id: STORAGE, output_dir, work_dir });
  const outputs = Object.entries(files).map(([path, text]) => ({
    kind: 'tsv',
    path: join(output_dir, path),
    bytes: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
  }));
  await gateway.runner.succeed(job_id, 1, { outputs });
}

describe('the results of a batch', () => {
  const id = randomUUID();
  let first: string;
  let second: string;
  let open: string;
  const read = (path: string) => gateway.fetch(`/api/batches/${id}/${path}`);
  beforeAll(async () => {
    [first, second, open] = [await submit('A', id), await submit('B 2', id), await submit('C', id)];
    await complete(first, { 'tsv/A.tsv': 'one', 'qc/A_fastqc.html': '<p>' });
    await complete(second, { 'tsv/B#2.tsv': 'second' });
    await gateway.get(`/api/jobs?min_seq=${String((await gateway.log.head()).last_seq)}`);
  });

  it('are listed with checksums and addresses, and name the jobs without results', async () => {
    const { items, missing } = (await (await read('files')).json()) as BatchFiles;
    expect(items.map(({ folder, path, report }) => [folder, path, report])).toEqual([
      ['A', 'tsv/A.tsv', null],
      ['A', 'qc/A_fastqc.html', 'FastQC'],
      ['B_2', 'tsv/B#2.tsv', null],
    ]);
    expect(missing).toEqual([
      { job_id: open, sample_name: 'C', has_completed: false, detail: 'The job has not completed.' },
    ]);
    const { url, bytes, sha256 } = items[2]!;
    const text = await (await gateway.fetch(url)).text();
    expect([text, bytes, sha256]).toEqual(['second', 6, createHash('sha256').update('second').digest('hex')]);
  });

  it('are listed as CSV for programs', async () => {
    const lines = (await (await read('files.csv')).text()).trim().split('\r\n');
    expect(lines[0]).toBe('sample_name,job_id,attempt,path,kind,bytes,sha256,url');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toMatch(new RegExp(`^B 2,${second},1,tsv/B#2.tsv,tsv,6,[0-9a-f]{64},/api/jobs/${second}/files/`));
  });

  it('are one ZIP with a folder for each job, which names what it lacks', async () => {
    const response = await read('files.zip');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="Plate 12-${id.slice(0, 8)}.zip"`);
    const packed = await buffer(response.body as ReadableStream);
    const path = join(gateway.folder, 'batch.zip');
    writeFileSync(path, packed);
    const script =
      'import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))';
    const files = JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' })) as Record<
      string,
      string
    >;
    expect(files).toMatchObject({
      'A/tsv/A.tsv': 'one',
      'A/qc/A_fastqc.html': '<p>',
      'B_2/tsv/B#2.tsv': 'second',
      'DOWNLOAD-INCOMPLETE.txt':
        'This download is incomplete.\n\nNo results of these jobs are in it:\n\n  C: The job has not completed.\n',
    });
  });

  it('are no ZIP if no job has any', async () => {
    const other = randomUUID();
    await submit('D', other);
    await gateway.get(`/api/jobs?min_seq=${String((await gateway.log.head()).last_seq)}`);
    expect(await problemOf(await gateway.fetch(`/api/batches/${other}/files.zip`))).toMatchObject({ status: 404 });
  });
});
