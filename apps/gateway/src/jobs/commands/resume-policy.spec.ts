import type { FieldProblem, ResumeAfter } from '@reprise/contracts';
import { resumePolicy } from './resume-policy.ts';

const ofManifest: ResumeAfter = { causes: ['runner_lost'], times: 2 };
const given: ResumeAfter = { causes: ['killed'], times: 1 };

describe('the resume policy of a job', () => {
  let warned: FieldProblem[];
  beforeEach(() => (warned = []));
  const policy = (
    body: ResumeAfter | null | undefined,
    areApproved = false,
    manifest: ResumeAfter | undefined = ofManifest,
  ) =>
    resumePolicy(
      body,
      manifest,
      () => areApproved,
      (more) => warned.push(...more),
    );

  it('comes from the submission, or else from the manifest', () => {
    expect([policy(given), policy(undefined), policy(null)]).toEqual([given, ofManifest, null]);
    expect(warned).toEqual([]);
  });

  it('is refused where a second person approves resumes, and a policy from the manifest is dropped with a warning', () => {
    expect(() => policy(given, true)).toThrow(
      'resume_after: cannot be used here: a second person approves each resume (REPRISE_APPROVALS), so none comes by itself',
    );
    expect([policy(null, true), warned]).toEqual([null, []]);
    expect([policy(undefined, true), warned]).toMatchObject([null, [{ field: 'resume_after' }]]);
  });
});
