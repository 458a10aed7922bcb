import type pg from 'pg';
import type { Measure } from '../measure/measure.ts';
import type { BenchGateway } from '../servers/gateway.ts';
import { residentMiB } from '../servers/process-figures.ts';

const SAMPLE_MS = 100;
const ROWS = 1000;

/** Benchmark: export of the complete audit trail as NDJSON; duration, and memory of the gateway. */
export async function exportAll(gateway: BenchGateway, database: pg.Client, entries: number): Promise<Measure[]> {
  const before = residentMiB(gateway.pid);
  let peak = before;
  const sampling = setInterval(() => (peak = Math.max(peak, residentMiB(gateway.pid))), SAMPLE_MS);
  let ours: number;
  try {
    ours = await timeExport(gateway, entries);
  } finally {
    clearInterval(sampling);
  }
  const floor = await timeCursor(database, entries);
  const how = `GET /api/audit/export?format=ndjson&events=all, ${String(entries)} entries`;
  return [
    {
      question: 'log',
      name: 'audit: export',
      ours: `${how}, read to its end`,
      floor: `the same rows through a cursor, ${String(ROWS)} at a time`,
      unit: 'µs per event',
      gap: 'The difference: the single thread of the gateway is busy for nine tenths of the time. A fifth is garbage collection; the rest is reading rows from the driver, entries and their effects, and encoding and writing their JSON.',
      pairs: [{ ours: (ours * 1000) / entries, floor: (floor * 1000) / entries }],
    },
    {
      question: 'needs',
      name: 'gateway during an export',
      ours: `its greatest resident size during ${how}`,
      floor: 'its resident size just before',
      unit: 'MiB',
      pairs: [{ ours: peak, floor: before }],
    },
  ];
}

/**
 * Returns the duration in milliseconds.
 * @throws Error if entries are missing
 */
async function timeExport(gateway: BenchGateway, entries: number): Promise<number> {
  const began = performance.now();
  const { body } = await gateway.get('/api/audit/export?format=ndjson&events=all');
  let lines = 0;
  for await (const chunk of body!) for (const byte of chunk) if (byte === 0x0a) lines += 1;
  if (lines !== entries) throw new Error(`The export has ${String(lines)} lines, and the trail ${String(entries)}`);
  return performance.now() - began;
}

/** Returns the duration in milliseconds. */
async function timeCursor(database: pg.Client, entries: number): Promise<number> {
  const began = performance.now();
  await database.query('begin');
  await database.query('declare trail cursor for select * from audit order by seq');
  let rows = 0;
  for (let more = ROWS; more > 0; rows += more)
    more = (await database.query(`fetch ${String(ROWS)} from trail`)).rowCount ?? 0;
  await database.query('commit');
  if (rows !== entries) throw new Error(`The table has ${String(rows)} rows, and the trail ${String(entries)}`);
  return performance.now() - began;
}
