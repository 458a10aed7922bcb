import type { EntityName } from '@mikro-orm/core';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from, type CopyStreamQuery } from 'pg-copy-streams';
import type { ReadModel } from '../../read-model.ts';
import { copyBytes, copyColumns, type CopyColumn } from './copy-binary.ts';
import { COPY_END, COPY_START } from './copy-bytes.ts';

/** An open `COPY` of new rows. The database stores rows while the next ones are built. Needs a dedicated connection. */
export class CopyStream<R extends object> {
  readonly #client: ClientBase;
  readonly #statement: string;
  readonly #columns: readonly CopyColumn<R>[];
  #open: { readonly stream: CopyStreamQuery; readonly done: Promise<void>; hasFailed: boolean } | undefined;
  /** Resolves when the connection has accepted the last write. */
  #taken: Promise<unknown> = Promise.resolve();

  constructor(client: ClientBase, { orm, schema }: ReadModel, entity: EntityName<R>) {
    const meta = orm.getMetadata().get(entity);
    this.#client = client;
    this.#columns = copyColumns(meta);
    const table = [schema, meta.tableName].map((name) => client.escapeIdentifier(name)).join('.');
    this.#statement = `copy ${table} (${this.#columns.map(({ name }) => client.escapeIdentifier(name)).join()}) from stdin (format binary)`;
  }

  /**
   * Adds rows. Resolves when the connection has accepted the rows of the previous call.
   * @throws the driver's error about any row so far
   */
  async write(rows: readonly R[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#taken;
    const { stream, done, hasFailed } = (this.#open ??= this.#start());
    // After a failed COPY, the stream accepts writes but is detached from its connection.
    if (hasFailed) return await done;
    if (stream.write(copyBytes(this.#columns, rows))) return;
    this.#taken = Promise.race([once(stream, 'drain'), done]);
    // Awaited at the next call. This handler prevents an unhandled rejection until then.
    this.#taken.catch(() => undefined);
  }

  /**
   * Resolves when the rows can be read. More may be written afterwards.
   * @throws the driver's error, in which case none of the rows since the last call are stored
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
 * Adds rows in their own `COPY`, like `writeRows`.
 * @throws the driver's error, in which case none of the rows are stored
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
