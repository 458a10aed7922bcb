import { join } from 'node:path';
import { openJetStreamLog } from '@reprise/event-log';
import { openReadModel, rebuild, Trust, type Compared, type RebuildProgress } from '@reprise/projection';
import { errorText } from './start/error-text.ts';
import { aboutCopy, renewCopy } from './start/renew-copy.ts';
import { readSettings, type Settings } from './start/settings.ts';
import { withServers, type Servers } from './start/with-servers.ts';

/** Builds the tables anew from the log of a Reprise, which may run meanwhile. Exits with 1 where the old ones held other rows, with 2 where they stay. */
async function build(settings: Settings, { natsUrl, copierUrl, databaseUrl }: Servers): Promise<void> {
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'reprise rebuild' });
  const readModel = await openReadModel({ databaseUrl, poolSize: 1 });
  try {
    const folder = join(settings.REPRISE_DATA_DIR, 'audit');
    const trust = await Trust.open({ readModel, folder, copyFolder: settings.REPRISE_AUDIT_HEADS_DIR });
    const { events, duration_ms, kept, compared } = await rebuild({ databaseUrl, log, trust, onProgress: reporter() });
    console.log(`Rebuilt from ${String(events)} events in ${(duration_ms / 1000).toFixed(1)} s`);
    if (compared !== null) tell(compared);
    else if (kept === null) console.log('There were no tables to compare with.');
    if (kept !== null) console.log(`The old tables hold what this log has not: they are kept in the schema ${kept}.`);
    // Now this log counts, whichever it is.
    const replicas = settings.REPRISE_NATS_REPLICAS;
    const renewal = await renewCopy({ reprise: natsUrl, copier: copierUrl, replicas });
    if (renewal === 'renewed' || (renewal === 'unknown' && kept !== null)) console.log(aboutCopy[renewal]);
  } finally {
    await readModel.close();
    await log.close();
  }
}

function tell({ last_seq, differing }: Compared): void {
  const upTo = `up to event ${String(last_seq)}`;
  if (differing.length === 0) return console.log(`The old tables held what the log gives ${upTo}, row for row.`);
  console.log(
    `THE OLD TABLES HELD OTHER ROWS than the log gives ${upTo}: ${differing.join(', ')}. The new ones replace them. ` +
      'Unless another release made those, somebody changed them.',
  );
  process.exitCode = 1;
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
  process.exitCode = 2;
}
