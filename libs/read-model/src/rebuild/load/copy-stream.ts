import type { EntityName } from '@mikro-orm/core';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from, type CopyStreamQuery } from 'pg-copy-streams';
import type { ReadModel } from '../../read-model.ts';
import { copyBytes, copyColumns, type CopyColumn } from './copy-binary.ts';
import { COPY_END, COPY_START } from './copy-bytes.ts';

/**
 * One `COPY` of rows that are not there yet, which goes on until it is ended: the database stores rows while the next ones
 * are made. Needs a connection that nobody uses meanwhile.
 */
export class CopyStream<R extends object> {
  readonly #client: ClientBase;
  readonly #statement: string;
  readonly #columns: readonly CopyColumn<R>[];
  #open: { readonly stream: CopyStreamQuery; readonly done: Promise<void>; hasFailed: boolean } | undefined;
  /** Resolves when the connection has taken what was written last. */
  #taken: Promise<unknown> = Promise.resolve();

  constructor(client: ClientBase, { orm, schema }: ReadModel, entity: EntityName<R>) {
    const meta = orm.getMetadata().get(entity);
    this.#client = client;
    this.#columns = copyColumns(meta);
    const table = [schema, meta.tableName].map((name) => client.escapeIdentifier(name)).join('.');
    this.#statement = `copy ${table} (${this.#columns.map(({ name }) => client.escapeIdentifier(name)).join()}) from stdin (format binary)`;
  }

  /**
   * Adds rows. Resolves when the connection has taken those of the call before.
   * @throws the driver's error about any row so far
   */
  async write(rows: readonly R[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#taken;
    const { stream, done, hasFailed } = (this.#open ??= this.#start());
    // The stream of a COPY that has failed takes writes, and knows its connection no more.
    if (hasFailed) return await done;
    if (stream.write(copyBytes(this.#columns, rows))) return;
    this.#taken = Promise.race([once(stream, 'drain'), done]);
    // It is awaited at the next call; until then a failure is nobody's.
    this.#taken.catch(() => undefined);
  }

  /**
   * Resolves when the rows are there to be read. More may be written then.
   * @throws the driver's error, and then none of the rows since the last end is there
   */
  async end(): Promise<void> {
    if (!this.#open) return;
    const { stream, done, hasFailed } = this.#open;
    this.#open = undefined;
    this.#taken = Promise.resolve();
    if (!hasFailed) stream.end(COPY_END);
    await done;
  }

  #start() {
    const stream = this.#client.query(from(this.#statement));
    stream.write(COPY_START);
    const done = finished(stream);
    const open = { stream, done, hasFailed: false };
    done.catch(() => (open.hasFailed = true));
    return open;
  }
}

/**
 * Adds rows in a `COPY` of their own, as `writeRows` would.
 * @throws the driver's error, and then none of the rows is there
 */
export async function copyRows<R extends object>(
  client: ClientBase,
  readModel: ReadModel,
  entity: EntityName<R>,
  rows: readonly R[],
): Promise<void> {
  if (rows.length === 0) return;
  const stream = new CopyStream(client, readModel, entity);
  await stream.write(rows);
  await stream.end();
}
