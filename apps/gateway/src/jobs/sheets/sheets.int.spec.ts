import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type {
  HistoryEntry,
  JobIds,
  JobsSummary,
  JobView,
  Page,
  PipelineList,
  SheetCheck,
  SheetSubmitted,
} from '@reprise/contracts';
import { eventually } from '../../testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  addSheetPipeline();
  addWarningPipeline();
  // Folders are checked once a second.
  await eventually('the pipeline is seen', async () => {
    const { items } = await gateway.get<PipelineList>('/api/pipelines');
    return ['rna', 'doubts'].every((added) => items.some(({ name }) => name === added)) || null;
  });
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

/** A pipeline in nf-core's format: its input is a samplesheet with a row schema. */
function addSheetPipeline(): void {
  const folder = `${gateway.folder}/pipelines/rna`;
  mkdirSync(`${folder}/assets`, { recursive: true });
  mkdirSync(`${folder}/demo`);
  writeFileSync(`${folder}/demo/A_1.fastq.gz`, 'reads');
  const write = (name: string, content: object) => writeFileSync(`${folder}/${name}`, JSON.stringify(content));
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  write('nextflow_schema.json', {
    $schema,
    type: 'object',
    required: ['input'],
    properties: {
      input: {
        type: 'string',
        format: 'file-path',
        exists: true,
        mimetype: 'text/csv',
        pattern: '^\\S+\\.csv$',
        schema: 'assets/schema_input.json',
      },
      aligner: { enum: ['star', 'salmon'] },
    },
  });
  write('assets/schema_input.json', {
    $schema,
    type: 'array',
    items: {
      type: 'object',
      required: ['sample', 'fastq_1'],
      properties: {
        sample: { type: 'string', pattern: '^\\S+$', errorMessage: 'must be a name without blanks', meta: ['id'] },
        fastq_1: { type: 'string', format: 'file-path', exists: true, pattern: '^\\S+\\.fastq\\.gz$' },
        strandedness: { enum: ['forward', 'reverse', 'auto'] },
      },
    },
  });
  writeFileSync(`${folder}/main.nf`, '');
  // Written last, because it turns the folder into a pipeline.
  write('reprise.json', { name: 'rna', script: 'main.nf', input_param: 'input' });
}

/** A pipeline that warns about a folder without pairs of reads, and runs with it anyway. */
function addWarningPipeline(): void {
  const folder = `${gateway.folder}/pipelines/doubts`;
  mkdirSync(`${folder}/demo/empty`, { recursive: true });
  writeFileSync(`${folder}/main.nf`, '');
  const checks = [{ kind: 'fastq_pairs', param: 'input_dir', severity: 'warning', note: 'It runs without reads.' }];
  writeFileSync(`${folder}/reprise.json`, JSON.stringify({ name: 'doubts', script: 'main.nf', checks }));
}

const check = async (body: object) => {
  const response = await gateway.post('/api/jobs/sheet/check', { pipeline: 'toy', ...body });
  if (response.status !== 200) throw new Error(`${String(response.status)} ${await response.text()}`);
  return (await response.json()) as SheetCheck;
};
const submit = (body: object, headers: Record<string, string> = {}) =>
  gateway.post('/api/jobs/sheet', { pipeline: 'toy', ...body }, headers);
const submitted = async (body: object, headers: Record<string, string> = {}) => {
  const response = await submit(body, headers);
  if (response.status !== 202) throw new Error(`${String(response.status)} ${await response.text()}`);
  return (await response.json()) as SheetSubmitted;
};
const lastSeq = async () => (await gateway.log.head()).last_seq;

