import type { FieldProblem, ResumeAfter } from '@reprise/contracts';
import { resumePolicy } from './resume-policy.ts';

const ofManifest: ResumeAfter = { causes: ['runner_lost'], times: 2 };
const given: ResumeAfter = { causes: ['killed'], times: 1 };

describe('the policy by which a job is resumed', () => {
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

  it('is that of the submission, else that of the manifest', () => {
    expect([policy(given), policy(undefined), policy(null)]).toEqual([given, ofManifest, null]);
    expect(warned).toEqual([]);
  });

  it('is refused where a second person approves resumes, and that of the manifest left out with a warning', () => {
    expect(() => policy(given, true)).toThrow(
      'resume_after: cannot be used here: a second person approves each resume (REPRISE_APPROVALS), so none comes by itself',
    );
    expect([policy(null, true), warned]).toEqual([null, []]);
    expect([policy(undefined, true), warned]).toMatchObject([null, [{ field: 'resume_after' }]]);
  });
});
