import { jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVersion } from '../command/nextflow-version.ts';
import { waitUntil } from '../process/wait-until.ts';
import { readProcessTable } from '../process/process-table.ts';
import { findNextflow } from '../testing/nextflow.ts';
import { pipelinePath } from '../testing/nextflow-run.ts';
import { Scratch, testEnv } from '../testing/scratch.ts';
import { preview, type PreviewSpec } from './preview.ts';

jest.setTimeout(120_000);

describe('asking the real Nextflow', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  const spec = (pipeline: string) => {
    const paramsFile = join(scratch.dir, 'params.json');
    writeFileSync(paramsFile, '{}');
    const folder = join(scratch.dir, 'plan');
    return {
      nextflow: findNextflow(),
      script: pipelinePath(pipeline),
      paramsFile,
      folder,
      env: testEnv(),
      timeoutMs: 60_000,
    };
  };

  it('for the plan gives the steps in order, and runs none, also where an earlier one left its graph', async () => {
    const given = spec('slow');
    mkdirSync(given.folder);
    writeFileSync(join(given.folder, 'plan.mmd'), 'half a graph');
    expect(await preview(given)).toEqual({
      status: 'planned',
      plan: { steps: ['QUICK', 'SLOW'], edges: [['QUICK', 'SLOW']] },
    });
  });

  it('for the plan of a pipeline that is not there gives the reason', async () => {
    expect(await preview(spec('missing'))).toEqual({ status: 'failed', reason: expect.stringContaining('missing.nf') });
  });

  it.each([
    ['after its time', (): Partial<PreviewSpec> => ({ timeoutMs: 2000 }), 'took longer than'],
    [
      'when nobody wants it any more',
      (): Partial<PreviewSpec> => ({ signal: AbortSignal.timeout(2000) }),
      'no longer wanted',
    ],
  ])('for a plan gives up %s, and leaves no process', async (_, limit, reason) => {
    const stuck = join(scratch.dir, 'stuck');
    writeFileSync(stuck, '#!/bin/sh\nsleep 60 &\necho $! > child\nwait\n', { mode: 0o755 });
    const given = { ...spec('slow'), nextflow: stuck, ...limit() };
    expect(await preview(given)).toEqual({ status: 'failed', reason: expect.stringContaining(reason) });
    const child = Number(readFileSync(join(given.folder, 'child'), 'utf8'));
    const gone = () => !readProcessTable().some(({ pid, state }) => pid === child && state !== 'Z');
    expect(await waitUntil(gone, { withinMs: 5000 })).toBe(true);
  });

  it('for a plan leaves no process where who asked is killed', async () => {
    const stuck = join(scratch.dir, 'stuck');
    writeFileSync(stuck, '#!/bin/sh\nsleep 60 &\necho $$ $! > new\nmv new pids\nwait\n', { mode: 0o755 });
    const given = { ...spec('slow'), nextflow: stuck };
    const asker = join(scratch.dir, 'asker.ts');
    const file = join(import.meta.dirname, 'preview.ts');
    writeFileSync(asker, `import { preview } from '${file}';\nawait preview(${JSON.stringify(given)});\n`);
    const runner = spawn(process.execPath, [asker], { stdio: 'ignore' });
    const pids = join(given.folder, 'pids');
    expect(await waitUntil(() => existsSync(pids), { withinMs: 20_000 })).toBe(true);
    const asked = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
    const living = () => readProcessTable().filter(({ pid, state }) => asked.includes(pid) && state !== 'Z');
    expect(living()).toHaveLength(2);
    runner.kill('SIGKILL');
    expect(await waitUntil(() => living().length === 0, { withinMs: 5000 })).toBe(true);
  });

  it('for its version', async () => {
    expect(await readVersion(findNextflow(), testEnv())).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    await expect(readVersion(join(scratch.dir, 'missing'), testEnv())).rejects.toThrow('could not be asked');
  });
});
