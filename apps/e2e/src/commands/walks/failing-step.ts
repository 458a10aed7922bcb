import { join } from 'node:path';
import type { Lab } from '../../lab.ts';
import type { Sample } from '../../sample.ts';

/** The steps depend on each other. `crashes/full-disk` covers a step that fails in a real Nextflow. */
export function failingStep(shared: { readonly lab: Lab }): void {
  let sample: Sample;

  it('is named with its last lines of output', async () => {
    const folder = shared.lab.inputFolder();
    const stderr = 'calling variants\nthe reference is damaged: contig 20 is missing';
    const failures = [{ step: 'CALL', exit: 3, stderr, missing: 'mended' }];
    const params = { folder, mended: join(folder, 'mended'), simulation: { failures } };
    sample = await shared.lab.submit('flaky', params);
    const failed = await sample.becomes('failed');
    expect(failed).toMatchObject({
      current_step: 'Call variants',
      failure: { cause: 'error', failing_step: 'CALL', exit_code: 3 },
    });
    expect(failed.failure!.stderr_tail.at(-1)).toBe('the reference is damaged: contig 20 is missing');
    expect(await sample.steps()).toBe('Prepare done, Call variants failed, Report waiting');
  });

  it('runs again after its correction in one attempt, although two people resume at once, and one of them learns that it runs', async () => {
    sample.open('mended');
    const answers = await Promise.all([1, 2].map(() => shared.lab.api.answer(sample.id, 'resume')));
    const refusals = answers.filter((answer) => !('seq' in answer));
    expect(refusals).toMatchObject([
      { status: 400, detail: expect.stringMatching(/^Cannot resume job with status: /) },
    ]);

    await sample.reads('completed', ({ status, attempt }) => status === 'completed' && attempt > 1);
    expect(await sample.steps()).toBe('Prepare cached, Call variants done, Report done');
    const story = await sample.story();
    for (const type of ['resume_requested', 'resume_refused']) expect(story.filter((t) => t === type)).toHaveLength(1);
    for (const type of ['attempt_claimed', 'attempt_started']) expect(story.filter((t) => t === type)).toHaveLength(2);
    expect((await sample.attempt()).attempt).toBe(2);
  });
}
