import type { TaskView } from '@reprise/contracts';
import type { Lab } from '../../lab.ts';
import type { Sample } from '../../sample.ts';
import type { SharedPage } from '../shared-page.ts';

/** Tasks in the largest step. A step of 300 is a scene of the showroom, and `npm run compatibility` runs 2,000. */
const COUNTED = 10;
/** For that many tasks, possibly on a busy machine. */
const PATIENCE_MS = 280_000;

/** Tests of a pipeline added as a folder, with all features that pipelines may use. */
export function widePipeline(shared: SharedPage): void {
  let lab: Lab;
  let sample: Sample;
  let tasks: TaskView[];
  beforeAll(async () => {
    ({ lab } = shared);
    // An open page follows every job.
    await shared.page.goto('about:blank');
    sample = await lab.submit('wide', { tasks: COUNTED });
    await sample.becomes('completed', PATIENCE_MS);
    tasks = await sample.tasks();
  }, 2 * PATIENCE_MS);

  const of = (process: string) => tasks.filter((task) => task.process === process);

  it('counts each task once, with full names and labels', async () => {
    const counts = new Map(tasks.map(({ process }) => [process, of(process).length]));
    expect(Object.fromEntries(counts)).toEqual({
      TAGGED: 6,
      RETRIED: 3,
      IGNORED: 3,
      'OUTER:INNER:COUNT': COUNTED,
      'OUTER:RECOUNT': 3,
      SUMMARY: 1,
    });
    expect(new Set(tasks.map(({ hash }) => hash)).size).toBe(tasks.length);
    const { steps, progress } = await sample.read();
    expect(steps.find((step) => step.process === 'OUTER:INNER:COUNT')).toMatchObject({
      step: 'Count',
      state: 'done',
      tasks: { total: COUNTED, completed: COUNTED, running: 0 },
    });
    expect(steps.find((step) => step.process === 'NEVER_REACHED')).toMatchObject({ state: 'skipped' });
    // All except the skipped one.
    expect(progress).toEqual({ steps_done: 6, steps_total: 7 });
  });

  it('keeps tags as written', () => {
    const tags = ['plain', 'a\ttab', 'it\'s "quoted"', 'two (2) (three)', 'наука ✓ 東京', 'a > b; $HOME `id`'];
    expect(
      of('TAGGED')
        .map(({ tag }) => tag)
        .toSorted(),
    ).toEqual(tags.toSorted());
    for (const task of of('TAGGED')) expect(task).toMatchObject({ status: 'completed', exit_code: 0 });
    expect(of('SUMMARY')).toMatchObject([{ tag: null, name: 'SUMMARY' }]);
  });

  it('distinguishes retries from failures, and ignored failures from others', async () => {
    const tries = of('RETRIED').toSorted((a, b) => a.tries - b.tries);
    expect(tries.map(({ tries: n, status, exit_code }) => [n, status, exit_code])).toEqual([
      [1, 'retried', 1],
      [2, 'retried', 1],
      [3, 'completed', 0],
    ]);
    expect(of('IGNORED').find(({ tag }) => tag === '2')).toMatchObject({
      status: 'failed',
      exit_code: 7,
      error_action: 'IGNORE',
    });
    const { steps } = await sample.read();
    expect(steps.find(({ process }) => process === 'IGNORED')).toMatchObject({ state: 'done', tasks: { ignored: 1 } });
  });

  it('records when each task was submitted, started and ended, in this order', () => {
    for (const task of tasks) {
      const { submitted_at, started_at, completed_at } = task;
      expect([submitted_at, started_at, completed_at]).not.toContain(null);
      expect([submitted_at, started_at, completed_at].toSorted()).toEqual([submitted_at, started_at, completed_at]);
    }
  });

  it('finds outputs by the globs of its folder', async () => {
    expect(await lab.api.files(sample.id)).toMatchObject([{ path: 'summary.txt', kind: 'summary' }]);
  });
}
