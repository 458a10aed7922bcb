import type { ResumeAfter } from '@reprise/contracts';
import { wrongFields } from '../../shared/http/problem.ts';
import { RESUMES_ARE_APPROVED } from '@reprise/contracts/routes';
import type { Warn } from '../command-requests/look-up.ts';

/**
 * Returns when a job is resumed by itself: as its submission says, else as the manifest does; null: never.
 * @param given null: never, whatever the manifest says
 * @throws ProblemException 422 a second person has to approve resumes
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
