import type { AutomaticResume, JobView } from '@reprise/contracts';
import { withRules } from './job-view.ts';

const viewWith = (state: AutomaticResume['state']) =>
  ({
    automatic_resume: { state, cause: 'killed', number: 1, times: 1 },
    resumable: { possible: true, why: null, until: null },
    completed_at: null,
    pinned: null,
  }) as unknown as JobView;

describe('a job with a resume policy', () => {
  it.each([
    ['due', false, 'due'],
    ['due', true, 'to_approve'],
    ['used_up', true, 'used_up'],
    ['under_way', true, 'under_way'],
  ] as const)('that is %s shows, if resumes are approved (%s), that it is %s', (state, resumesAreApproved, shown) => {
    const view = withRules(viewWith(state), { workDirMs: null, resumesAreApproved });
    expect(view.automatic_resume?.state).toBe(shown);
  });
});
