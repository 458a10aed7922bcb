import type { Position, ReadModel } from '@reprise/read-model';
import { bookOf, farthest, isHead, type HeadBook, type HeadPlace } from './head-book.ts';
import { appendLines, headFile, readLines } from './head-file.ts';
import { migrateHeadTable, headRows, insertHead, TRUST_SCHEMA } from './head-table.ts';
import { copyPublicKey, keepSigningKey, trustedKeys, type SigningKey } from './keys.ts';
import { insertVerification, lastVerification, type RecordedVerification } from './verification-table.ts';
import { headLine, signHead, type SignedHead } from './signed-head.ts';
import { within } from './within.ts';

/** Maximum wait for the other folder if it is not required. */
const ELSEWHERE_MS = 3_000;

export interface TrustOptions {
  readonly readModel: ReadModel;
  /** `$REPRISE_DATA_DIR/audit`, which contains the keys and a file with all heads signed here. */
  readonly folder: string;
  /** Folder for copies of all heads, preferably on another machine. */
  readonly copyFolder?: string;
  /** Schema of the table of heads. Default `trust`. */
  readonly schema?: string;
}

/** Signs heads of the chain and stores them: in a table, in a file, and in a second folder. */
export class Trust {
  readonly #options: TrustOptions;
  readonly #schema: string;
  #key: SigningKey | undefined;
  /** Lines that are missing from the other folder; undefined if unknown. */
  #uncopied: string[] | undefined;
  /** One copy and one read at a time, because each one that hangs blocks a thread. */
  #copying: Promise<void> | undefined;
  #reading: Promise<string[]> | undefined;

  private constructor(options: TrustOptions, schema: string) {
    this.#options = options;
    this.#schema = schema;
  }

  static async open(options: TrustOptions): Promise<Trust> {
    const schema = options.schema ?? TRUST_SCHEMA;
    await migrateHeadTable(options.readModel, schema);
    return new Trust(options, schema);
  }

  /**
   * Signs the current end of the chain. The head is in the file and the table when this returns; `copy` writes it to
   * the other folder.
   * @throws any error from the file system or the driver
   */
  async sign(position: Position, time: string): Promise<SignedHead> {
    const { folder, readModel } = this.#options;
    const { keyId, privateKey } = (this.#key ??= keepSigningKey(folder));
    const { last_seq: seq, hash, count, stream_created } = position;
    const head = signHead({ seq, hash, count, stream_created, time, key_id: keyId }, privateKey);
    const line = headLine(head);
    await appendLines(folder, [line]);
    await insertHead(readModel, this.#schema, head);
    this.#uncopied?.push(line);
    return head;
  }

  /**
   * Writes all heads that are missing from the other folder. A copy that is already running includes the heads of this
   * call.
   * @throws any file system error; the next call catches up
   */
  copy(): Promise<void> {
    const { folder, copyFolder } = this.#options;
    if (copyFolder === undefined) return Promise.resolve();
    return (this.#copying ??= this.#copyAll(folder, copyFolder).finally(() => (this.#copying = undefined)));
  }

  /** Returns the latest genuine head. An unreadable other folder is ignored. */
  async last(): Promise<SignedHead | null> {
    const places = await this.#places((copyFolder) => this.#readNow(copyFolder).catch(() => []));
    return farthest(places, trustedKeys(this.#options.folder));
  }

  /** @throws any error from the file system or the driver, even if only one of the places cannot be read */
  async heads(): Promise<HeadBook> {
    return bookOf(await this.#places(), trustedKeys(this.#options.folder));
  }

  /** Records the result of a verification, for all gateways and for the next start. */
  recordVerification(verification: RecordedVerification): Promise<void> {
    return insertVerification(this.#options.readModel, this.#schema, verification);
  }

  /** Returns the last verification; null if there was none. */
  lastVerification(): Promise<RecordedVerification | null> {
    return lastVerification(this.#options.readModel, this.#schema);
  }

  async #places(readElsewhere = readLines): Promise<HeadPlace[]> {
    const { readModel, folder, copyFolder } = this.#options;
    const table = { name: `table ${this.#schema}.signed_head`, lines: await headRows(readModel, this.#schema) };
    const own = { name: headFile(folder), lines: await readLines(folder) };
    if (copyFolder === undefined) return [table, own];
    return [table, own, { name: headFile(copyFolder), lines: await readElsewhere(copyFolder) }];
  }

  #readNow(copyFolder: string): Promise<string[]> {
    this.#reading ??= readLines(copyFolder).finally(() => (this.#reading = undefined));
    return within(ELSEWHERE_MS, this.#reading);
  }

  async #copyAll(folder: string, copyFolder: string): Promise<void> {
    try {
      do {
        const uncopied = this.#uncopied;
        // Collects heads that are signed in the meantime.
        this.#uncopied = [];
        const lines = uncopied ?? (await missing(folder, copyFolder));
        if (this.#key) await copyPublicKey(copyFolder, this.#key.publicKey);
        if (lines.length > 0) await appendLines(copyFolder, lines);
      } while (this.#uncopied.length > 0);
    } catch (error) {
      this.#uncopied = undefined;
      throw error;
    }
  }
}

async function missing(folder: string, copyFolder: string): Promise<string[]> {
  // In this order, because heads that are signed while the other folder is read are collected separately.
  const own = await readLines(folder);
  const there = new Set(await readLines(copyFolder));
  return own.filter((line) => !there.has(line) && isHead(line));
}
