import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../lab.ts';
import type { Sample } from '../../sample.ts';

/** Enough files for their deletion to outlast the kill. */
const FILES = 6_000;

export function clean(shared: { readonly lab: Lab }): void {
  const preview = ({ id }: Sample) => shared.lab.api.cleanPreview(id, 'work_dir');
  const cleaned = async (sample: Sample) => (await sample.history()).find(({ type }) => type === 'cleaned');
  const untilCleaned = (sample: Sample) => sample.reads('cleaned', ({ cleaned: { work_dir } }) => work_dir !== null);
  const cancelled = async () => {
    const sample = await shared.lab.submit('gate', { simulation: { seconds: 3600 } });
    await sample.reads('running', ({ status }) => status === 'running');
    await sample.command('cancel');
    await sample.becomes('failed');
    return sample;
  };

  it('deletes what the dry run listed; afterwards a resume is refused with its author and time, and a rerun starts from scratch', async () => {
    const sample = await cancelled();
    const workDir = (await sample.read()).work_dir!;
    writeFileSync(join(workDir, 'reads.bam'), Buffer.alloc(5_000));
    const said = await preview(sample);
    expect(said.paths.map(({ path }) => path)).toContain(join(workDir, '..'));
    expect(said.bytes).toBeGreaterThanOrEqual(5_000);
    expect(existsSync(workDir)).toBe(true);

    expect(await sample.command('clean', { reason: 'the disk is nearly full' })).toBe('Pipeline clean requested');
    const job = await untilCleaned(sample);
    expect(existsSync(workDir)).toBe(false);
    const { data, reason } = (await cleaned(sample))!;
    expect({ ...data, reason }).toMatchObject({
      bytes: said.bytes,
      reason: 'the disk is nearly full',
      resume_possible: false,
    });
    const { at, by } = job.cleaned.work_dir!;
    expect(await sample.refusal('resume')).toMatchObject({
      status: 409,
      detail: `Cannot resume: its work dir was removed on ${at.slice(0, 19).replace('T', ' ')} UTC by the local administrator. Rerun it instead.`,
    });
    expect(job.resumable).toMatchObject({ possible: false, why: expect.stringContaining(by) });
    await sample.command('rerun');
    expect(await sample.reads('started anew', ({ attempt }) => attempt === 2)).toMatchObject({
      cleaned: { work_dir: null, results: null },
    });
  });

  it('is unnecessary without a work dir: a resume is refused, and a rerun is offered', async () => {
    const sample = await cancelled();
    const { work_dir } = await sample.read();
    rmSync(work_dir!, { recursive: true });
    expect(await sample.refusal('resume')).toMatchObject({
      status: 409,
      detail: `Cannot resume: its work dir is gone. Rerun it instead. (${work_dir!})`,
    });
    await sample.lastEventIs('resume_refused');
    await sample.command('rerun');
    await sample.reads('started anew', ({ attempt, status }) => attempt === 2 && status === 'running');
  });

  it('continues after kill -9 and a restart of the runner, and records the bytes of the whole deletion', async () => {
    const sample = await cancelled();
    const workDir = (await sample.read()).work_dir!;
    for (let bucket = 0; bucket < 20; bucket++) {
      const folder = join(workDir, `big${bucket}`);
      mkdirSync(folder);
      for (let file = 0; file < FILES / 20; file++) writeFileSync(join(folder, `${file}`), 'x');
    }
    const { bytes } = await preview(sample);
    await sample.command('clean');
    process.kill(shared.lab.system.services.runner.pid, 'SIGKILL');
    await untilCleaned(sample);
    expect(existsSync(workDir)).toBe(false);
    expect((await cleaned(sample))!.data).toMatchObject({ bytes });
  });

  it('deletes nothing of a pinned job', async () => {
    const sample = await cancelled();
    await sample.command('pin', { reason: 'control of the validation' });
    expect(await sample.refusal('clean')).toMatchObject({
      status: 409,
      detail: 'Cannot clean: this job is pinned. Unpin it first.',
    });
    expect((await sample.read()).allowed_actions).not.toContain('clean');
  });
}
