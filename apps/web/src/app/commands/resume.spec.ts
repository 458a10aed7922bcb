import { aJob, aStep } from '../testing/views.ts';
import { resume } from './resume.ts';

describe('the dialog of a resume', () => {
  const pointOf = (part: Parameters<typeof aJob>[0]) =>
    resume.dialog(aJob({ status: 'failed', steps: [aStep('ALIGN', 'done', { completed: 1 })], ...part })).points[0]
      ?.strong;

  it('promises no step before the preview knows, and says what the cache lacks', () => {
    expect(pointOf({})).toBe('Tasks in the cache do not run again.');
    expect(pointOf({ steps: [] })).toBe('No task has finished yet.');
    const message = "Nextflow's cache has none of its finished tasks: a resume runs them again.";
    expect(pointOf({ warnings: [{ about: 'cache', message }] })).toBe(message);
  });
});
