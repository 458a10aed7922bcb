import type { RunPreview } from '@reprise/contracts';
import { ensureNextflowVersion, thisMachine } from '@reprise/setup';
import { waitUntil } from '@reprise/testing';
import { Lab } from '../lab.ts';
import type { Sample } from '../sample.ts';

/** Two versions whose tasks have different hashes. */
const [OLD, USUAL] = ['22.10.7', '24.10.0'];
const say = () => undefined;

/** Follows a lab that changes its default, and later removes the old version. */
describe('a runner with two versions of Nextflow', () => {
  let lab: Lab;
  let launchers: { old: string; usual: string };
  beforeAll(async () => {
    const machine = thisMachine();
    launchers = {
      old: await ensureNextflowVersion(machine, OLD, say),
      usual: await ensureNextflowVersion(machine, USUAL, say),
    };
    lab = await Lab.start({ REPRISE_NEXTFLOW: launchers.old, REPRISE_NEXTFLOWS: `usual=${launchers.usual}` });
    expect(await versionsOfRunner(2)).toEqual([OLD, USUAL]);
  });
  afterAll(() => lab.stop());

  /** Versions of the runner, once it reports this number of them. */
  const versionsOfRunner = (count: number): Promise<string[]> => {
    const heard = async () => {
      const [runner] = (await lab.api.runners()).filter(({ alive }) => alive);
      return runner?.nextflow_versions.length === count ? runner.nextflow_versions : undefined;
    };
    return waitUntil(heard, { what: `the runner is heard with ${String(count)} versions` });
  };
  const submit = (nextflow?: string) => lab.submit('flaky', {}, nextflow === undefined ? {} : { launch: { nextflow } });
  const versionOf = async (sample: Sample) => (await sample.attempt()).nextflow_version;
  /** Preview of a resume, once the runner has read the work dir. */
  const preview = ({ id }: Sample): Promise<RunPreview> =>
    waitUntil(
      async () => {
        const found = await lab.api.preview(id);
        return found.work_dir === 'present' ? found : undefined;
      },
      { what: 'the resume is previewed' },
    );
  const cachedIn = async (sample: Sample, attempt: number) =>
    (await sample.tasks())
      .filter((task) => task.attempt === attempt && task.status === 'cached')
      .map(({ process }) => process);
  /** Returns the Nextflow version that a job waits for, from its line in the queue. */
  const neededBy = ({ id }: Sample) =>
    waitUntil(
      async () => {
        const waiting = (await lab.api.queues()).flatMap((queue) => queue.waiting);
        return waiting.find(({ job_id }) => job_id === id)?.needs_nextflow ?? undefined;
      },
      { what: 'the job waits for a Nextflow' },
    );

  let [unsaid, newer]: Sample[] = [];

  it('runs two jobs at once, each with its own version', async () => {
    [unsaid, newer] = await Promise.all([submit(), submit(`>=${USUAL}`)]);
    for (const sample of [unsaid, newer]) await sample.becomes('failed');
    expect([await versionOf(unsaid), await versionOf(newer)]).toEqual([OLD, USUAL]);
  });

  it('keeps the version of each job in a resume, also after its default changed', async () => {
    await lab.restart({ REPRISE_NEXTFLOW: launchers.usual, REPRISE_NEXTFLOWS: `${OLD}=${launchers.old}` });
    expect(await versionsOfRunner(2)).toEqual([USUAL, OLD]);
    for (const sample of [unsaid!, newer!]) {
      const { nextflow, tasks_cached } = await preview(sample);
      expect([nextflow, tasks_cached]).toEqual([null, 1]);
      await sample.command('resume');
    }
    for (const sample of [unsaid!, newer!])
      await sample.reads('failed again', ({ status, attempt }) => status === 'failed' && attempt === 2);
    expect([await versionOf(unsaid!), await versionOf(newer!)]).toEqual([OLD, USUAL]);
    for (const sample of [unsaid!, newer!]) expect(await cachedIn(sample, 2)).toEqual(['PREPARE']);
  });

  it('leaves a job waiting whose version it lacks, and names the version', async () => {
    const sample = await submit('>=99.01');
    expect(await neededBy(sample)).toBe('Nextflow >=99.01');
    await sample.command('cancel');
    await sample.becomes('failed');
  });

  it('warns before a resume that all tasks run again if it lacks the version of the last attempt', async () => {
    await lab.restart({ REPRISE_NEXTFLOW: launchers.usual, REPRISE_NEXTFLOWS: '' });
    expect(await versionsOfRunner(1)).toEqual([USUAL]);
    expect(await preview(unsaid!)).toMatchObject({
      nextflow: { ran: OLD, next: USUAL, finds: 'none' },
      tasks_cached: 0,
      steps: [{ process: 'PREPARE', will: 'again', reason: 'nextflow' }, { process: 'CALL' }, { process: 'REPORT' }],
    });
    unsaid!.open('mended');
    await unsaid!.command('resume');
    await unsaid!.becomes('completed');
    expect([await versionOf(unsaid!), await cachedIn(unsaid!, 3)]).toEqual([USUAL, []]);
  });
});
