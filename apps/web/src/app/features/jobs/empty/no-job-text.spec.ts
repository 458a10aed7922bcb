import { fromParams } from '../list-state.ts';
import { noJobText, hiddenJobsText } from './no-job-text.ts';

describe('the text for a list without matches', () => {
  it('states what was searched', () => {
    const words = (params: Parameters<typeof fromParams>[0]) => noJobText(fromParams(params, null));
    expect(words({ status: 'failed', q: 'PAT', pipeline: 'wes', created_by: 'ada' })).toBe(
      'No failed job of wes by ada has “PAT” in it.',
    );
    expect(words({ q: 'PAT' })).toBe('No job has “PAT” in it.');
    expect(words({ label: 'run=2026-48,project=cardio' })).toBe(
      'There is no job with the labels run=2026-48 and project=cardio.',
    );
    expect(words({ queue: 'urgent', time: '7d' })).toBe('There is no job with the other filters.');
    expect(words({ status: 'pending' })).toBe('There is no pending job.');
  });

  it('states how many jobs are outside', () => {
    expect(hiddenJobsText(1, 20)).toBe('1 job of another status matches the other filters.');
    expect(hiddenJobsText(0, 20)).toBe('20 jobs are outside of the filters.');
    expect(hiddenJobsText(0, 0)).toBe('');
  });
});
