import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { inTransaction, type ReadModel } from '@reprise/read-model';
import { CompiledQuery, sql } from 'kysely';
import { webhooks, webhooksOf } from '../database.ts';

/** One statement, so that subscriptions and changes are consistent. */
const EVERYTHING = `select
  (select coalesce(jsonb_agg(to_jsonb(s) || jsonb_build_object('last_seq', least(s.last_seq, (
      select min(d.seq) - 1 from webhooks.delivery d
      where d.webhook_id = s.webhook_id and d.status = 'pending'))) order by s.webhook_id), '[]')
    from webhooks.subscription s) as subscriptions,
  (select coalesce(jsonb_agg(to_jsonb(c) order by c.n), '[]') from webhooks.change c) as changes`;

type Row = Readonly<Record<string, unknown>>;

interface Saved {
  readonly subscriptions: readonly Row[];
  readonly changes: readonly Row[];
}

/**
 * Copy of subscriptions and their changes in a file, with which an empty database can be restored. A subscription is
 * saved at a position that omits no pending events, so later ones are delivered again.
 */
export class WebhookBackup {
  readonly #readModel: ReadModel;
  readonly #file: string;
  #written = '';

  constructor(readModel: ReadModel, file: string) {
    this.#readModel = readModel;
    this.#file = file;
  }

  /** Rewrites the file if something has changed. @throws the error of the file system or the driver */
  async save(): Promise<void> {
    const saved = await this.#read();
    // Each subscription has a change. If there is none, the tables are new, and must not empty the file.
    if (saved.changes.length === 0) return;
    const text = `${JSON.stringify(saved)}\n`;
    if (text === this.#written) return;
    writeDurably(this.#file, text);
    this.#written = text;
  }

  /** Restores tables that never contained anything from the file. Returns the number of subscriptions. */
  async restore(): Promise<number> {
    if (!existsSync(this.#file)) return 0;
    return inTransaction(this.#readModel, async (em) => {
      const db = webhooksOf(em);
      await sql`lock table webhooks.subscription, webhooks.change in exclusive mode`.execute(db);
      const { rows } = await sql<{ is_new: boolean }>`select not exists (select from webhooks.change)
        and not exists (select from webhooks.subscription) as is_new`.execute(db);
      if (!rows[0]?.is_new) return 0;
      const { subscriptions, changes } = this.#saved();
      await sql`insert into webhooks.subscription select * from
        jsonb_populate_recordset(null::webhooks.subscription, ${JSON.stringify(subscriptions)}::jsonb)`.execute(db);
      await sql`insert into webhooks.change overriding system value select * from
        jsonb_populate_recordset(null::webhooks.change, ${JSON.stringify(changes)}::jsonb)`.execute(db);
      await sql`select setval(pg_get_serial_sequence('webhooks.change', 'n'), max(n)) from webhooks.change`.execute(db);
      return subscriptions.length;
    });
  }

  #saved(): Saved {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as Saved;
    } catch (cause) {
      throw new Error(
        `The backup of the webhooks cannot be read: ${String(cause)} Restore ${this.#file}, or move it away to begin without webhooks.`,
        { cause },
      );
    }
  }

  async #read(): Promise<Saved> {
    const { rows } = await webhooks(this.#readModel).executeQuery<Saved>(CompiledQuery.raw(EVERYTHING));
    return rows[0]!;
  }
}

/** Replaces a file atomically, so that it has the old or the new content after a crash. */
function writeDurably(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  const descriptor = openSync(unfinished, 'w', 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, file);
}
