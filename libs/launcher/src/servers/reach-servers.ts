import { connectTo } from '@reprise/event-log';
import type { LauncherSettings } from '../settings.ts';
import { withClient } from './with-client.ts';

const PATIENCE_MS = 5_000;

/**
 * Checks external servers, so that a wrong address is reported before anything is started.
 * @throws Error that names the setting
 */
export async function reachServers({ NATS_URL, ...settings }: LauncherSettings): Promise<void> {
  if (NATS_URL) await reach('NATS_URL', reachNats(NATS_URL));
  for (const name of ['DATABASE_URL', 'DATABASE_READ_URL', 'DATABASE_MIGRATE_URL'] as const) {
    const url = settings[name];
    if (url) await reach(name, reachPostgres(url));
  }
}

async function reach(setting: keyof LauncherSettings, reached: Promise<void>): Promise<void> {
  await reached.catch((cause: unknown) => {
    // Postgres' client throws an error without a message if several addresses refuse the connection.
    const { message, code } = cause as NodeJS.ErrnoException;
    throw new Error(
      `${setting} leads to no server: ${message || String(code)}. Start the server, or correct ${setting}.`,
      {
        cause,
      },
    );
  });
}

async function reachNats(url: string): Promise<void> {
  const connection = await connectTo({ servers: url, name: 'reprise start' }, PATIENCE_MS);
  await connection.close();
}

async function reachPostgres(url: string): Promise<void> {
  const config = { connectionString: url, connectionTimeoutMillis: PATIENCE_MS };
  await withClient(config, (client) => client.query('select 1'));
}
