import { aJob } from '@reprise/web/testing/views.ts';
import { notCompletedText } from './not-completed-text.ts';

describe('the text for missing results of a job', () => {
  it.each([
    ['running', 'PAT-1 has not completed yet: its variants are listed once it has.'],
    ['pending', 'PAT-1 has not completed yet: its variants are listed once it has.'],
    ['failed', ''],
    ['completed', ''],
  ] as const)('that is %s reads "%s"', (status, words) => {
    expect(notCompletedText(aJob({ sample_name: 'PAT-1', status }), 'its variants are listed')).toBe(words);
  });
});
