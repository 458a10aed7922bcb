import type { HistoryEntry, Page, SheetCheck, SheetSubmitted } from '@reprise/contracts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

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

describe('checking a samplesheet', () => {
  it('reads it, and names row and column of each error, in the words of a single job; it records nothing', async () => {
    const before = await lastSeq();
    const text = 'sample,input_dir,depth\nA,./demo/S1,30\nB,./demo/S9,0\n?,/etc,ten\n';
    expect(await check({ text })).toEqual({
      mode: 'jobs',
      modes: ['jobs'],
      columns: ['sample', 'input_dir', 'depth'],
      rows: [
        ['A', './demo/S1', '30'],
        ['B', './demo/S9', '0'],
        ['?', '/etc', 'ten'],
      ],
      errors: [
        { row: 3, column: 'sample', message: expect.stringContaining('must start with a letter') as string },
        { row: 2, column: 'depth', message: 'must be >= 1' },
        { row: 2, column: 'input_dir', message: expect.stringContaining('does not exist: ') as string },
        { row: 3, column: 'depth', message: 'must be integer' },
        { row: 3, column: 'input_dir', message: 'must lie in one of the input roots: /etc' },
      ],
      warnings: [],
    });
    expect(await lastSeq()).toBe(before);
  });

  it('takes the cells of an edited table, and parameters of all rows, which a cell overrides', async () => {
    const columns = ['sample', 'depth'];
    const rows = [
      ['A', ''],
      ['B', '5'],
    ];
    const missing = await check({ columns, rows });
    expect(missing.errors).toEqual([{ row: null, column: 'input_dir', message: 'is required' }]);
    const params = { input_dir: './demo/S1', depth: 0 };
    expect((await check({ columns, rows, params })).errors).toEqual([
      { row: 1, column: 'depth', message: 'must be >= 1' },
    ]);
  });

  it('refuses unknown columns and rows that are there twice; a sample with other parameters is a warning', async () => {
    const text = 'sample,input_dir,depth,fastq_1\nA,./demo/S1,1,x\nA,./demo/S1,1,x\nA,./demo/S1,2,x\n';
    const { errors, warnings } = await check({ text });
    expect(errors).toEqual([
      { row: null, column: 'fastq_1', message: 'is no parameter of this pipeline; it has input_dir, depth' },
      { row: 2, column: 'sample', message: 'is the same as row 1: remove one of them' },
    ]);
    expect(warnings).toEqual([{ row: 3, column: 'sample', message: 'is also the sample of row 1' }]);
  });

  it.each([
    ['neither text nor rows', {}, 'text'],
    ['both', { text: 'sample', columns: [], rows: [] }, 'text'],
    ['more than 500 rows', { columns: ['sample'], rows: Array.from({ length: 501 }, () => ['A']) }, 'rows'],
    ['launch options that are not allowed', { text: 'sample\nA', launch: { revision: 'main' } }, 'launch.revision'],
    ['an unknown pipeline', { text: 'sample\nA', pipeline: 'none' }, 'pipeline'],
  ])('refuses %s', async (_, body, field) => {
    const problem = await problemOf(await gateway.post('/api/jobs/sheet/check', { pipeline: 'toy', ...body }));
    expect(problem).toMatchObject({ status: 422, errors: [{ field }] });
  });

  it('refuses a text with more than 500 rows with the number that it has', async () => {
    const text = `sample,input_dir\n${'A,./demo/S1\n'.repeat(501)}`;
    expect((await check({ text })).errors).toEqual([
      { row: null, column: null, message: 'The sheet has 501 rows; at most 500 are taken at once. Split it.' },
    ]);
  });
});

describe('submitting a samplesheet', () => {
  const text = 'sample,input_dir\nA,./demo/S1\nB,./demo/S1\n';

  it('makes a job of each row, all with one correlation id', async () => {
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

  it('submits nothing where one row has an error', async () => {
    const before = await lastSeq();
    const problem = await problemOf(await submit({ text: `${text}C,/etc\n` }));
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'rows.3.input_dir' }] });
    expect(await lastSeq()).toBe(before);
  });

  it('sent again with its key gives each row the same job, and makes only those that were added', async () => {
    const key = { 'idempotency-key': 'sheet-1' };
    const first = await submitted({ text }, key);
    const before = await lastSeq();
    const again = await submitted({ text: 'sample,input_dir\nB,./demo/S1\nN,./demo/S1\nA,./demo/S1\n' }, key);
    const jobs = (results: SheetSubmitted['results']) =>
      Object.fromEntries(results.map(({ sample_name, job_id }) => [sample_name, job_id]));
    expect(jobs(again.results)).toMatchObject(jobs(first.results));
    expect(await lastSeq()).toBe(before + 1);
  });
});
