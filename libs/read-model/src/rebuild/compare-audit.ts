import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { isDatabaseDamaged, readWhole } from '../database-damage.ts';
import { AuditEntity } from '../entities/index.ts';
import type { ReadModel } from '../read-model.ts';
import { snapshot } from '../transaction.ts';

/**
 * Both tables are stored in key order, so they are read in key order. Other connections load and index at the same
 * time, and parallel workers would take processor time from them.
 */
const PLAN = [
  ...['hashjoin', 'sort', 'seqscan', 'bitmapscan'].map((other) => `set local enable_${other} = off`),
  ...['set local jit = off', 'set local max_parallel_workers_per_gather = 0'],
];

const UNREADABLE =
  'The new audit table cannot be read: the disk of the database may be failing. Nothing was replaced. Check the disk, then rebuild again.';

/**
 * Compares the entries of two audit tables in one database, part by part, while more entries are loaded. Digests, which
 * other tables use, are not needed: entries never change, so both tables can be read at once, which is cheaper than
 * hashing each.
 */
export class AuditComparison {
  readonly #old: ReadModel;
  readonly #anew: ReadModel;
  #to = 0;
  #equal: Promise<boolean> = Promise.resolve(true);

  constructor(old: ReadModel, anew: ReadModel) {
    this.#old = old;
    this.#anew = anew;
  }

  /** Compares the next entries, up to this sequence, in the background. They must be readable. */
  add(seq: number): void {
    const after = this.#to;
    this.#to = seq;
    this.#equal = this.#equal.then(async (equal) => equal && (await this.#areEqual(after, seq)));
    // Awaited at the end. This handler prevents an unhandled rejection until then.
    this.#equal.catch(() => undefined);
  }

  /**
   * Returns whether both tables have the same entries up to this sequence.
   * @throws the driver's error if the old table cannot be read, Error if the new one cannot
   */
  async upTo(seq: number): Promise<boolean> {
    this.add(seq);
    const equal = await this.#equal.catch((error: unknown) => this.#blame(error));
    // The comparison ended at the first difference. Damage after it is more important.
    if (!equal) await readWhole(this.#old, 'audit');
    return equal;
  }

  /** Determines which audit table has the unreadable page. A rebuild only repairs damage of the old table. */
  async #blame(error: unknown): Promise<never> {
    if (isDatabaseDamaged(error)) {
      await readWhole(this.#old, 'audit');
      // Without its cause, because the cause would classify it as damage.
      throw new Error(UNREADABLE);
    }
    throw error;
  }

  #areEqual(after: number, to: number): Promise<boolean> {
    return snapshot(this.#old, async (em) => {
      for (const setting of PLAN) await em.execute(setting);
      const part = ({ schema }: ReadModel) =>
        sql`(select * from ${sql.id(schema, 'audit')} where seq > ${after} and seq <= ${to})`;
      const { rows } = await sql<{ equal: boolean }>`
        select not exists (
          select from ${part(this.#old)} o full join ${part(this.#anew)} n on o.seq = n.seq
          where not record_image_eq(${contentOf(em, 'o')}, ${contentOf(em, 'n')})) as equal`.execute(em.getKysely());
      return rows[0]!.equal;
    });
  }
}

/**
 * Columns that depend only on events. A restored stream has different storage times, which are the only times of
 * messages that are not events.
 */
function contentOf(em: EntityManager, alias: string): RawBuilder<unknown> {
  const columns = em
    .getMetadata()
    .get(AuditEntity)
    .props.map(({ name }) => name)
    .filter((name) => name !== 'stored_at');
  const of = (name: string) => sql.ref(`${alias}.${name}`);
  const at = sql`case when ${of('event_id')} is not null then ${of('at')} end`;
  return sql`row(${sql.join(columns.map((name) => (name === 'at' ? at : of(name))))})`;
}
