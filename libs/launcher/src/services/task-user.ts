import { ensureAccount } from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import type { LauncherSettings } from '../settings.ts';

const OWN = 'reprise-tasks';

/**
 * User that tasks run as if this process is root: the configured user, or Reprise's own, which is created if missing.
 * If it cannot be created, the runner warns that tasks are not isolated.
 */
export function taskUser(
  { REPRISE_TASK_ISOLATION, REPRISE_TASK_USER }: LauncherSettings,
  say: Say,
): string | undefined {
  if (process.getuid?.() !== 0 || REPRISE_TASK_ISOLATION === 'off') return undefined;
  if (REPRISE_TASK_USER) return REPRISE_TASK_USER;
  try {
    ensureAccount(OWN, `/var/lib/${OWN}`);
  } catch (error) {
    say(`The user ${OWN}, as whom tasks would run, could not be made: ${(error as Error).message}`);
  }
  return OWN;
}
