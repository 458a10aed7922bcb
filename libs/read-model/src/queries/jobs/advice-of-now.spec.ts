import { adviceOfNow } from './advice-of-now.ts';

describe('the current advice for a failure', () => {
  it.each([
    ['ALIGN crashed. Check its input, then resume.', true, 'ALIGN crashed. Check its input, then resume.'],
    ['ALIGN crashed. Check its input, then resume.', false, 'ALIGN crashed. Check its input, then rerun.'],
    ['No process of it was found. Resume or rerun the job.', false, 'No process of it was found. Rerun the job.'],
    ['It ended. Finished tasks are kept: resume to continue from there.', false, 'It ended. Rerun the job.'],
    [
      'It ended. Finished tasks are kept: resume to continue from there.',
      true,
      'It ended. Finished tasks are kept: resume to continue from there.',
    ],
    ['Name it, then rerun.', false, 'Name it, then rerun.'],
    ['Wait, then resume. It is said so.', false, 'Wait, then resume. It is said so.'],
  ])('of "%s" is, with a possible resume (%s), "%s"', (message, canResume, advised) => {
    expect(adviceOfNow(message, canResume)).toBe(advised);
  });
});
