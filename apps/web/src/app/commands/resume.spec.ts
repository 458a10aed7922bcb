import { aPreview, aPreviewStep } from '../testing/previews.ts';
import { aJob, aStep } from '../testing/views.ts';
import { resume } from './resume.ts';

describe('the dialog for resuming a job', () => {
  const dialogOf = (part: Parameters<typeof aJob>[0], preview: ReturnType<typeof aPreview> | null = null) =>
    resume.dialog(aJob({ status: 'failed', steps: [aStep('ALIGN', 'done', { completed: 1 })], ...part }), {
      now: 0,
      chosen: new Set(),
      preview,
    });
  const pointOf = (part: Parameters<typeof aJob>[0]) => dialogOf(part).points[0]?.strong;

  it('promises no step before the preview is known, and states what the cache lacks', () => {
    expect(pointOf({})).toBe('Tasks in the cache do not run again.');
    expect(pointOf({ steps: [] })).toBe('No task has finished yet.');
    const message = "Nextflow's cache has none of its finished tasks: a resume runs them again.";
    expect(pointOf({ warnings: [{ about: 'cache', message }] })).toBe(message);
  });

  it('names the first step that runs, also if that is before the step in which the job ended', () => {
    const leadOf = (...wills: Parameters<typeof aPreviewStep>[0][]) =>
      dialogOf({ current_step: 'Call variants' }, aPreview({ steps: wills.map(aPreviewStep) })).lead;
    const [trim, call] = [{ step: 'Trim reads' }, { step: 'Call variants' }];
    expect(leadOf({ ...trim, will: 'partly' }, call)).toBe(
      'It continues from Trim reads in the same session and work dir.',
    );
    expect(leadOf({ ...trim, will: 'cached' }, call)).toMatch(/^It continues from Call variants in/);
    expect(leadOf({ ...trim, will: 'maybe' }, call)).toBe('It continues in the same session and work dir.');
    expect(dialogOf({ current_step: 'Call variants' }).lead).toBe('It continues in the same session and work dir.');
  });
});
