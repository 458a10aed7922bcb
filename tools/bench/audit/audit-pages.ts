import type { AuditEntry, Page } from '@reprise/contracts';
import type pg from 'pg';
import { auditViews, type AuditView, type Middle } from './audit-views.ts';
import type { Measure } from '../measure/measure.ts';
import type { BenchGateway } from '../servers/gateway.ts';
import { race } from '../measure/race.ts';

const PAGE = 50;

/** Found with `log_min_duration_statement`, 2026-11-27. */
const gap =
  'The difference: a request that finds nothing takes 2 ms (HTTP, the account, a statement that Postgres has to plan). The rest is the outcome of each command, which the bare query does not read.';

/**
 * Benchmark: audit pages over HTTP, each compared with a plain query.
 * @param entries number of entries in the audit table
 */
export async function auditPages(
  gateway: BenchGateway,
  database: pg.Client,
  entries: number,
  { repetitions, times }: { repetitions: number; times: number },
): Promise<Measure[]> {
  const measures: Measure[] = [];
  const middle = await middleOf(database, gateway, entries);
  for (const view of auditViews(middle, await sampleIn(database))) {
    const ask = () => pageOf(gateway, { ...view.query, limit: String(PAGE) });
    const askBare = () => bareRows(database, view);
    assertSame(view, await ask(), await askBare());
    const raced = await race(
      {
        question: 'lists',
        name: `audit: ${view.name}`,
        isDetail: view.isDetail,
        ours: `GET /api/audit, ${String(PAGE)} of ${String(entries)} entries`,
        floor: 'one plain query for the same entries, on an open connection',
        gap,
        ask,
        askBare,
      },
      repetitions,
      times,
    );
    measures.push(...raced);
  }
  return measures;
}

const pageOf = async (gateway: BenchGateway, query: Record<string, string>): Promise<Page<AuditEntry>> =>
  (await (await gateway.get(`/api/audit?${new URLSearchParams(query).toString()}`)).json()) as Page<AuditEntry>;

async function bareRows(database: pg.Client, { where, values }: AuditView): Promise<{ seq: string }[]> {
  const { rows } = await database.query<{ seq: string }>(
    `select seq, type, at, actor, reason, attempt, job_id, payload from audit
     where kind is distinct from 'task' and repeat_of is null and ${where} order by seq desc limit ${String(PAGE)}`,
    [...values],
  );
  return rows;
}

/** @throws Error if the two do not return the same entries */
function assertSame({ name }: AuditView, page: Page<AuditEntry>, rows: readonly { seq: string }[]): void {
  const [ours, bare] = [page.items.map(({ seq }) => String(seq)).join(), rows.map(({ seq }) => seq).join()];
  if (ours !== bare) throw new Error(`audit: ${name}: the page has ${ours || 'nothing'}, and not ${bare || 'nothing'}`);
}

async function middleOf(database: pg.Client, gateway: BenchGateway, entries: number): Promise<Middle> {
  const timeOf = async (seq: number) => {
    const found = await database.query<{ at: Date }>('select at from audit where seq = $1', [seq]);
    return found.rows[0]!.at.toISOString();
  };
  const last = Math.floor(entries / 2);
  const [from, to] = [await timeOf(last - Math.floor(entries / 100)), await timeOf(last)];
  const { items, next_cursor } = await pageOf(gateway, { to, limit: '1' });
  return { seq: items[0]!.seq, cursor: next_cursor!, from, to };
}

/** An entry in the middle. */
async function sampleIn(database: pg.Client): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    'select sample_name as name from job order by last_seq offset (select count(*) / 2 from job) limit 1',
  );
  return rows[0]!.name;
}
