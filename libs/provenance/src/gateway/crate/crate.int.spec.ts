import { randomUUID } from 'node:crypto';
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { DataOf } from '@reprise/contracts';
import { derivedId, makeEvent, type Fact } from '@reprise/event-log';
import { STORAGE } from '@reprise/event-log/testing';
import { ensureCrateValidator, thisMachine } from '@reprise/setup';
import { startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
let scratch: string;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  writeFileSync(join(gateway.folder, 'storage.id'), `${STORAGE}\n`);
  scratch = mkdtempSync(join(tmpdir(), 'reprise-crate-'));
});
afterAll(async () => {
  rmSync(scratch, { recursive: true });
  await gateway.stop();
  await servers.stop();
});

interface Crate {
  readonly '@graph': readonly (Readonly<Record<string, unknown>> & { readonly '@id': string })[];
}
const entity = (crate: Crate, id: string) => crate['@graph'].find((each) => each['@id'] === id);

const FILES = { 'vcf/S 1 (a).vcf': 'vcf', 'qc/report.html': 'html', 'empty.txt': '' };
const DESCRIBED: DataOf<'run_described'> = {
  attempt: 1,
  params: { depth: 30, fast: true, reference: '/ref.fa', none: null },
  params_from: 'run',
  defaults: ['fast'],
  pipeline_version: '1.2.0',
  materials: [],
  lineage: { id: `lid://${'860fa6ba'.repeat(4)}`, store: '/data/launch/.lineage' },
};

/** A completed job of the toy pipeline, at its current revision unless a different one ran. */
async function completedJob(revision?: string) {
  const { job_id } = await gateway.accepted('/api/jobs', {
    pipeline: 'toy',
    sample_name: 'S1',
    params: { input_dir: './demo/S1' },
    batch: { id: randomUUID(), name: 'Plate 12' },
  });
  const { pipeline_revision } = await gateway.get<{ pipeline_revision: string }>(`/api/jobs/${job_id}`);
  const dir = join(gateway.folder, 'jobs', job_id);
  const [output_dir, work_dir] = [join(dir, 'output/1'), join(dir, 'work/1')];
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(output_dir, path)), { recursive: true });
    writeFileSync(join(output_dir, path), text);
  }
  mkdirSync(work_dir, { recursive: true });
  symlinkSync(join(gateway.folder, 'secret/key'), join(output_dir, 'key.txt'));
  const run = { storage_id: STORAGE, output_dir, work_dir, pipeline_revision: revision ?? pipeline_revision };
  await gateway.runner.start(job_id, 1, run);
  const input = { bytes: 5, sha256: 'ab'.repeat(32), read_at: null, problem: null };
  await observe({
    type: 'inputs_observed',
    subject: job_id,
    data: { attempt: 1, inputs: [{ path: '/data/S1 R1.fastq', ...input }], complete: true },
  });
  await observe({ type: 'run_described', subject: job_id, data: DESCRIBED });
  const tools = [{ name: 'bwa', version: '0.7.17', used_by: ['ALIGN'] }];
  await observe({ type: 'tools_observed', subject: job_id, data: { attempt: 1, tools, complete: true } });
  const task = { process: 'ALIGN', step: 'Align', tag: 'S1', name: 'ALIGN (S1)', hash: 'ab/cdef12' };
  const images = [
    {
      image: 'quay.io/biocontainers/bwa:0.7.17',
      engine: 'docker',
      executor: 'local',
      cached: false,
      digest: `sha256:${'ef'.repeat(32)}`,
      image_id: `sha256:${'01'.repeat(32)}`,
      problem: null,
      processes: ['ALIGN'],
    },
    {
      image: 'lab/call',
      engine: 'docker',
      executor: 'local',
      cached: false,
      processes: ['CALL'],
      digest: null,
      image_id: null,
      problem: 'docker did not answer in 5 s',
    },
  ];
  await observe({ type: 'task_completed', subject: job_id, data: taskFacts(task) });
  await observe({ type: 'containers_observed', subject: job_id, data: { attempt: 1, images, complete: true } });
  const published = { path: join(output_dir, 'vcf/S 1 (a).vcf'), bytes: 3, sha256: 'cd'.repeat(32) };
  const output = { kind: 'raw_vcf', labels: ['genome'], ...published };
  const warnings = [{ about: 'trace' as const, message: 'Nextflow wrote no trace of its one task.' }];
  await gateway.runner.succeed(job_id, 1, { outputs: [output], warnings });
  await gateway.get(`/api/jobs?min_seq=${String((await gateway.log.head()).last_seq)}`);
  return job_id;
}

const taskFacts = (named: { process: string; step: string; tag: string; name: string; hash: string }) => ({
  ...named,
  attempt: 1,
  try: 1,
  work_dir: null,
  native_id: '4711',
  error_action: null,
  peak_rss: null,
  submitted_at: null,
  started_at: '2026-03-01T09:00:00.000Z',
  completed_at: '2026-03-01T09:01:00.000Z',
  exit_code: 0,
  duration_ms: 60_000,
  cpu_percent: null,
});

const observe = (fact: Fact) =>
  gateway.log.append(
    makeEvent(fact, {
      id: derivedId('crate', fact.subject, fact.type),
      time: new Date().toISOString(),
      actor: 'runner:runner-a',
      source: '/reprise/runner/runner-a',
      correlation_id: 'c',
      causation_id: 'c',
    }),
  );

