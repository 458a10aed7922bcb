import { approvedText, requestText, statusText } from './approval-text.ts';

describe('the text about approvals', () => {
  it('names the commands that wait, and those that wait in some cases only', () => {
    expect(approvedText(['rerun', 'clean', 'cancel'])).toBe(
      "These commands wait until a second person approves them: rerun of a completed job, clean, cancel of another person's job.",
    );
    expect(approvedText([])).toMatch(/^No command needs a second person here/);
  });

  it('distinguishes an approved command that the job refused from one that took effect', () => {
    expect(statusText({ status: 'approved', refusal: null }).word).toBe('Approved');
    const refusal = 'Cannot rerun job with status: running';
    expect(statusText({ status: 'approved', refusal })).toMatchObject({
      word: 'Approved, refused by the job',
      tone: 'failed',
    });
  });

  it.each([
    ['clean', { what: 'all', reason: 'full' }, 'Deletes the work dir and the results'],
    ['clean', {}, 'Deletes the work dir'],
    ['restart', { step: 'ALIGN', params: { depth: 12 } }, 'step: ALIGN; depth: 12'],
    ['rerun', {}, 'Deletes the work dir and the results'],
    ['rerun', { keep_results: true }, 'Deletes the work dir'],
    ['rerun', { keep_work_dir: true, params: { min_depth: 3 } }, 'Deletes the results; min_depth: 3'],
    ['rerun', { keep_work_dir: true, keep_results: true }, 'Deletes nothing'],
    ['cancel', { reason: 'wrong sample' }, ''],
  ])('states what a %s with %j would do', (command, body, words) => {
    expect(requestText({ command, body })).toBe(words);
  });
});
