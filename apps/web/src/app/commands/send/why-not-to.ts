import type { ActionName, JobView } from '@reprise/contracts';
import type { CurrentUser } from '../../core/session/current-user.ts';
import { commandButtons } from './command-buttons.ts';

/** Returns why the user may not send a command for a job; null if they may, as far as known. */
export function whyNotTo(user: CurrentUser, command: ActionName, job: Pick<JobView, 'created_by'>): string | null {
  const session = user.session();
  return (session && commandButtons[command].whyNot?.(job, session)) ?? user.whyNot(command);
}
