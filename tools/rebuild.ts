import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openJetStreamLog } from '@reprise/event-log';
import { digest, openReadModel, rebuild, type RebuildProgress } from '@reprise/projection';
import { errorText } from './start/error-text.ts';
import { readSettings, type Settings } from './start/settings.ts';

/** Builds the tables anew from the log of a Reprise that runs: that of the data folder, or the servers of the settings. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const servers = settings.NATS_URL ?? embedded(settings, natsUrl);
  const databaseUrl = settings.DATABASE_URL ?? embedded(settings, postgresUrl);
  const { log } = await openJetStreamLog({ servers, name: 'reprise rebuild' });
  const readModel = await openReadModel({ databaseUrl, poolSize: 1 });
  try {
    const before = await digest(readModel);
    const { events, duration_ms, kept } = await rebuild({ databaseUrl, log, onProgress: reporter() });
    const after = await digest(readModel);
    console.log(`Rebuilt from ${String(events)} events in ${(duration_ms / 1000).toFixed(1)} s`);
    for (const [table, rows] of Object.entries(after))
      console.log(`  ${table}: ${rows === before[table] ? 'the rows as they were' : 'other rows than before'}`);
    if (before['checkpoint'] !== after['checkpoint']) console.log('Events arrived meanwhile, so that rows may differ.');
    if (kept !== null) console.log(`The old tables hold what this log has not: they are kept in the schema ${kept}.`);
  } finally {
    await readModel.close();
    await log.close();
  }
}

/** Says a phase when it begins, and then how far it is once a second. */
function reporter(): (progress: RebuildProgress) => void {
  let said = { phase: '', at: 0 };
  return ({ phase, events, events_per_second }) => {
    if (phase === said.phase && performance.now() < said.at + 1000) return;
    said = { phase, at: performance.now() };
    console.log(`${phase}: ${String(events)} events, ${events_per_second.toFixed(0)} a second`);
  };
}

function embedded({ REPRISE_DATA_DIR: folder }: Settings, url: (folder: string) => string | undefined): string {
  const found = url(folder);
  if (found === undefined)
    throw new Error(`No Reprise runs on ${folder}: start it, set REPRISE_DATA_DIR, or set NATS_URL and DATABASE_URL.`);
  return found;
}

function natsUrl(folder: string): string | undefined {
  const port = /^listen: "127\.0\.0\.1:(\d+)"$/m.exec(textOf(join(folder, 'nats/nats-server.conf')))?.[1];
  return port && `nats://reprise:${textOf(join(folder, 'nats.password')).trim()}@127.0.0.1:${port}`;
}

/** Postgres writes its port on the fourth line of its pid file, which is there while it runs. */
function postgresUrl(folder: string): string | undefined {
  const cluster = textOf(join(folder, 'postgres.folder')).trim() || join(folder, 'postgres');
  const port = textOf(join(cluster, 'data/postmaster.pid')).split('\n')[3];
  return port && `postgres://postgres:${textOf(join(folder, 'postgres.password')).trim()}@127.0.0.1:${port}/reprise`;
}

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

try {
  await main();
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
