import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { VerificationReport } from '@reprise/contracts';
import { openJetStreamLog, streamExists } from '@reprise/event-log';
import { openReadModel, Trust, verify, type TrustOptions, type VerifyProgress } from '@reprise/projection';
import { errorText } from './start/error-text.ts';
import { readSettings } from './start/settings.ts';
import { withServers, type Servers } from './start/with-servers.ts';

const usage = `npm run verify -- [--json] [--heads <folder>]
Checks stream, audit table, chain and signed heads of a Reprise against each other.
  --json    the report as JSON on standard output
  --heads   a folder of heads signed elsewhere; default REPRISE_AUDIT_HEADS_DIR
Ends with 0 where nothing was found, 1 where something was, 2 where it could not be checked.`;

const options = { json: { type: 'boolean' }, heads: { type: 'string' }, help: { type: 'boolean' } } as const;
const say = (line: string) => console.error(line);

/** Returns the exit code. */
async function main(): Promise<number> {
  const { json, heads, help } = parseArgs({ options }).values;
  if (help) {
    console.log(usage);
    return 0;
  }
  const settings = readSettings(process.env);
  const folder = join(settings.REPRISE_DATA_DIR, 'audit');
  const folders = { folder, copyFolder: heads ?? settings.REPRISE_AUDIT_HEADS_DIR };
  const report = await withServers(settings, (servers) => check(servers, folders), { say });
  if (json) console.log(JSON.stringify(report, null, 2));
  else print(report);
  return report.ok ? 0 : 1;
}

type Folders = Pick<TrustOptions, 'folder' | 'copyFolder'>;

async function check({ natsUrl, databaseUrl }: Servers, folders: Folders): Promise<VerificationReport> {
  const nats = { servers: natsUrl, name: 'reprise verify' };
  const opened = (await streamExists(nats)) ? await openJetStreamLog(nats) : null;
  const readModel = await openReadModel({ databaseUrl, poolSize: 2 });
  try {
    const trust = await Trust.open({ readModel, ...folders });
    return await verify({ log: opened?.log ?? null, readModel, trust, onProgress: reporter() });
  } finally {
    await readModel.close();
    await opened?.log.close();
  }
}

/** Says how far it is, once a second. */
function reporter(): (progress: VerifyProgress) => void {
  let said = performance.now();
  return ({ entries, total }) => {
    if (performance.now() < said + 1000) return;
    said = performance.now();
    say(`${String(entries)} of ${String(total)} events`);
  };
}

function print({ findings, heads, ...report }: VerificationReport): void {
  console.log(`Checked ${String(report.entries)} events in ${(report.duration_ms / 1000).toFixed(1)} s.`);
  const signed =
    heads.last_seq === null
      ? 'Nothing of them was signed.'
      : `${String(heads.valid)} signed heads, the last one of event ${String(heads.last_seq)} at ${String(heads.last_time)}.`;
  console.log(`${signed} ${String(report.unsigned)} events came after it.`);
  for (const { name, heads: kept, unreadable } of heads.places) {
    const torn = unreadable > 0 ? `, and ${String(unreadable)} lines that are none, torn by a crash or spoilt` : '';
    console.log(`  ${String(kept)} in ${name}${torn}`);
  }
  if (report.unprojected > 0)
    console.log(`${String(report.unprojected)} events of the stream are not in the tables yet.`);
  if (report.differing > 0)
    console.log(`${String(report.differing)} events are not alike in stream and audit table; the first ones:`);
  for (const { kind, message } of findings) console.log(`${kind.toUpperCase()}: ${message}`);
  if (findings.length === 0) console.log('Nothing was altered, dropped, swapped, inserted or cut off.');
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 2;
}
