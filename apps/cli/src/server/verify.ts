import { join } from 'node:path';
import type { VerificationReport } from '@reprise/contracts';
import { openJetStreamLog, streamExists } from '@reprise/event-log';
import { Trust, verify as verifyHistory, type TrustOptions, type VerifyProgress } from '@reprise/audit-integrity';
import { readSettings, withServers, type Servers } from '@reprise/launcher';
import { openReadModel } from '@reprise/read-model';

const say = (line: string) => console.error(line);

export interface VerifyFlags {
  readonly json?: boolean;
  /** Folder with signed heads that are kept elsewhere. */
  readonly heads?: string;
}

/**
 * Checks the stream, audit table, chain and signed heads of a Reprise instance against each other.
 * @returns the exit code: 1 if there are findings
 */
export async function verify({ json, heads }: VerifyFlags): Promise<number> {
  const settings = readSettings(process.env);
  const folder = join(settings.REPRISE_DATA_DIR, 'audit');
  const folders = { folder, copyFolder: heads ?? settings.REPRISE_AUDIT_HEADS_DIR };
  const report = await withServers(settings, (servers) => check(servers, folders), { say });
  if (json) console.log(JSON.stringify(report, null, 2));
  else printReport(report);
  return report.ok ? 0 : 1;
}

type Folders = Pick<TrustOptions, 'folder' | 'copyFolder'>;

async function check({ natsUrl, databaseUrl }: Servers, folders: Folders): Promise<VerificationReport> {
  const nats = { servers: natsUrl, name: 'reprise verify' };
  const opened = (await streamExists(nats)) ? await openJetStreamLog(nats) : null;
  const readModel = await openReadModel({ databaseUrl, poolSize: 2 });
  try {
    const trust = await Trust.open({ readModel, ...folders });
    return await verifyHistory({ log: opened?.log ?? null, readModel, trust, onProgress: reporter() });
  } finally {
    await readModel.close();
    await opened?.log.close();
  }
}

/** Returns a listener that prints the progress once per second. */
function reporter(): (progress: VerifyProgress) => void {
  let said = performance.now();
  return ({ entries, total }) => {
    if (performance.now() < said + 1000) return;
    said = performance.now();
    say(`${String(entries)} of ${String(total)} events`);
  };
}

/** Prints a report for users. */
export function printReport({ findings, heads, ...report }: VerificationReport): void {
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
  for (const { seq, reason, operator, at, is_applied } of report.quarantined ?? []) {
    console.log(`Event ${String(seq)} was quarantined by ${operator} at ${at}: ${reason}`);
    if (is_applied) console.log('  The tables still have its effect: run npm run rebuild.');
  }
  for (const { kind, message } of findings) console.log(`${kind.toUpperCase()}: ${message}`);
  if (findings.length === 0) console.log('Nothing was altered, dropped, swapped, inserted or cut off.');
}
