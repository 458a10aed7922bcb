import { hangingText, hungText } from './hanging-text.ts';

const since = '2026-01-01T08:00:00.000Z';

describe('the text about a hanging Nextflow', () => {
  it('states its last action, and the remedy', () => {
    expect(hangingText({ since, after: 'tasks', cause: null }, Date.parse(since))).toMatch(
      /: all its tasks have ended, and it neither ends nor logs anything\. If it does not end, cancel and resume: /,
    );
    expect(hangingText({ since, after: 'abort', cause: 'SIGTERM' }, Date.parse(since))).toContain(
      ': it has aborted the run (SIGTERM), and it neither ends',
    );
  });

  it('states in the audit trail that it hung', () => {
    expect(hungText({ after: 'abort', cause: null })).toBe('It hung: it had aborted the run, and Nextflow did not end');
  });
});
