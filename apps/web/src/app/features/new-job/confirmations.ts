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

/** Asks for confirmation before a rerun deletes the results of a completed job. */
export function confirmDeleting(sheets: Sheets, { attempt }: JobView, isToBeApproved: boolean): Promise<boolean> {
  const lead = 'The job completed. Its results are deleted before it runs from scratch; the audit trail is kept.';
  if (isToBeApproved)
    return confirm(sheets, {
      title: `Ask to delete the results of attempt ${attempt} and rerun?`,
      lead: `${lead} Nothing is deleted until a second person has approved it.`,
      verb: ASK_FOR_APPROVAL,
      stay: 'Keep results',
      destructive: false,
    });
  return confirm(sheets, {
    title: `Delete the results of attempt ${attempt} and rerun?`,
    lead,
    verb: 'Delete and rerun',
    stay: 'Keep results',
    destructive: true,
  });
}
