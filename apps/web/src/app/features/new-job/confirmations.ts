import type { JobView } from '@reprise/contracts';
import { ASK_FOR_APPROVAL } from '../../commands/approval/needs-approval.ts';
import type { Sheets } from '../../core/sheets.ts';
import { confirm } from '../../shared/parts/confirm-dialog.ts';

/** Asks for confirmation before input is lost. */
export const confirmLeaving = (sheets: Sheets): Promise<boolean> =>
  confirm(sheets, {
    title: 'Leave without submitting?',
    lead: 'What you filled in for this job is lost then. Nothing has been submitted.',
    verb: 'Leave',
    stay: 'Keep editing',
    destructive: true,
  });

/** Asks for confirmation before input is replaced by the parameters of a job. */
export const confirmReplacing = (sheets: Sheets, { sample_name }: JobView): Promise<boolean> =>
  confirm(sheets, {
    title: `Fill in as in ${sample_name}?`,
    lead: 'What you filled in here so far is replaced.',
    verb: 'Replace',
    stay: 'Keep editing',
    destructive: true,
  });

/**
 * Asks for confirmation before a rerun deletes the results of a completed job. Closes without a confirmation if another
 * user acts on the job.
 * @param latest the job's current state, as a signal
 */
export function confirmDeleting(
  sheets: Sheets,
  job: JobView,
  { latest, isToBeApproved }: Readonly<{ latest: () => JobView | null; isToBeApproved: boolean }>,
): Promise<boolean> {
  const lead = 'The job completed. Its results are deleted before it runs from scratch; the audit trail is kept.';
  const isOutdated = () => isChanged(job, latest());
  if (isToBeApproved)
    return confirm(sheets, {
      title: `Ask to delete the results of attempt ${job.attempt} and rerun?`,
      lead: `${lead} Nothing is deleted until a second person has approved it.`,
      verb: ASK_FOR_APPROVAL,
      stay: 'Keep results',
      destructive: false,
      isOutdated,
    });
  return confirm(sheets, {
    title: `Delete the results of attempt ${job.attempt} and rerun?`,
    lead,
    verb: 'Delete and rerun',
    stay: 'Keep results',
    destructive: true,
    isOutdated,
  });
}

/** Whether the results of a job may differ from those of an earlier state. */
export const isChanged = (before: JobView, now: JobView | null): boolean =>
  now?.attempt !== before.attempt || now.status !== before.status;
