import { MAX_RESUMES, ResumeCause, type ResumeAfter } from '@reprise/contracts';
import { CliError, EXIT } from '../../cli-error.ts';

export interface ResumeOptions {
  readonly resumeAfter?: string;
  readonly resumeTimes?: string;
}

/** Causes after which a job may be resumed automatically, as text for users. */
export const RESUME_CAUSES = ResumeCause.options.join(', ');

/**
 * Returns the policy for the body of a submission. Empty if no option is set; in that case, the manifest's policy
 * applies.
 */
export function resumePolicy({ resumeAfter, resumeTimes }: ResumeOptions): { resume_after?: ResumeAfter | null } {
  if (resumeAfter === undefined) {
    if (resumeTimes === undefined) return {};
    throw new CliError('--resume-times needs --resume-after.', EXIT.usage, `Name causes: ${RESUME_CAUSES}.`);
  }
  if (resumeAfter === 'never') return { resume_after: null };
  const causes = resumeAfter.split(',').map((cause) => cause.trim());
  const times = Number(resumeTimes ?? 1);
  if (!causes.every(isCause))
    throw new CliError(
      `--resume-after ${resumeAfter} names something else than causes.`,
      EXIT.usage,
      `Name ${RESUME_CAUSES}, with commas between, or never.`,
    );
  if (!Number.isInteger(times) || times < 1 || times > MAX_RESUMES)
    throw new CliError(
      `--resume-times ${String(resumeTimes)} is not a number from 1 to ${String(MAX_RESUMES)}.`,
      EXIT.usage,
    );
  return { resume_after: { causes: [...new Set(causes)], times } };
}

const isCause = (text: string): text is ResumeCause => ResumeCause.options.some((cause) => cause === text);