describe('a check of a samplesheet', () => {
  it('names row and column of each error, with the text of a single job, and records nothing', async () => {
    const before = await lastSeq();
    const text = 'sample,input_dir,depth\nA,./demo/S1,30\nB,./demo/S9,0\n?,/etc,ten\n';
    expect(await check({ text })).toEqual({
      mode: 'jobs',
      modes: ['jobs'],
      sheet_param: null,
      columns: ['sample', 'input_dir', 'depth'],
      rows: [
        ['A', './demo/S1', '30'],
        ['B', './demo/S9', '0'],
        ['?', '/etc', 'ten'],
      ],
      errors: [
        { row: 3, column: 'sample', message: expect.stringContaining('must start with a letter') as string },
        { row: 2, column: 'depth', message: 'must be at least 1' },
        { row: 2, column: 'input_dir', message: expect.stringContaining('does not exist: ') as string },
        { row: 3, column: 'depth', message: 'must be a whole number' },
        { row: 3, column: 'input_dir', message: 'must lie in one of the input roots: /etc' },
      ],
      warnings: [],
    });
    expect(await lastSeq()).toBe(before);
  });

  it('accepts the cells of an edited table, and parameters for all rows, which a cell overrides', async () => {
    const columns = ['sample', 'depth'];
    const rows = [
      ['A', ''],
      ['B', '5'],
    ];
    const missing = await check({ columns, rows });
    expect(missing.errors).toEqual([{ row: null, column: 'input_dir', message: 'is required' }]);
    const params = { input_dir: './demo/S1', depth: 0 };
    expect((await check({ columns, rows, params })).errors).toEqual([
      { row: 1, column: 'depth', message: 'must be at least 1' },
    ]);
  });

  it('refuses unknown columns and duplicate rows, and warns of a sample with other parameters', async () => {
    const text = 'sample,input_dir,depth,fastq_1\nA,./demo/S1,1,x\nA,./demo/S1,1,x\nA,./demo/S1,2,x\n';
    const { errors, warnings } = await check({ text });
    expect(errors).toEqual([
      { row: null, column: 'fastq_1', message: 'is not a parameter of this pipeline; it has input_dir, depth' },
      { row: 2, column: 'sample', message: 'is the same as row 1: remove one of them' },
    ]);
    expect(warnings).toEqual([{ row: 3, column: 'sample', message: 'is also the sample of row 1' }]);
  });

  it("shows a pipeline's own warnings at row and column, and submits such rows", async () => {
    const sheet = { pipeline: 'doubts', text: 'sample,input_dir\nA,./demo/empty\n' };
    const { errors, warnings } = await check(sheet);
    const message = expect.stringMatching(/^holds no reads named .* It runs without reads\.$/) as string;
    expect([errors, warnings]).toEqual([[], [{ row: 1, column: 'input_dir', message }]]);
    const { results } = await submitted(sheet);
    expect(results).toMatchObject([{ problem: null, warnings: [{ field: 'params.input_dir', message }] }]);
  });

  it.each([
    ['neither text nor rows', {}, 'text'],
    ['both', { text: 'sample', columns: [], rows: [] }, 'text'],
    ['more than 2,000 rows', { columns: ['sample'], rows: Array.from({ length: 2001 }, () => ['A']) }, 'rows'],
    ['launch options that are not allowed', { text: 'sample\nA', launch: { revision: 'main' } }, 'launch.revision'],
    ['an unknown pipeline', { text: 'sample\nA', pipeline: 'none' }, 'pipeline'],
  ])('refuses %s', async (_, body, field) => {
    const problem = await problemOf(await gateway.post('/api/jobs/sheet/check', { pipeline: 'toy', ...body }));
    expect(problem).toMatchObject({ status: 422, errors: [{ field }] });
  });

  it('refuses a text with more than 2,000 rows, and states its number of rows', async () => {
    const text = `sample,input_dir\n${'A,./demo/S1\n'.repeat(2001)}`;
    expect((await check({ text })).errors).toEqual([
      { row: null, column: null, message: 'The sheet has 2001 rows; at most 2000 are taken at once. Split it.' },
    ]);
  });
});

