import { labelOf } from './bulk-words.ts';

describe('the title of a command to many jobs', () => {
  it('joins the command and the jobs as a sentence would', () => {
    expect(labelOf('cancel', 1)).toBe('Cancel 1 job');
    expect(labelOf('cancel', 1200, 'ongoing')).toBe('Cancelling 1,200 jobs');
    expect(labelOf('priority', 3)).toBe('Change priority of 3 jobs');
  });
});
