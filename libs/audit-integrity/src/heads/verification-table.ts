import type { VerificationReport } from '@reprise/contracts';
import type { ReadModel } from '@reprise/read-model';
import { trustTables } from './trust-tables.ts';

/** A verification that has ended, with a report or with the problem that prevented one. */
export interface RecordedVerification {
  readonly started_at: string;
  readonly finished_at: string;
  readonly scheduled: boolean;
  readonly report: VerificationReport | null;
  readonly problem: string | null;
}

export async function insertVerification(
  readModel: ReadModel,
  schema: string,
  { report, ...verification }: RecordedVerification,
): Promise<void> {
  const row = { ...verification, report: report && JSON.stringify(report) };
  await trustTables(readModel, schema).insertInto('verification').values(row).execute();
}

export async function lastVerification(readModel: ReadModel, schema: string): Promise<RecordedVerification | null> {
  const last = await trustTables(readModel, schema)
    .selectFrom('verification')
    .select(['started_at', 'finished_at', 'scheduled', 'report', 'problem'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? null;
}
