import { sql } from 'kysely';
import { AuditEntity } from '../entities/index.ts';
import type { ReadModel } from '../read-model.ts';
import { snapshot } from '../transaction.ts';
import { digestOf, RowDigest, type DigestColumns } from './digest.ts';

/** Digest of the audit that is made in parts while further entries are loaded: at the end, only the last part is left. */
export class PartialDigest {
  readonly #readModel: ReadModel;
  readonly #columns: DigestColumns;
  #upTo = 0;
  #digest: Promise<RowDigest> = Promise.resolve(new RowDigest());

  constructor(readModel: ReadModel, columns: DigestColumns) {
    this.#readModel = readModel;
    this.#columns = columns;
  }

  /** Adds the entries up to this sequence, which are there to be read and are not changed any more. */
  add(seq: number): void {
    const part = sql`t.seq > ${this.#upTo} and t.seq <= ${seq}`;
    this.#upTo = seq;
    this.#digest = this.#digest.then(async (before) => before.plus(await this.#digestOf(part)));
    // It is awaited at the end; until then a failure is nobody's.
    this.#digest.catch(() => undefined);
  }

  /** Returns the digest of what was added, by its table, with the condition that the others fulfil. */
  async known() {
    const others = sql`t.seq > ${this.#upTo}`;
    return { audit: { digest: await this.#digest, others } };
  }

  #digestOf(part: ReturnType<typeof sql>): Promise<RowDigest> {
    return snapshot(this.#readModel, async (em) => {
      await em.execute('set local max_parallel_workers_per_gather = 0');
      return digestOf(em, AuditEntity, this.#columns, part);
    });
  }
}
