import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectTo } from '@reprise/event-log';
import {
  checkedRunnerId,
  natsAccounts,
  natsPasswords,
  runnerPassword,
  runnerPasswords,
  runnerUrl,
  runnerUser,
  writeAccounts,
} from '@reprise/local-servers';
import pWaitFor from 'p-wait-for';
import { ServiceLocks } from '../services/service-locks.ts';
import type { LauncherSettings } from '../settings.ts';

/**
 * Creates a login for another runner on the embedded nats-server, which keeps running if it is running.
 * @returns the settings of that runner
 * @throws Error if the id is invalid, there is no data dir, the port is unset or different, or the server rejects the
 * runner
 */
export async function addRunnerLogin(
  { REPRISE_DATA_DIR: folder, REPRISE_NATS_PORT: port }: LauncherSettings,
  runnerId: string,
): Promise<Readonly<Record<'REPRISE_RUNNER_ID' | 'NATS_URL', string>>> {
  if (!existsSync(folder)) throw new Error(`There is no data folder ${folder}: set REPRISE_DATA_DIR.`);
  if (port === undefined)
    throw new Error(
      'Set REPRISE_NATS_PORT first, here and for npm start: ' +
        'without it, the nats-server takes another free port at each start, where the runner does not find it.',
    );
  const running = new ServiceLocks(folder).holders('nats')[0];
  if (running && portOf(folder) !== String(port))
    throw new Error(
      `The nats-server runs on another port than REPRISE_NATS_PORT: start Reprise again with that setting.`,
    );
  const password = runnerPassword(folder, runnerId);
  writeAccounts(join(folder, 'nats'), natsAccounts(natsPasswords(folder), runnerPasswords(folder)));
  const url = runnerUrl(runnerId, password, `127.0.0.1:${String(port)}`);
  if (running) {
    process.kill(running.pid, 'SIGHUP');
    const message = `The nats-server does not let the runner in (its log: ${join(folder, 'logs/nats.log')})`;
    await pWaitFor(() => letsIn(url), { interval: 200, timeout: { milliseconds: 120_000, message } });
  }
  return { REPRISE_RUNNER_ID: runnerId, NATS_URL: url };
}

/**
 * Returns the user of another runner, with a new password, for the configuration of an external nats-server.
 * @throws Error if the id is invalid
 */
export const newRunnerUser = (runnerId: string): object =>
  runnerUser(checkedRunnerId(runnerId, 'of the login'), randomBytes(32).toString('hex'));

/** Port of the embedded nats-server, from its configuration. */
export const portOf = (folder: string): string | undefined => {
  const file = join(folder, 'nats/nats-server.conf');
  return /^listen: "127\.0\.0\.1:(\d+)"$/m.exec(existsSync(file) ? readFileSync(file, 'utf8') : '')?.[1];
};

const letsIn = (url: string): Promise<boolean> =>
  connectTo({ servers: url, name: 'reprise runner-login' }, 1_000).then(
    (connection) => connection.close().then(() => true),
    () => false,
  );
