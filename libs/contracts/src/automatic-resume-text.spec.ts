import { automaticResumeText } from './automatic-resume-text.ts';

it.each([
  ['due', 1, 2, 'Reprise resumes it by itself: the runner was lost (1 of 2)'],
  ['under_way', 1, 2, 'Resumed by Reprise: the runner was lost (1 of 2)'],
  ['used_up', 2, 2, 'Not resumed again: the runner was lost, after 2 of 2 resumes by Reprise'],
  ['used_up', 1, 1, 'Not resumed again: the runner was lost, after 1 of 1 resume by Reprise'],
  ['to_approve', 1, 2, 'Not resumed by Reprise: the runner was lost, and a second person approves each resume here'],
] as const)('a resume that is %s, %i of %i, reads "%4$s"', (state, number, times, words) => {
  expect(automaticResumeText({ state, cause: 'runner_lost', number, times })).toBe(words);
});

it.each([
  ['pausing', 'Not resumed by Reprise: Nextflow was killed while the job was being paused'],
  ['paused', 'Not resumed by Reprise: Nextflow was killed while the job was paused'],
  ['cancelling', 'Not resumed by Reprise: Nextflow was killed while the job was being cancelled'],
] as const)('a job that was %s when it failed reads "%s"', (held, words) => {
  expect(automaticResumeText({ state: 'held', held, cause: 'killed', number: 0, times: 1 })).toBe(words);
});
