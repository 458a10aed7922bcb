import type { VerificationReport } from '@reprise/contracts';
import { sql } from 'kysely';
import { fork, type ReadModel } from '@reprise/read-model';

/** A verification that ended: with a report, or with the problem that kept it from one. */
export interface RecordedVerification {
  readonly started_at: string;
  readonly finished_at: string;
  readonly scheduled: boolean;
  readonly report: VerificationReport | null;
  readonly problem: string | null;
}

const table = (schema: string) => sql.id(schema, 'verification');
const db = (readModel: ReadModel) => fork(readModel).getKysely<unknown>();

export async function insertVerification(
  readModel: ReadModel,
  schema: string,
  { started_at, finished_at, scheduled, report, problem }: RecordedVerification,
): Promise<void> {
  await sql`insert into ${table(schema)} (started_at, finished_at, scheduled, report, problem)
    values (${started_at}, ${finished_at}, ${scheduled}, ${report && JSON.stringify(report)}::jsonb, ${problem})`.execute(
    db(readModel),
  );
}

export async function lastVerification(readModel: ReadModel, schema: string): Promise<RecordedVerification | null> {
  const { rows } = await sql<RecordedVerification>`select started_at, finished_at, scheduled, report, problem
    from ${table(schema)} order by id desc limit 1`.execute(db(readModel));
  return rows[0] ?? null;
}
