import { join } from 'node:path';
import { Trust, verify } from '@reprise/audit-integrity';
import { openJetStreamLog } from '@reprise/event-log';
import type { LauncherSettings, Servers } from '@reprise/launcher';
import { openReadModel, rebuild, summarizeJobs, type RebuildProgress } from '@reprise/read-model';
import { progressPrinter } from '../progress.ts';
import { printReport } from '../verify.ts';

export interface Rebuilt {
  /** Whether the verification had no findings. */
  readonly isWhole: boolean;
  /** Jobs that were running or paused. */
  readonly open: number;
}

/**
 * Fills the tables from the log, and verifies the log, the tables and the signed heads against each other.
 * @param options.ownHeadsOnly whether copies of the heads that are kept elsewhere may be later than the log
 */
export async function rebuildAndVerify(
  settings: LauncherSettings,
  { natsUrl, databaseUrl }: Servers,
  { ownHeadsOnly = false } = {},
): Promise<Rebuilt> {
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'reprise restore' });
  const readModel = await openReadModel({ databaseUrl, poolSize: 2 });
  try {
    const folder = join(settings.REPRISE_DATA_DIR, 'audit');
    const trust = await Trust.open({ readModel, folder });
    await rebuild({ databaseUrl, log, trust, onProgress });
    const elsewhere = ownHeadsOnly ? undefined : settings.REPRISE_AUDIT_HEADS_DIR;
    const all = elsewhere === undefined ? trust : await Trust.open({ readModel, folder, copyFolder: elsewhere });
    const report = await verify({ log, readModel, trust: all });
    printReport(report);
    const { running, paused } = await summarizeJobs(readModel, {});
    return { isWhole: report.ok, open: running + paused };
  } finally {
    await readModel.close();
    await log.close();
  }
}

const onProgress = progressPrinter(({ events }: RebuildProgress) => `${String(events)} events`);
