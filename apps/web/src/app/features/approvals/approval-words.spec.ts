import { approvedWords } from './approval-words.ts';

describe('the words about approvals', () => {
  it('name the commands that wait, and those that wait in some cases only', () => {
    expect(approvedWords(['rerun', 'clean', 'cancel'])).toBe(
      "These commands wait until a second person approves them: rerun of a completed job, clean, cancel of another person's job.",
    );
    expect(approvedWords([])).toMatch(/^No command needs a second person here/);
  });
});
