import type { ClientBase } from 'pg';
import { AuditEntity, type AuditRow } from '../../entities/index.ts';
import type { ReadModel } from '../../read-model.ts';
import { CopyStream } from './copy-stream.ts';

/**
 * Entries of the audit table, written in parts, each in its own `COPY`. The database completes one part while the next
 * one is written, so there are two alternating `COPY`s, each on a dedicated connection.
 */
export class AuditCopy {
  #current: CopyStream<AuditRow>;
  #other: CopyStream<AuditRow>;
  /** Resolves when the previous part is complete. */
  #ending: Promise<void> = Promise.resolve();

  constructor(readModel: ReadModel, one: ClientBase, other: ClientBase) {
    this.#current = new CopyStream(one, readModel, AuditEntity);
    this.#other = new CopyStream(other, readModel, AuditEntity);
  }

  /**
   * Adds entries. Resolves when the connection has accepted the entries of the previous call.
   * @throws the driver's error about any entry of this part so far
   */
  write(rows: readonly AuditRow[]): Promise<void> {
    return this.#current.write(rows);
  }

  /**
   * Begins a new part. Calls `stored` once all earlier entries can be read. Resolves when the previous part can be
   * read.
   * @throws the driver's error about an entry of the previous part
   */
  async endPart(stored: () => void): Promise<void> {
    await this.#ending;
    this.#ending = this.#current.end().then(stored);
    // Awaited at the next end. This handler prevents an unhandled rejection until then.
    this.#ending.catch(() => undefined);
    [this.#current, this.#other] = [this.#other, this.#current];
  }

  /**
   * Resolves when all entries can be read. More may be written afterwards.
   * @throws the driver's error about an entry
   */
  async end(): Promise<void> {
    await Promise.all([this.#ending, this.#current.end()]);
  }
}
