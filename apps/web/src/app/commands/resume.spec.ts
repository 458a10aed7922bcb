import { aJob } from '../testing/views.ts';
import { resume } from './resume.ts';

describe('the dialog of a resume', () => {
  const pointOf = (part: Parameters<typeof aJob>[0]) =>
    resume.dialog(aJob({ status: 'failed', progress: { steps_done: 2, steps_total: 7 }, ...part })).points[0]?.strong;

  it('says what stays cached, and what the cache lacks', () => {
    expect(pointOf({})).toBe('2 finished steps stay cached.');
    const message = "Nextflow's cache has none of its finished tasks: a resume runs them again.";
    expect(pointOf({ warnings: [{ about: 'cache', message }] })).toBe(message);
  });
});
