import { openJetStreamLog } from '@reprise/event-log';
import { rebuild } from '@reprise/read-model';
import pg from 'pg';
import { auditHistory } from './audit-history.ts';
import { auditPages } from './audit-pages.ts';
import type { Bench } from '../measure/measure.ts';
import { exportAll } from './export-all.ts';
import { fillLog } from '../log/fill-log.ts';
import { benchGateway } from '../servers/gateway.ts';
import { benchNats, benchPostgres, scratch } from '../servers/servers.ts';

const SEED = 20_260_301;

/**
 * Benchmark: pages of a long audit trail, and its export.
 * @param times number of requests for each page per repetition
 */
export const audit =
  (entries = 1_000_000, times = 30): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    await using nats = await benchNats(folder.path);
    await using postgres = await benchPostgres(folder.path);
    await build(nats.url, postgres.url, entries, say);
    await using gateway = await benchGateway(folder.path, { NATS_URL: nats.url, DATABASE_URL: postgres.url });
    const database = new pg.Client({ connectionString: postgres.url, options: '-c search_path=rm' });
    await database.connect();
    try {
      const pages = await auditPages(gateway, database, entries, { repetitions, times });
      return [...pages, ...(await exportAll(gateway, database, entries))];
    } finally {
      await database.end();
    }
  };

/** Fills the log and rebuilds the tables from it, as in a running system. */
async function build(natsUrl: string, databaseUrl: string, entries: number, say: (line: string) => void) {
  const { log } = await openJetStreamLog({ servers: natsUrl, name: 'bench' });
  try {
    const began = performance.now();
    await fillLog(log, auditHistory(SEED, entries));
    const logged = performance.now() - began;
    const { duration_ms } = await rebuild({ databaseUrl, log });
    say(
      `  ${String(entries)} events of simulated jobs, seed ${String(SEED)}: ${seconds(logged)} s into the log, ` +
        `${seconds(duration_ms)} s from there into the tables, chained, by a rebuild`,
    );
  } finally {
    await log.close();
  }
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
