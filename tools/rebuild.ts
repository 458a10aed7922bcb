import { join } from 'node:path';
import { openJetStreamLog } from '@reprise/event-log';
import { digest, openReadModel, rebuild, Trust, type RebuildProgress } from '@reprise/projection';
import { errorText } from './start/error-text.ts';
import { readSettings, type Settings } from './start/settings.ts';
import { withServers, type Servers } from './start/with-servers.ts';

/** Builds the tables anew from the log of a Reprise; it may run meanwhile. */
async function build(settings: Settings, { natsUrl, databaseUrl }: Servers): Promise<void> {
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'reprise rebuild' });
  const readModel = await openReadModel({ databaseUrl, poolSize: 1 });
  try {
    const before = await digest(readModel);
    const folder = join(settings.REPRISE_DATA_DIR, 'audit');
    const trust = await Trust.open({ readModel, folder, copyFolder: settings.REPRISE_AUDIT_HEADS_DIR });
    const { events, duration_ms, kept } = await rebuild({ databaseUrl, log, trust, onProgress: reporter() });
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

try {
  const settings = readSettings(process.env);
  await withServers(settings, (servers) => build(settings, servers), { say: (line) => console.log(line) });
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
