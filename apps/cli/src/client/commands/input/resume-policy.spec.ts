import { resumePolicy } from './resume-policy.ts';

describe('the resume policy from options', () => {
  it('is absent without options, so that the manifest\'s policy applies, and null for "never"', () => {
    expect([resumePolicy({}), resumePolicy({ resumeAfter: 'never' })]).toEqual([{}, { resume_after: null }]);
  });

  it('has each cause once, and allows one resume unless more are given', () => {
    expect(resumePolicy({ resumeAfter: 'killed, runner_lost,killed' })).toEqual({
      resume_after: { causes: ['killed', 'runner_lost'], times: 1 },
    });
    expect(resumePolicy({ resumeAfter: 'node_failed', resumeTimes: '5' })).toEqual({
      resume_after: { causes: ['node_failed'], times: 5 },
    });
  });

  it.each([
    [{ resumeTimes: '2' }, '--resume-times needs --resume-after.'],
    [{ resumeAfter: 'error' }, '--resume-after error names something else than causes.'],
    [{ resumeAfter: '' }, '--resume-after  names something else than causes.'],
    [{ resumeAfter: 'killed', resumeTimes: '6' }, '--resume-times 6 is not a number from 1 to 5.'],
    [{ resumeAfter: 'killed', resumeTimes: 'x' }, '--resume-times x is not a number from 1 to 5.'],
  ])('rejects %j: %s', (options, message) => {
    expect(() => resumePolicy(options)).toThrow(message);
  });
});
