import { migrate, type ReadModel } from '@reprise/read-model';
import { M0001SignedHead } from './m0001-signed-head.ts';
import { M0002Verification } from './m0002-verification.ts';
import { headLine, type SignedHead } from './signed-head.ts';
import { trustTables } from './trust-tables.ts';

/** A schema that rebuilds do not touch. */
export const TRUST_SCHEMA = 'trust';

/** Migrates the table. @throws the driver's error */
export const migrateHeadTable = ({ migrateUrl }: ReadModel, schema: string): Promise<void> =>
  migrate(migrateUrl, schema, [
    { name: 'M0001SignedHead', class: M0001SignedHead },
    { name: 'M0002Verification', class: M0002Verification },
  ]);

export async function insertHead(readModel: ReadModel, schema: string, head: SignedHead): Promise<void> {
  await trustTables(readModel, schema).insertInto('signed_head').values(head).execute();
}

/** All heads as lines of canonical JSON, in the order in which they were signed. */
export async function headRows(readModel: ReadModel, schema: string): Promise<string[]> {
  const rows = await trustTables(readModel, schema).selectFrom('signed_head').selectAll().orderBy('id').execute();
  return rows.map(({ id: _, seq, count, ...rest }) => headLine({ ...rest, seq: Number(seq), count: Number(count) }));
}
