import { fromParams } from '../list-state.ts';
import { noMatchWords, outsideWords } from './no-match-words.ts';

describe('where no job matches', () => {
  it('is said what was looked for', () => {
    const words = (params: Parameters<typeof fromParams>[0]) => noMatchWords(fromParams(params, null));
    expect(words({ status: 'failed', q: 'PAT', pipeline: 'wes', created_by: 'ada' })).toBe(
      'No failed job of wes by ada has “PAT” in it.',
    );
    expect(words({ q: 'PAT' })).toBe('No job has “PAT” in it.');
    expect(words({ status: 'pending' })).toBe('There is no pending job.');
  });

  it('is said how many jobs lie outside', () => {
    expect(outsideWords(1, 20)).toBe('1 job of another status matches the other filters.');
    expect(outsideWords(0, 20)).toBe('20 jobs lie outside of the filters.');
    expect(outsideWords(0, 0)).toBe('');
  });
});
