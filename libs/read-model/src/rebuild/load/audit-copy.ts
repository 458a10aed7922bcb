import type { ClientBase } from 'pg';
import { AuditEntity, type AuditRow } from '../../entities/index.ts';
import type { ReadModel } from '../../read-model.ts';
import { CopyStream } from './copy-stream.ts';

/**
 * Entries of the audit, part by part, each in a `COPY` of its own: the database ends one while the next one is made. So
 * there are two in turn, each on a connection that nobody else uses.
 */
export class AuditCopy {
  #current: CopyStream<AuditRow>;
  #other: CopyStream<AuditRow>;
  /** End of the part before. */
  #ending: Promise<void> = Promise.resolve();

  constructor(readModel: ReadModel, one: ClientBase, other: ClientBase) {
    this.#current = new CopyStream(one, readModel, AuditEntity);
    this.#other = new CopyStream(other, readModel, AuditEntity);
  }

  /**
   * Adds entries. Resolves when the connection has taken those of the call before.
   * @throws the driver's error about any entry of this part so far
   */
  write(rows: readonly AuditRow[]): Promise<void> {
    return this.#current.write(rows);
  }

  /**
   * Begins a new part. Calls `stored` once all before it can be read; resolves when that is so of the part before.
   * @throws the driver's error about an entry of the part before
   */
  async endPart(stored: () => void): Promise<void> {
    await this.#ending;
    this.#ending = this.#current.end().then(stored);
    // It is awaited at the next end; until then a failure is nobody's.
    this.#ending.catch(() => undefined);
    [this.#current, this.#other] = [this.#other, this.#current];
  }

  /**
   * Resolves when all entries can be read. More may be written then.
   * @throws the driver's error about an entry
   */
  async end(): Promise<void> {
    await Promise.all([this.#ending, this.#current.end()]);
  }
}
