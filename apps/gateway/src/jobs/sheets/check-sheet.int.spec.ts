import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandBus } from '@nestjs/cqrs';
import type { FieldProblem, LaunchOptions } from '@reprise/contracts';
import { PipelineFolders, readSheet, Repositories, type InputRead } from '@reprise/pipelines';
import type { Caller } from '../../shared/http/caller.ts';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import type { JobCommandRequest } from '../command-requests/job-command-request.ts';
import type { LookUpSources } from '../command-requests/look-up.ts';
import { lookUp } from '../commands/submit.ts';
import { checkRowsAsJobs } from './check-sheet.ts';
import { Samplesheets } from './samplesheets.ts';

describe('the rows of a samplesheet as jobs', () => {
  let home: string;
  let asked: (readonly InputRead[])[];
  let pipelines: InstalledPipelines;
  beforeEach(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-rows-')));
    for (const folder of ['toy', 'in/A', 'in/B']) mkdirSync(join(home, folder), { recursive: true });
    writeFileSync(join(home, 'toy/reprise.json'), JSON.stringify({ name: 'toy', script: 'main.nf' }));
    writeFileSync(join(home, 'toy/main.nf'), '');
    asked = [];
    const closed = ['B', 'C', 'shared'].map((name) => join(home, 'in', name));
    const doubts = (_: unknown, reads: readonly InputRead[]) => {
      asked.push(reads);
      const found = reads.filter(({ path }) => closed.includes(path));
      const ofPaths = found.map(({ field }) => ({ field, message: 'is closed' }));
      return Promise.resolve([{ field: 'pipeline', message: 'is closed too' }, ...ofPaths]);
    };
    pipelines = new InstalledPipelines(
      new PipelineFolders([join(home, 'toy')]),
      { inputRoots: [join(home, 'in')], inputSchemes: [], workRoots: [], takesConfig: false },
      new Repositories({ folder: join(home, 'clones'), hosts: [], offline: true }),
      () => null,
      { doubts },
    );
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const textOfRows = (...names: string[]) =>
    ['sample,input_dir', ...names.map((name, index) => `S${String(index)},${join(home, 'in', name)}`), ''].join('\n');
  const check = async (names: string[], launch: LaunchOptions = {}) =>
    checkRowsAsJobs(pipelines, await pipelines.find('toy'), readSheet(textOfRows(...names)), { params: {}, launch });

  it("show the runners' warnings at their cells, from one question for all rows", async () => {
    const { jobs, errors, warnings } = await check(['A', 'B', 'A']);
    expect([jobs.length, errors]).toEqual([3, []]);
    expect(warnings).toEqual([
      { row: null, column: null, message: 'pipeline is closed too' },
      { row: 2, column: 'input_dir', message: 'is closed' },
    ]);
    expect(asked.map((reads) => reads.length)).toEqual([3]);
  });

  it("show the warnings of a single job, and a runner's warning replaces what the gateway cannot see", async () => {
    const { warnings: ofOne } = await pipelines.look(await pipelines.find('toy'), { input_dir: join(home, 'in/C') });
    const messages = ofOne.filter(({ field }) => field === 'params.input_dir').map(({ message }) => message);
    expect(messages).toEqual(['is closed']);
    const { warnings } = await check(['C', 'A', 'C']);
    for (const wanted of [1, 3])
      expect(warnings.filter(({ row }) => row === wanted).map(({ message }) => message)).toEqual(messages);
  });

  it('show warnings about launch files once, as options of the launch', async () => {
    mkdirSync(join(home, 'in/shared'));
    const { warnings } = await check(['A', 'A'], { files: { 'ref.fa': join(home, 'in/shared') } });
    expect(warnings).toEqual([
      { row: null, column: null, message: 'pipeline is closed too' },
      { row: null, column: 'launch.files.ref.fa', message: 'is closed' },
    ]);
    expect(asked).toHaveLength(1);
  });

  it('are refused for errors without a question to the runners', async () => {
    await expect(pipelines.check(await pipelines.find('toy'), { input_dir: '/etc' })).rejects.toThrow();
    expect((await pipelines.look(await pipelines.find('toy'), { input_dir: '/etc' })).ok).toBe(false);
    expect(asked).toEqual([]);
    const { errors, warnings } = await check(['B', '../../etc', 'A']);
    expect(errors.map(({ row }) => row)).toEqual([2]);
    expect(warnings).toContainEqual({ row: 1, column: 'input_dir', message: 'is closed' });
    expect(asked.map((reads) => reads.length)).toEqual([2]);
  });

  it('are refused if they are the same as an earlier one, which need not be the first of the sample', async () => {
    const text = ['sample,input_dir', ...['A', 'B', 'B', 'A'].map((name) => `S,${join(home, 'in', name)}`)].join('\n');
    const toy = await pipelines.find('toy');
    const { errors, warnings } = await checkRowsAsJobs(pipelines, toy, readSheet(text), { params: {}, launch: {} });
    expect(errors).toEqual([
      { row: 3, column: 'sample', message: 'is the same as row 2: remove one of them' },
      { row: 4, column: 'sample', message: 'is the same as row 1: remove one of them' },
    ]);
    expect(warnings).toContainEqual({ row: 2, column: 'sample', message: 'is also the sample of row 1' });
  });

  it('are submitted with the warnings, without a second question to the runners', async () => {
    const warned: (readonly FieldProblem[])[] = [];
    const queues = { assertExists: () => Promise.resolve() };
    const execute = async ({ body, part, caller }: JobCommandRequest<'submit'>) => {
      let warnings: readonly FieldProblem[] = [];
      const sources = { pipelines, queues } as unknown as LookUpSources;
      await lookUp.make(body, null as never, sources, (found) => (warnings = found), caller, part);
      warned.push(warnings);
      return { job_id: body.sample_name, seq: 1, warnings };
    };
    const sheets = new Samplesheets(pipelines, { execute } as unknown as CommandBus, { reasonRequired: [] });
    const body = { pipeline: 'toy', params: {}, text: textOfRows('A', 'B') };
    const { results } = await sheets.submit(body, { actor: 'ada', correlation_id: 'c' } as Caller);
    expect(asked).toHaveLength(1);
    expect(warned).toEqual([[], []]);
    const ofAll = { field: 'pipeline', message: 'is closed too' };
    expect(results.map(({ warnings }) => warnings)).toEqual([
      [ofAll],
      [ofAll, { field: 'params.input_dir', message: 'is closed' }],
    ]);
  });
});
