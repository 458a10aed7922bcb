import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noIsolation } from '@reprise/nextflow';
import type { Pipeline } from '@reprise/pipelines';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { planObserver } from './observe-plan.ts';

describe('the plan of an attempt', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-plans-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('is unknown, and holds up no ending, where its files cannot be written', async () => {
    writeFileSync(join(dataDir, 'plans'), 'no folder');
    const told: string[] = [];
    const observePlan = planObserver(dataDir, 'nextflow', {}, noIsolation(), (reason) => told.push(reason));
    const started = { job: { job_id: 'J', params: {} }, run: { output_dir: '/out' } } as StartedAttempt;
    const pipeline = { revision: 'r1', script: 'main.nf', manifest: { output_param: 'output_dir' } } as Pipeline;
    expect(await observePlan(started, pipeline, new AbortController().signal)).toBeNull();
    expect(told).toEqual([expect.stringMatching(/ENOTDIR|EEXIST/)]);
  });
});
