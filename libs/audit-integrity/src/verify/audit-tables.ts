import {
  databaseOf,
  findDamage,
  genesisPosition,
  readPosition,
  snapshot,
  type Damage,
  type Position,
  type ReadModel,
} from '@reprise/read-model';
import { auditRows, type StoredRow } from './audit-entries.ts';

/** Position of the tables. */
interface Reached {
  readonly position: Position;
  /**
   * Sequence of the last row of the audit table, which equals the position if the tables are intact; 0 if there are no
   * rows.
   */
  readonly lastRow: number;
}

/** The tables as a verification reads them. */
export interface AuditTables {
  /** Tables that cannot be read. */
  damage(): Promise<readonly Damage[]>;
  reached(): Promise<Reached>;
  /** All rows of the audit up to `to`, ascending by sequence. */
  rows(to: number): AsyncIterable<StoredRow>;
}

export const auditTables = (readModel: ReadModel): AuditTables => ({
  damage: () => findDamage(readModel),
  reached: () =>
    snapshot(readModel, async (em) => {
      const db = databaseOf(em);
      const last = await db.selectFrom('audit').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
      return { position: (await readPosition(db)) ?? genesisPosition(''), lastRow: last?.seq ?? 0 };
    }),
  rows: (to) => auditRows(readModel, 1, to),
});