describe('a submission of a samplesheet', () => {
  const text = 'sample,input_dir\nA,./demo/S1\nB,./demo/S1\n';

  it('refuses more than 500 rows at once, which would hold the request for long', async () => {
    const rows = Array.from({ length: 501 }, (_, n) => [`S${String(n)}`, './demo/S1']);
    const inText = `sample,input_dir\n${rows.map((cells) => cells.join(',')).join('\n')}\n`;
    for (const [body, field] of [
      [{ text: inText }, 'text'],
      [{ columns: ['sample', 'input_dir'], rows }, 'rows'],
    ] as const)
      expect(await problemOf(await gateway.post('/api/jobs/sheet', { pipeline: 'toy', ...body }))).toMatchObject({
        status: 422,
        errors: [{ field }],
      });
  });

  it('makes a job from each row, with one correlation id for all', async () => {
    const { correlation_id, results } = await submitted(
      { text, params: { depth: 7 }, reason: 'Run 7' },
      { 'x-correlation-id': 'sheet-7' },
    );
    expect(correlation_id).toBe('sheet-7');
    expect(results).toMatchObject([
      { row: 1, sample_name: 'A', problem: null },
      { row: 2, sample_name: 'B', problem: null },
    ]);
    for (const { job_id, seq, sample_name } of results) {
      expect(await gateway.job(job_id!, seq!)).toMatchObject({ sample_name, params: { depth: 7 }, reason: 'Run 7' });
      const { items } = await gateway.get<Page<HistoryEntry>>(`/api/jobs/${job_id!}/history`);
      expect(items).toMatchObject([{ type: 'submitted', correlation_id: 'sheet-7' }]);
    }
  });

  it('can be listed, counted and selected without the jobs of other sheets', async () => {
    const own = await submitted({ text }, { 'x-correlation-id': 'sheet-8' });
    const other = await submitted({ text }, { 'x-correlation-id': 'sheet-9' });
    await gateway.job(other.results[1]!.job_id!, other.results[1]!.seq!);
    // A later command with the same correlation id does not belong to the sheet.
    const later = { 'x-correlation-id': 'sheet-8' };
    expect((await gateway.post(`/api/jobs/${other.results[0]!.job_id!}/cancel`, {}, later)).status).toBe(202);
    const ids = own.results.map(({ job_id }) => job_id).toSorted();
    const filter = 'correlation_id=sheet-8';
    const { items } = await gateway.get<Page<JobView>>(`/api/jobs?${filter}`);
    expect(items.map(({ job_id }) => job_id).toSorted()).toEqual(ids);
    expect(await gateway.get<JobsSummary>(`/api/jobs/summary?${filter}`)).toMatchObject({ total: 2, pending: 2 });
    expect((await gateway.get<JobIds>(`/api/jobs/ids?${filter}`)).job_ids.toSorted()).toEqual(ids);
    expect((await gateway.get<Page<JobView>>('/api/jobs?correlation_id=none')).items).toEqual([]);
  });

  it('submits nothing when one row has an error', async () => {
    const before = await lastSeq();
    const problem = await problemOf(await submit({ text: `${text}C,/etc\n` }));
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'rows.3.input_dir' }] });
    expect(await lastSeq()).toBe(before);
  });

  it('gives each row the same job when it is repeated with its key, and creates only added rows', async () => {
    const key = { 'idempotency-key': 'sheet-1' };
    const first = await submitted({ text }, key);
    const before = await lastSeq();
    const again = await submitted({ text: 'sample,input_dir\nB,./demo/S1\nN,./demo/S1\nA,./demo/S1\n' }, key);
    const jobs = (results: SheetSubmitted['results']) =>
      Object.fromEntries(results.map(({ sample_name, job_id }) => [sample_name, job_id]));
    expect(jobs(again.results)).toMatchObject(jobs(first.results));
    expect(await lastSeq()).toBe(before + 1);
  });

  it('repeats its answer for its key, also after an input of an accepted row is gone', async () => {
    const key = { 'idempotency-key': 'sheet-2' };
    const folder = `${gateway.folder}/pipelines/toy/demo/GONE`;
    mkdirSync(folder);
    writeFileSync(`${folder}/GONE.fastq`, 'reads');
    const gone = 'sample,input_dir\nG,./demo/GONE\n';
    const { results } = await submitted({ text: gone }, key);
    rmSync(folder, { recursive: true });
    expect((await submitted({ text: gone }, key)).results).toEqual(results);
    const grown = await problemOf(await submit({ text: `${gone}H,./demo/GONE\n` }, key));
    expect(grown).toMatchObject({ status: 422, errors: [{ field: 'rows.2.input_dir' }] });
  });
});

