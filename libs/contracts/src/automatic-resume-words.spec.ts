import { automaticResumeWords } from './automatic-resume-words.ts';

it.each([
  ['due', 1, 2, 'Reprise resumes it by itself: the runner was lost (1 of 2)'],
  ['under_way', 1, 2, 'Resumed by Reprise: the runner was lost (1 of 2)'],
  ['used_up', 2, 2, 'Not resumed again: the runner was lost, after 2 of 2 resumes by Reprise'],
  ['used_up', 1, 1, 'Not resumed again: the runner was lost, after 1 of 1 resume by Reprise'],
] as const)('a resume that is %s, %i of %i, reads "%4$s"', (state, number, times, words) => {
  expect(automaticResumeWords({ state, cause: 'runner_lost', number, times })).toBe(words);
});
