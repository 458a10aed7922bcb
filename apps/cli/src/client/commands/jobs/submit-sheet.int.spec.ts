import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { SheetBody, SheetCheckBody, type SheetProblem } from '@reprise/contracts';

const MAIN = join(import.meta.dirname, '../../main.ts');

describe('a batch on the command line', () => {
  let folder: string;
  /** Bodies of the submissions, in the order of their arrival. */
  let parts: SheetBody[];
  let keys: unknown[];
  let errors: SheetProblem[];
  /** Number of submissions that are answered before the server is away. */
  let answered: number;
  let jobs: Map<string, string>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-sheet-'));
    [parts, keys, errors, answered, jobs] = [[], [], [], Infinity, new Map()];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const sheetOf = (rows: number) => Array.from({ length: rows }, (_, n) => [`S${String(n + 1)}`, '/data']);

  /** Runs the command with a server that checks bodies by the contract, and gives each row a job once. */
  async function run(...args: string[]) {
    const server = createServer((request, response) => {
      void (async () => {
        const body = request.method === 'POST' ? await json(request) : null;
        const answer = (status: number, content: object) => {
          response.statusCode = status;
          response.end(JSON.stringify(content));
        };
        if (request.url === '/api/jobs/sheet/check') {
          const { text: given = '', ...asked } = SheetCheckBody.parse(body);
          expect(asked).toMatchObject({ pipeline: 'wes', mode: 'jobs' });
          const [columns, ...rows] = given
            .trim()
            .split('\n')
            .map((line) => line.split(','));
          return answer(200, { mode: 'jobs', modes: ['jobs'], sheet_param: null, columns, rows, errors, warnings: [] });
        }
        if (request.url?.startsWith('/api/batches')) return answer(200, listed);
        if (request.url === '/api/people') return answer(200, { people: [], tokens: [], runners: [] });
        const sent = SheetBody.parse(body);
        if (parts.length >= answered) return answer(422, { status: 422, detail: 'queue: there is no queue night' });
        parts.push(sent);
        keys.push(request.headers['idempotency-key']);
        const results = sent.rows!.map(([name = ''], index) => {
          const key = `${String(request.headers['idempotency-key'])} ${name}`;
          if (!jobs.has(key)) jobs.set(key, randomUUID());
          return { row: index + 1, sample_name: name, job_id: jobs.get(key), seq: 1, problem: null };
        });
        answer(202, { correlation_id: 'c', batch: sent.batch, results });
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const REPRISE_URL = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const command = spawn(process.execPath, [MAIN, ...args], {
      env: { PATH: process.env['PATH'], XDG_CONFIG_HOME: folder, REPRISE_URL, REPRISE_TOKEN: 'token' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err] = [text(command.stdout), text(command.stderr)];
    const [code] = (await once(command, 'exit')) as [number];
    server.closeAllConnections();
    server.close();
    return { code, out: (await out).trim(), err: (await err).trim() };
  }
  const listed = {
    items: [
      {
        batch_id: '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01',
        name: 'Plate 12',
        pipelines: ['wes'],
        jobs: { total: 96, running: 4, pending: 52, paused: 0, failed: 2, cancelled: 1, completed: 37 },
        created_at: '2026-03-01T09:00:00.000Z',
        created_by: 'admin',
        completed_at: null,
      },
    ],
    next_cursor: null,
  };

  const submitSheet = (rows: number, ...options: string[]) => {
    const file = join(folder, 'plate12.csv');
    writeFileSync(file, [['sample', 'input_dir'], ...sheetOf(rows)].map((cells) => cells.join(',')).join('\n'));
    return run('submit-sheet', 'wes', file, ...options);
  };

  it('is submitted from a sheet, with the name of the file and what all rows share', async () => {
    const ended = await submitSheet(2, '-p', 'depth=30', '--label', 'run=7', '--queue', 'night', '--reason', 'Run 7');
    expect(parts).toMatchObject([
      {
        rows: sheetOf(2),
        params: { depth: 30 },
        batch: { name: 'plate12' },
        labels: { run: '7' },
        queue: 'night',
        reason: 'Run 7',
      },
    ]);
    expect(ended.code).toBe(0);
    expect(ended.out.split('\n')).toEqual([...jobs.values()]);
    expect(ended.err).toBe(`Submitted 2 jobs as the batch plate12 (${parts[0]!.batch!.id!}).`);
  });

  it('of more than 500 samples is sent in parts with one id', async () => {
    const ended = await submitSheet(620, '--name', 'Plates 1 to 7');
    expect(ended.code).toBe(0);
    expect(parts.flatMap(({ rows }) => rows)).toEqual(sheetOf(620));
    expect(Math.max(...parts.map(({ rows }) => rows!.length))).toBeLessThanOrEqual(500);
    expect(new Set(parts.map(({ batch }) => JSON.stringify(batch))).size).toBe(1);
    expect(ended.err).toContain('Submitted 620 jobs as the batch Plates 1 to 7');
  });

  it('is completed with its id after an interruption, without submitting a row twice', async () => {
    answered = 2;
    const broken = await submitSheet(120);
    const { id } = parts[0]!.batch!;
    expect(broken.code).not.toBe(0);
    expect(broken.err).toContain(
      `20 rows are not submitted. To submit the rest, repeat the command with --batch ${id!}`,
    );
    const before = new Map(jobs);
    answered = Infinity;
    const ended = await submitSheet(120, '--batch', id!);
    expect(ended.code).toBe(0);
    expect(ended.out.split('\n').slice(0, 100)).toEqual([...before.values()]);
    expect(jobs.size).toBe(120);
    expect(new Set(keys)).toEqual(new Set([id]));
  });

  it('is not submitted if a row has an error, which is named by row and column', async () => {
    errors = [{ row: 2, column: 'input_dir', message: 'does not exist: /data' }];
    const ended = await submitSheet(3);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err.split('\n')).toEqual([
      'row 2, input_dir: does not exist: /data',
      'Error: The samplesheet has 1 error: no job was submitted.',
    ]);
    expect(parts).toEqual([]);
  });

  it('is listed with the number of its jobs by status', async () => {
    const { code, out } = await run('batches');
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^BATCH +NAME +JOBS +COMPLETED +FAILED +RUNNING +PIPELINE/);
    expect(out.split('\n')[1]).toMatch(/ Plate 12 +96 +37 +2 +4 +wes +Local administrator/);
    expect(JSON.parse((await run('batches', '--json')).out)).toEqual(listed.items);
  });
});
