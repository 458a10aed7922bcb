import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnerView } from '@reprise/contracts';
import { logFile, type StartPlan } from '../start-plan.ts';

type Where = Pick<StartPlan, 'settings' | 'url' | 'token'>;

/**
 * Returns the runner of this data dir as the gateway sees it; undefined if not seen yet, and `token_disabled` if the
 * local administrator's token is disabled.
 * @throws the error of the request
 */
export async function ownRunner({ settings, url, token }: Where): Promise<RunnerView | 'token_disabled' | undefined> {
  const own = readFileSync(join(settings.REPRISE_DATA_DIR, 'runner.id'), 'utf8').trim();
  const answer = await fetch(`${url}/api/runners`, { headers: { authorization: `Bearer ${token}` } });
  if (answer.status === 401) return 'token_disabled';
  const { items } = (await answer.json()) as { items: RunnerView[] };
  return items.find(({ runner_id }) => runner_id === own);
}

/** Returns a warning if tasks of this data dir's runner are not isolated; else undefined. */
export async function isolationWarning(where: Where): Promise<string | undefined> {
  const runner = await ownRunner(where).catch(() => undefined);
  if (runner === undefined || runner === 'token_disabled' || runner.isolation !== 'none') return undefined;
  return `Warning: tasks are not isolated: they can read and change what Reprise keeps, its keys and logins too. The reason is in ${logFile(where.settings.REPRISE_DATA_DIR, 'runner')}.`;
}
