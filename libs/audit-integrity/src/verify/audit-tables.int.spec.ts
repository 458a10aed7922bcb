import { randomUUID } from 'node:crypto';
import { MemoryEventLog, type LogEntry } from '@reprise/event-log';
import { exampleOf } from '@reprise/event-log/testing';
import { chain, fork, GENESIS, type ReadModel } from '@reprise/read-model';
import { emptyReadModel, entriesOf, projectAll } from '@reprise/read-model/testing';
import { startPostgres, type TestServer } from '@reprise/testing';
import { isWhole, type StoredRow } from './audit-entries.ts';
import { auditTables } from './audit-tables.ts';

let postgres: TestServer;
let model: ReadModel;
const log = new MemoryEventLog();
let entries: LogEntry[];
beforeAll(async () => {
  postgres = await startPostgres();
  const job = randomUUID();
  for (const type of ['submitted', 'attempt_claimed', 'attempt_started'] as const)
    await log.append(exampleOf(type, job));
  entries = await entriesOf(log);
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  model = await emptyReadModel(postgres.url);
});
afterEach(() => model.close());

const sql = (statement: string) => fork(model).execute(statement);
async function rowsUpTo(to: number): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  for await (const row of auditTables(model).rows(to)) rows.push(row);
  return rows;
}

describe('the tables read by a verification', () => {
  it('reach no sequence and have no rows before the first projection', async () => {
    const position = { last_seq: 0, stream_created: '', count: 0, hash: GENESIS };
    expect(await auditTables(model).reached()).toEqual({ position, lastRow: 0 });
    expect(await rowsUpTo(10)).toEqual([]);
  });

  it('contain each event as it was stored, with its hash and columns', async () => {
    await projectAll(model, log);
    const rows = await rowsUpTo(3);
    const hashes = chain(GENESIS, entries);
    expect(rows).toEqual(
      entries.map(({ seq, subject, headers, payload, event }, i) => ({
        seq,
        subject,
        headers,
        payload: Buffer.from(payload),
        hash: hashes[i],
        repeated_id: null,
        is_set_aside: false,
        columns: expect.objectContaining({ type: event!.type, event_id: event!.id }) as object,
      })),
    );
    expect(rows.every(isWhole)).toBe(true);
    expect((await rowsUpTo(2)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('state how far they reach, and whether the audit reaches further', async () => {
    await projectAll(model, log);
    const position = {
      last_seq: 3,
      stream_created: (await log.head()).created,
      count: 3,
      hash: chain(GENESIS, entries)[2],
    };
    expect(await auditTables(model).reached()).toEqual({ position, lastRow: 3 });
    await sql('update audit set seq = 7 where seq = 2');
    expect(await auditTables(model).reached()).toEqual({ position, lastRow: 7 });
  });

  it('return rows page by page, each once and in order', async () => {
    await projectAll(model, log);
    await sql(`insert into audit select (audit_row).* from (
      select jsonb_populate_record(a, jsonb_build_object('seq', n, 'event_id', null)) as audit_row
      from audit a, generate_series(4, 2001) n where a.seq = 1) more`);
    for (const to of [1000, 2000, 2001])
      expect((await rowsUpTo(to)).map(({ seq }) => seq)).toEqual(Array.from({ length: to }, (_, i) => i + 1));
  });

  it('name the earlier event that a row repeats, if that is an original', async () => {
    await projectAll(model, log);
    const repeats = async (first: number, second: number) => {
      await sql(`update audit set repeat_of = ${first} where seq = 2`);
      await sql(`update audit set repeat_of = ${second} where seq = 3`);
      return (await rowsUpTo(3)).map(({ repeated_id }) => repeated_id);
    };
    const [id] = entries.map(({ event }) => event!.id);
    expect(await repeats(1, 1)).toEqual([null, id, id]);
    expect(await repeats(1, 2)).toEqual([null, id, null]);
    expect(await repeats(3, 3)).toEqual([null, null, null]);
  });

  it('name quarantined events, and those whose headers are not pairs of text', async () => {
    await projectAll(model, log);
    await sql(`insert into set_aside values (2, 'cannot be applied')`);
    await sql(`update audit set headers = '[["ce-id"]]' where seq = 3`);
    const rows = await rowsUpTo(3);
    expect(rows.map(({ is_set_aside }) => is_set_aside)).toEqual([false, true, false]);
    expect(rows.map(({ headers }) => headers)).toEqual([entries[0]!.headers, entries[1]!.headers, null]);
    expect(rows.map(isWhole)).toEqual([true, true, false]);
  });

  it('have no damage if Postgres can read them', async () => {
    await projectAll(model, log);
    expect(await auditTables(model).damage()).toEqual([]);
  });
});