/** Unpacks the crate of a job. */
async function unpacked(jobId: string): Promise<string> {
  const response = await gateway.fetch(`/api/jobs/${jobId}/ro-crate.zip`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
  const folder = join(scratch, jobId);
  mkdirSync(folder);
  writeFileSync(`${folder}.zip`, Buffer.from(await response.arrayBuffer()));
  execFileSync('python3', ['-m', 'zipfile', '-e', `${folder}.zip`, folder]);
  return folder;
}

async function validate(folder: string, profile: string) {
  const python = await ensureCrateValidator(thisMachine(), () => undefined);
  const script = join(import.meta.dirname, '../../../../../tools/crate/validate.py');
  const { stdout } = await promisify(execFile)(python, [script, folder, profile], { timeout: 220_000 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as unknown;
}

describe('the RO-Crate of an attempt', () => {
  it('conforms to the profile Workflow Run Crate by its validator, with script and results in the ZIP', async () => {
    const folder = await unpacked(await completedJob());
    expect(await validate(folder, 'workflow-run-crate-0.5')).toEqual({ passed: true, findings: [] });
    expect(readFileSync(join(folder, 'results/vcf/S 1 (a).vcf'), 'utf8')).toBe('vcf');
    expect(readFileSync(join(folder, 'workflow/main.nf'), 'utf8')).toBe('');
    expect(() => readFileSync(join(folder, 'results/key.txt'))).toThrow('ENOENT');
  }, 240_000);

  it('is a Process Run Crate if the script has changed since the run', async () => {
    const folder = await unpacked(await completedJob('an earlier revision'));
    expect(await validate(folder, 'process-run-crate-0.5')).toEqual({ passed: true, findings: [] });
  }, 240_000);

  it('contains labels, batch, parameters, inputs, outputs with checksums, tools and the requester', async () => {
    const jobId = await completedJob();
    const { seq } = await gateway.accepted(`/api/jobs/${jobId}/label`, { set: { run: '48', project: 'cardio' } });
    await gateway.job(jobId, seq);
    const crate = await gateway.get<Crate>(`/api/jobs/${jobId}/ro-crate-metadata.json`);
    expect(entity(crate, './')).toMatchObject({ keywords: ['project=cardio', 'run=48', 'Plate 12'] });
    expect(entity(crate, '#attempt-1')).toMatchObject({
      actionStatus: 'http://schema.org/CompletedActionStatus',
      instrument: { '@id': 'workflow/main.nf' },
      description: expect.stringMatching(
        / Completed, with a warning: Nextflow wrote no trace of its one task\.$/,
      ) as string,
      object: [
        { '@id': 'file:///data/S1%20R1.fastq' },
        ...['depth', 'fast', 'reference'].map((name) => ({ '@id': `#value/${name}` })),
      ],
    });
    expect(entity(crate, '#attempt-1')).toMatchObject({ identifier: { '@id': '#lineage' } });
    expect(entity(crate, '#lineage')).toMatchObject({ value: DESCRIBED.lineage!.id });
    expect(entity(crate, '#value/depth')).toMatchObject({ '@type': 'PropertyValue', value: '30' });
    expect(entity(crate, '#parameter/fast')).toMatchObject({ additionalType: 'Boolean', defaultValue: 'true' });
    expect(entity(crate, 'results/vcf/S%201%20(a).vcf')).toMatchObject({
      contentSize: '3',
      sha256: 'cd'.repeat(32),
      keywords: ['genome'],
    });
    expect(entity(crate, 'file:///data/S1%20R1.fastq')).toMatchObject({ contentSize: '5', sha256: 'ab'.repeat(32) });
    expect(entity(crate, '#tool/bwa/0.7.17')).toMatchObject({ softwareVersion: '0.7.17' });
    expect(entity(crate, '#person')).toMatchObject({ name: 'Local administrator', identifier: 'admin' });
    expect(JSON.stringify(crate)).not.toContain('key.txt');
  });

  it('contains executor, native id and image of each task, and the reason for an unknown digest', async () => {
    const jobId = await completedJob();
    const crate = await gateway.get<Crate>(`/api/jobs/${jobId}/ro-crate-metadata.json`);
    const bwa = `#image/quay.io/biocontainers/bwa%3A0.7.17/${'ef'.repeat(32)}`;
    expect(entity(crate, bwa)).toMatchObject({
      '@type': 'ContainerImage',
      registry: 'quay.io',
      name: 'biocontainers/bwa',
      tag: '0.7.17',
      sha256: 'ef'.repeat(32),
      additionalType: { '@id': 'https://w3id.org/ro/terms/workflow-run#DockerImage' },
    });
    const call = crate['@graph'].find(({ name }) => name === 'lab/call')!;
    expect(call).toMatchObject({ description: 'Its digest is unknown: docker did not answer in 5 s.' });
    expect(call).not.toHaveProperty('sha256');
    expect(entity(crate, '#attempt-1')).toMatchObject({ containerImage: [{ '@id': bwa }, { '@id': call['@id'] }] });
    expect(entity(crate, '#task/1/ab/cdef12')).toMatchObject({
      name: 'ALIGN (S1)',
      instrument: { '@id': '#process/ALIGN' },
      containerImage: { '@id': bwa },
      description: 'Task ab/cdef12, which ran on the executor local.',
      identifier: { '@id': '#task/1/ab/cdef12/native-id' },
    });
    expect(entity(crate, '#task/1/ab/cdef12/native-id')).toMatchObject({ value: '4711' });
  });

  it('does not exist for an unknown job or attempt', async () => {
    const jobId = await completedJob();
    for (const path of [`${jobId}/ro-crate.zip?attempt=2`, `${jobId}/ro-crate-metadata.json?attempt=2`])
      expect((await gateway.fetch(`/api/jobs/${path}`)).status).toBe(404);
  });
});
