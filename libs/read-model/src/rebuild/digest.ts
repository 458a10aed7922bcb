import type { EntityManager, EntityName } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { entities } from '../entities/index.ts';
import type { ReadModel } from '../read-model.ts';
import { snapshot } from '../transaction.ts';

/** Digest of rows, in whatever order they lie: those of parts make that of the whole. */
export class RowDigest {
  readonly #count: bigint;
  readonly #sum: bigint;
  readonly #xor: bigint;

  /** @param count of rows; sum and exclusive or of their hashes, which need no sorting */
  constructor(count = 0n, sum = 0n, xor = 0n) {
    [this.#count, this.#sum, this.#xor] = [count, sum, xor];
  }

  plus(other: RowDigest): RowDigest {
    return new RowDigest(this.#count + other.#count, this.#sum + other.#sum, this.#xor ^ other.#xor);
  }

  toString(): string {
    return [this.#count, this.#sum, this.#xor].join(' ');
  }
}

/** Columns that are compared. */
export interface DigestColumns {
  /** Columns that do not count: of all tables, or `table.column`. */
  readonly leftOut?: readonly string[];
  /** Expression on the row `t` that is compared instead of a column `table.column`. */
  readonly instead?: Readonly<Record<string, RawBuilder<unknown>>>;
}

/** A digest of each table's rows: equal digests, equal projections. */
export const digest = (readModel: ReadModel): Promise<Record<string, string>> =>
  snapshot(readModel, (em) => digestsIn(em));

/**
 * The same, in a snapshot of the caller's.
 * @param known digests of the first rows of a table, by its name, with the condition on `t` that the others fulfil
 */
export async function digestsIn(
  em: EntityManager,
  columns: DigestColumns = {},
  known: Readonly<Record<string, { readonly digest: RowDigest; readonly others: RawBuilder<unknown> }>> = {},
): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const entity of entities as readonly EntityName<object>[]) {
    const { tableName } = em.getMetadata().get(entity);
    const first = known[tableName];
    const rest = await digestOf(em, entity, columns, first?.others);
    digests[tableName] = String(first ? first.digest.plus(rest) : rest);
  }
  return digests;
}

/** Digest of the rows of one table, of those that fulfil a condition on `t`. */
export async function digestOf<T extends object>(
  em: EntityManager,
  entity: EntityName<T>,
  { leftOut = [], instead = {} }: DigestColumns,
  where: RawBuilder<unknown> = sql`true`,
): Promise<RowDigest> {
  const { tableName, props } = em.getMetadata().get(entity);
  const columns = props
    .flatMap(({ fieldNames }) => fieldNames)
    .filter((name) => ![name, `${tableName}.${name}`].some((each) => leftOut.includes(each)));
  const row = sql`row(${sql.join(columns.map((name) => instead[`${tableName}.${name}`] ?? sql.ref(`t.${name}`)))})`;
  // Each row is hashed once, since that takes most of the time.
  const result = await sql<{ digest: string }>`
    select concat_ws(' ', count(*), coalesce(sum(hash), 0), coalesce(bit_xor(hash), 0)) as digest
    from (select hash_record_extended(${row}, 1) as hash from ${sql.table(tableName)} t where ${where}) h`.execute(
    em.getKysely(),
  );
  const [count, sum, xor] = result.rows[0]!.digest.split(' ').map(BigInt);
  return new RowDigest(count, sum, xor);
}
