import { decide } from '../decide.ts';
import { jobThatIs, outcome, stateNames, submission } from '../job.fixture.ts';
import { unknownJob } from '../state.ts';

const submit = { name: 'submit', ...submission } as const;

describe('submitting', () => {
  it('makes a job that was unknown', () => {
    expect(decide(unknownJob, submit)).toEqual([{ type: 'submitted', data: submission }]);
  });

  it.each(stateNames)('is refused for a job that is there (%s)', (state) => {
    expect(outcome(decide(jobThatIs(state), submit))).toBe('submitted_before: This job was submitted before.');
  });
});
