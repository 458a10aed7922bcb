import type { Position, ReadModel } from '@reprise/read-model';

/** Tables as heads see them: where they are, and the hash of the audit at each event. */
export class MemoryTables {
  position: Position | null = null;
  hashes: readonly string[] = [];
  readonly readModel: ReadModel;

  constructor() {
    let asked = 0;
    const rowAt = () => {
      const hash = this.hashes[asked - 1];
      return Promise.resolve(hash && { hash: Buffer.from(hash, 'hex') });
    };
    const query = {
      select: () => query,
      where: (_column: string, _is: string, seq: number) => ((asked = seq), query),
      executeTakeFirst: rowAt,
    };
    const executeQuery = () => Promise.resolve({ rows: this.position ? [this.position] : [] });
    const em = { getKysely: () => ({ executeQuery, selectFrom: () => query }) };
    this.readModel = { orm: { em: { fork: () => em } } } as unknown as ReadModel;
  }
}
