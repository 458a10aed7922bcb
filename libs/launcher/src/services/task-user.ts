import { ensureAccount } from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import type { LauncherSettings } from '../settings.ts';

const OWN = 'reprise-tasks';

/**
 * Name of the user that tasks run as where this process is root: the one of the settings, or our own, made where there is
 * none. Where it cannot be made, the runner warns that tasks are not kept apart.
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
