import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from '../../api.ts';
import { startElsewhere } from '../../clusters/start-elsewhere.ts';
import { ANOTHER_MACHINE } from '../../clusters/ticks.ts';
import { NOBODY, startedByUser } from '../../task-isolation/started-by-user.ts';

/** A Reprise instance that sees no task processes. */
export interface RepriseElsewhere {
  readonly api: Api;
  readonly end: () => void | Promise<void>;
}

/** Starts one as the user of this process. */
export async function startedByRoot(settings: Record<string, string>): Promise<RepriseElsewhere> {
  const reprise = startElsewhere(settings);
  const { origin, searchParams } = await reprise.link();
  return { api: new Api(origin, searchParams.get('token')!), end: () => void reprise.process.kill('SIGKILL') };
}

/** Starts one as an ordinary user. @param folder contains its files, and will belong to that user */
export async function startedByOwner(folder: string, settings: Record<string, string>): Promise<RepriseElsewhere> {
  const home = join(folder, 'home');
  mkdirSync(home);
  for (const own of [folder, home]) chownSync(own, NOBODY, NOBODY);
  const env = { PATH: process.env['PATH'], HOME: home, REPRISE_PORT: '0', ...settings };
  const { url, token, stop } = await startedByUser(env, ANOTHER_MACHINE);
  return { api: new Api(url, token), end: stop };
}
