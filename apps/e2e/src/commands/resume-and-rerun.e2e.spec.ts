import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JobView } from '@reprise/contracts';
import { Lab } from '../lab.ts';
import { appears, type Sample } from '../sample.ts';

/** A moment of some 150 ms is not hit each time. */
const MOST_TRIES = 10;

describe('resuming and rerunning', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start();
  });
  afterEach(() => lab.tidy());
  afterAll(() => lab.stop());

  it('after kill -9 of Nextflow the job has failed in plain words, its orphans are ended, and a resume goes on', async () => {
    const sample = await lab.submit('gate');
    sample.open('PREPARE', 'ALIGN');
    const stateOf = (job: JobView, process: string) => job.steps.find((step) => step.process === process)?.state;
    const { process_id } = await sample.reads(
      'calling, with the alignment recorded',
      (job) => stateOf(job, 'ALIGN') === 'done' && stateOf(job, 'CALL') === 'running',
    );
    process.kill(process_id!, 'SIGKILL');

    const killed = await sample.becomes('failed');
    await sample.leavesNoProcess();
    expect(killed).toMatchObject({
      failure: { cause: 'killed' },
      allowed_actions: expect.arrayContaining(['resume', 'rerun']),
    });
    expect(killed.error_message).toMatch(/Nextflow.*(killed|SIGKILL)/i);
    const before = await sample.attempt();

    expect(await sample.command('resume', { reason: 'the node is back' })).toBe('Pipeline resume started');
    sample.open('CALL', 'REPORT');
    await sample.becomes('completed');
    expect(await sample.steps()).toBe('Prepare cached, Align reads cached, Call variants done, Report done');
    const after = await sample.attempt();
    expect(after).toMatchObject({ attempt: 2, mode: 'resume', session_id: before.session_id, tasks_cached: 2 });
    const report = after.outputs.find(({ kind }) => kind === 'report');
    expect(readFileSync(report!.path, 'utf8')).toBe('prepared\naligned\ncalled\nreported\n');
  });

  it('a step that fails is named with its last words; mended and resumed, the rest runs', async () => {
    const sample = await lab.submit('flaky');
    const failed = await sample.becomes('failed');
    expect(failed).toMatchObject({
      current_step: 'Call variants',
      failure: { cause: 'error', failing_step: 'CALL', exit_code: 3 },
    });
    expect(failed.failure!.stderr_tail.at(-1)).toBe('the reference is damaged: contig 20 is missing');
    expect(await sample.steps()).toBe('Prepare done, Call variants failed, Report waiting');

    sample.open('mended');
    await sample.command('resume');
    await sample.becomes('completed');
    expect(await sample.steps()).toBe('Prepare cached, Call variants done, Report done');
  });

  it('after a cancel in the first moments of Nextflow, before its cache has an index, a resume runs all of it', async () => {
    const sample = await cancelledBeforeItsIndex();
    sample.open('all');
    await sample.command('resume');
    await sample.becomes('completed');
    expect(await sample.steps()).toBe('Prepare done, Align reads done, Call variants done, Report done');
    expect(await sample.attempt()).toMatchObject({ attempt: 2, mode: 'resume', tasks_cached: 0 });
  });

  it('a rerun of a completed job deletes its results and starts from scratch in a new session', async () => {
    const sample = await lab.submit('gate');
    sample.open('PREPARE', 'ALIGN', 'CALL', 'REPORT');
    const completed = await sample.becomes('completed');
    const first = await sample.attempt();
    expect(completed.bam_path).toBe(join(completed.output_dir!, 'bam/aligned.bam'));
    expect(first.outputs.map(({ kind }) => kind).toSorted()).toEqual(['bam', 'report']);

    rmSync(join(sample.folder, 'ALIGN'));
    expect(await sample.command('rerun', { reason: 'new reference' })).toBe('Pipeline rerun started');
    const running = await sample.reads('at its second step', (job) => job.current_step === 'Align reads');
    expect(running).toMatchObject({ attempt: 2, bam_path: null, error_message: null, completed_at: null });
    for (const { path } of first.outputs) expect(existsSync(path)).toBe(false);
    expect(existsSync(join(first.work_dir!, (await workDirOf(sample.id, 1))!))).toBe(false);

    sample.open('ALIGN');
    await sample.becomes('completed');
    expect(await sample.steps()).toBe('Prepare done, Align reads done, Call variants done, Report done');
    const second = await sample.attempt();
    expect(second).toMatchObject({ attempt: 2, mode: 'fresh', reason: 'new reference', tasks_cached: 0 });
    expect(second.session_id).not.toBe(first.session_id);
    for (const { path } of second.outputs) expect(existsSync(path)).toBe(true);
  });

  it('a resume is refused where the work dir is gone, and a rerun offered', async () => {
    const sample = await lab.submit('flaky');
    const { work_dir } = await sample.becomes('failed');
    rmSync(work_dir!, { recursive: true });

    expect(await sample.refusal('resume')).toMatchObject({
      status: 409,
      detail: `Cannot resume: its work dir is gone. Rerun it instead. (${work_dir!})`,
    });
    await sample.lastToldIs('resume_refused');
    sample.open('mended');
    await sample.command('rerun');
    await sample.becomes('completed');
  });

  it('a resume asked for by two people at once starts one attempt, and tells the other what the job does', async () => {
    const sample = await lab.submit('flaky');
    await sample.becomes('failed');
    sample.open('mended');
    const answers = await Promise.all([1, 2].map(() => lab.api.answer(sample.id, 'resume')));
    const refusals = answers.filter((answer) => !('seq' in answer));
    expect(refusals).toMatchObject([
      { status: 400, detail: expect.stringMatching(/^Cannot resume job with status: /) },
    ]);

    await sample.reads('completed', ({ status, attempt }) => status === 'completed' && attempt > 1);
    const story = await sample.story();
    for (const type of ['resume_requested', 'resume_refused']) expect(story.filter((t) => t === type)).toHaveLength(1);
    for (const type of ['attempt_claimed', 'attempt_started']) expect(story.filter((t) => t === type)).toHaveLength(2);
    expect((await sample.attempt()).attempt).toBe(2);
  });

  async function cancelledBeforeItsIndex(): Promise<Sample> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const sample = await lab.submit('gate');
      const nextflow = join(lab.system.dataDir, 'jobs', sample.id, 'launch', '.nextflow');
      await appears(join(nextflow, 'history'), 1);
      await sample.command('cancel');
      expect(await sample.becomes('failed')).toMatchObject({ failure: { cause: 'cancelled' } });
      if (globSync(join(nextflow, 'cache', '*', 'index.*')).length === 0) return sample;
    }
    throw new Error('each run had its index before it was cancelled');
  }

  /** Where the first task of an attempt worked, relative to the work dir. */
  async function workDirOf(jobId: string, attempt: number): Promise<string | undefined> {
    return (await lab.api.tasks(jobId)).find((task) => task.attempt === attempt)?.hash;
  }
});
