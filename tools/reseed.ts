import { join } from 'node:path';
import { openReadModel, reseed, Trust, type ReseedProgress } from '@reprise/projection';
import { errorText } from './start/error-text.ts';
import { renewCopy } from './start/prepare-log.ts';
import { readSettings, type Settings } from './start/settings.ts';
import { withServers, type Servers } from './start/with-servers.ts';

/** Fills the empty stream of a Reprise that is stopped from its audit table, and lets the tables follow it. */
async function fill(settings: Settings, { natsUrl, copierUrl, databaseUrl }: Servers): Promise<number> {
  const readModel = await openReadModel({ databaseUrl, poolSize: 2 });
  try {
    const folder = join(settings.REPRISE_DATA_DIR, 'audit');
    const trust = await Trust.open({ readModel, folder, copyFolder: settings.REPRISE_AUDIT_HEADS_DIR });
    const nats = { servers: natsUrl, name: 'reprise reseed' };
    const events = await reseed({ readModel, nats, trust, onProgress: reporter() });
    console.log(await renewedCopy(natsUrl, copierUrl));
    return events;
  } finally {
    await readModel.close();
  }
}

/** What became of the copy that programs of others read. */
async function renewedCopy(natsUrl: string, copierUrl: string | undefined): Promise<string> {
  if (copierUrl === undefined)
    return 'Is there a mirror of the stream for programs that read the events? Make it anew, or set NATS_COPIER_URL next time: docs/events.md.';
  return (await renewCopy({ reprise: natsUrl, copier: copierUrl }))
    ? 'The copy that other programs read was made anew; their positions in it are gone: docs/events.md.'
    : 'The copy that other programs read is one of this stream.';
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
