import { hangingWords, hungWords } from './hanging-words.ts';

const since = '2026-01-01T08:00:00.000Z';

describe('the words of a Nextflow that hangs', () => {
  it('say what it did last, and what to do', () => {
    expect(hangingWords({ since, after: 'tasks', cause: null }, Date.parse(since))).toMatch(
      /: all its tasks have ended, and it neither ends nor logs anything\. If it does not end, cancel and resume: /,
    );
    expect(hangingWords({ since, after: 'abort', cause: 'SIGTERM' }, Date.parse(since))).toContain(
      ': it has aborted the run (SIGTERM), and it neither ends',
    );
  });

  it('say in the trail that it hung', () => {
    expect(hungWords({ after: 'abort', cause: null })).toBe(
      'It hung: it had aborted the run, and Nextflow did not end',
    );
  });
});
