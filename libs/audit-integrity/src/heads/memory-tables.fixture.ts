import type { Position, ReadModel } from '@reprise/read-model';

/** The tables as seen by heads: their position, and the audit hash at each event. */
export class MemoryTables {
  position: Position | null = null;
  hashes: readonly string[] = [];
  readonly readModel: ReadModel;

  constructor() {
    const executeQuery = () => Promise.resolve({ rows: this.position ? [this.position] : [] });
    const em = { getKysely: () => ({ executeQuery, selectFrom: (table: string) => this.#query([table]) }) };
    this.readModel = { orm: { em: { fork: () => em } } } as unknown as ReadModel;
  }

  /** A query that records its parameters and always returns the hash of an event. */
  #query(asked: readonly unknown[]) {
    return {
      select: (column: string) => this.#query([...asked, column]),
      where: (...condition: readonly unknown[]) => this.#query([...asked, ...condition]),
      executeTakeFirst: () => {
        const [table, column, of, is, seq] = asked;
        if ([table, column, of, is].join(' ') !== 'audit hash seq =') throw new Error(`Unknown: ${asked.join(' ')}`);
        const hash = this.hashes[Number(seq) - 1];
        return Promise.resolve(hash === undefined ? undefined : { hash: Buffer.from(hash, 'hex') });
      },
    };
  }
}
