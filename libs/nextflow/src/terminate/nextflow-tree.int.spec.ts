import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listTree } from '../supervise/list-tree.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { NextflowRun, waitFor } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { terminateTree } from './terminate-tree.ts';

/**
 * `session/real-session` covers ending Nextflow with TERM in the middle of a task and killing it with -9; the journey
 * `commands/real` covers tasks that trap TERM and a resume after a kill.
 */
describe('ending a real Nextflow', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('works during its start, before its first task', async () => {
    const run = await NextflowRun.start(scratch, 'slow', { params: { slow: 60 } });
    const report = await terminateTree({ ...run.spec, graceMs: 20_000 });
    expect(report).toMatchObject({ ended_before_signal: false, survivors: [] });
    expect(await run.ended()).toMatchObject({ status: 'exited' });
    expect(listTree(run.spec)).toEqual([]);
  });

  it('works during compilation, without waiting for its end', async () => {
    const run = await NextflowRun.start(scratch, 'slow', { script: longScript(join(scratch.dir, 'long.nf')) });
    const { log, trace } = attemptFiles(run.spec.attemptDir);
    // Created when the session starts, after Nextflow has set its handler of TERM, and before the script is compiled.
    await waitFor('the compilation', () => existsSync(trace));
    const report = await terminateTree({ ...run.spec, graceMs: 600_000 });
    expect(report).toMatchObject({ ended_before_signal: false, survivors: [] });
    expect(report.signals.map(({ signal }) => signal)).toEqual(['SIGTERM', 'SIGKILL']);
    expect(await run.ended()).toMatchObject({ status: 'exited', signal: 'SIGKILL' });
    expect(readFileSync(log, 'utf8')).not.toContain('Launching execution');
  });
});

/** Writes a script that takes Nextflow many seconds to compile. */
function longScript(file: string): string {
  const process = (number: number) => `process P${number} {\n  script: "echo ${number}"\n}\n`;
  const all = Array.from({ length: 3000 }, (_, number) => process(number));
  writeFileSync(file, `${all.join('')}workflow { P0() }\n`);
  return file;
}