describe('a samplesheet for one job', () => {
  const read = () => `${gateway.folder}/pipelines/rna/demo/A_1.fastq.gz`;

  it('is checked by the schema of its rows, with its paths checked like parameters', async () => {
    const text = [
      'sample,fastq_1,strandedness,note',
      `A,${read()},auto,x`,
      `B c,${read()},both,`,
      'D,/etc/passwd.fastq.gz,,',
      'E,,,',
    ].join('\n');
    const { mode, modes, errors, warnings } = await check({ pipeline: 'rna', text, params: { aligner: 'bwa' } });
    expect([mode, modes]).toEqual(['sheet', ['sheet', 'jobs']]);
    expect(errors).toEqual([
      { row: null, column: 'aligner', message: 'must be one of: star, salmon' },
      { row: 2, column: 'sample', message: 'must be a name without blanks' },
      { row: 2, column: 'strandedness', message: 'must be one of: forward, reverse, auto' },
      { row: 4, column: 'fastq_1', message: 'is required' },
      { row: 3, column: 'fastq_1', message: 'must lie in one of the input roots: /etc/passwd.fastq.gz' },
    ]);
    expect(warnings).toEqual([{ row: null, column: 'note', message: 'is not a column that this pipeline reads' }]);
  });

  it('is recorded with the job, also for a rerun, and its files are inputs', async () => {
    const sheet = { pipeline: 'rna', columns: ['sample', 'fastq_1'], rows: [['A', read()]] };
    const nameless = await problemOf(await gateway.post('/api/jobs/sheet', sheet));
    expect(nameless).toMatchObject({ status: 422, errors: [{ field: 'sample_name' }] });
    const { results } = await submitted({ ...sheet, sample_name: 'RUN7' });
    expect(results).toMatchObject([{ row: null, sample_name: 'RUN7', problem: null }]);
    const { job_id, seq } = results[0]!;
    expect(await gateway.job(job_id!, seq!)).toMatchObject({
      params: { input: 'samplesheet.csv' },
      sheet: { param: 'input', name: 'samplesheet.csv' },
    });
    await gateway.runner.start(job_id!);
    await gateway.runner.fail(job_id!);
    await gateway.accepted(`/api/jobs/${job_id!}/rerun`, { params: { aligner: 'star' } });
    const { last_seq } = await gateway.log.head();
    const { items } = await gateway.get<Page<HistoryEntry>>(`/api/jobs/${job_id!}/history?min_seq=${String(last_seq)}`);
    expect(items[0]!.data).toMatchObject({
      sheet: { param: 'input', name: 'samplesheet.csv', text: `sample,fastq_1\nA,${read()}\n` },
      inputs: [{ path: read(), bytes: 5 }],
    });
    expect(items.at(-1)).toMatchObject({ type: 'rerun_requested', data: { params: { aligner: 'star' } } });
  });

  it('requires a pipeline with such a parameter', async () => {
    const asked = { pipeline: 'toy', text: 'sample\nA', mode: 'sheet' };
    expect(await problemOf(await gateway.post('/api/jobs/sheet/check', asked))).toMatchObject({
      status: 422,
      errors: [{ field: 'mode' }],
    });
  });
});
