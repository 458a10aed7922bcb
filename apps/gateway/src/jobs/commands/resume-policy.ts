import type { ResumeAfter } from '@reprise/contracts';
import { wrongFields } from '../../shared/http/problem.ts';
import { RESUMES_ARE_APPROVED } from '@reprise/contracts/routes';
import type { Warn } from '../command-requests/look-up.ts';

/**
 * Returns the policy for automatic resumes, from the submission or otherwise from the manifest; null if there is none.
 * @param given null disables automatic resumes, regardless of the manifest
 * @throws ProblemException 422 if resumes require approval
 */
export function resumePolicy(
  given: ResumeAfter | null | undefined,
  ofManifest: ResumeAfter | undefined,
  areResumesApproved: () => boolean,
  warn: Warn,
): ResumeAfter | null {
  const policy = given === undefined ? ofManifest : given;
  if (!policy) return null;
  if (!areResumesApproved()) return policy;
  const problem = { field: 'resume_after', message: RESUMES_ARE_APPROVED };
  if (given) throw wrongFields([problem]);
  warn([problem]);
  return null;
}
