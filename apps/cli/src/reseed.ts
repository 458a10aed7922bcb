import { join } from 'node:path';
import { openReadModel, reseed, Trust, type ReseedProgress } from '@reprise/projection';
import { errorText } from './start/error-text.ts';
import { aboutCopy, renewCopy } from './start/renew-copy.ts';
import { readSettings, type Settings } from './start/settings.ts';
import { withServers, type Servers } from './start/with-servers.ts';

/** Fills the empty stream of a Reprise that is stopped from its audit table, and lets the tables follow it. */
async function fill(settings: Settings, { natsUrl, copierUrl, databaseUrl }: Servers): Promise<number> {
  const readModel = await openReadModel({ databaseUrl, poolSize: 2 });
  try {
    const folder = join(settings.REPRISE_DATA_DIR, 'audit');
    const trust = await Trust.open({ readModel, folder, copyFolder: settings.REPRISE_AUDIT_HEADS_DIR });
    const replicas = settings.REPRISE_NATS_REPLICAS;
    const nats = { servers: natsUrl, name: 'reprise reseed', replicas };
    const events = await reseed({ readModel, nats, trust, onProgress: reporter() });
    console.log(aboutCopy[await renewCopy({ reprise: natsUrl, copier: copierUrl, replicas })]);
    return events;
  } finally {
    await readModel.close();
  }
}

/** Says a phase when it begins, and then how far it is once a second. */
function reporter(): (progress: ReseedProgress) => void {
  let said = { phase: '', at: 0 };
  return ({ phase, events, total }) => {
    if (phase === said.phase && performance.now() < said.at + 1000) return;
    said = { phase, at: performance.now() };
    console.log(`${phase}: ${String(events)} of ${String(total)} events`);
  };
}

try {
  const settings = readSettings(process.env);
  const events = await withServers(settings, (servers) => fill(settings, servers), {
    alone: true,
    say: (line) => console.log(line),
  });
  console.log(
    `The stream holds the ${String(events)} events of the audit table, and the tables follow it. Start Reprise.`,
  );
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
