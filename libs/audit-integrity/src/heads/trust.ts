import type { Position, ReadModel } from '@reprise/read-model';
import { bookOf, farthest, isHead, type HeadBook, type HeadPlace } from './head-book.ts';
import { appendLines, headFile, readLines } from './head-file.ts';
import { migrateHeadTable, headRows, insertHead, TRUST_SCHEMA } from './head-table.ts';
import { keepSigningKey, trustedKeys, trustKey, type SigningKey } from './keys.ts';
import { insertVerification, lastVerification, type RecordedVerification } from './verification-table.ts';
import { headLine, signHead, type SignedHead } from './signed-head.ts';

export interface TrustOptions {
  readonly readModel: ReadModel;
  /** `$REPRISE_DATA_DIR/audit`: keys, and a file of all heads signed here. */
  readonly folder: string;
  /** Where every head is also written, best on another machine. */
  readonly copyFolder?: string;
  /** Schema of the table of heads. Default `trust`. */
  readonly schema?: string;
}

/** Signs heads of the chain and stores them: in a table, in a file, and in a second folder. */
export class Trust {
  readonly #options: TrustOptions;
  readonly #schema: string;
  #key: SigningKey | undefined;
  /** Lines that the folder elsewhere does not have yet. */
  #uncopied: string[] | undefined;

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
   * Signs where the chain is now. The head is in file and table when this returns or when only the copy failed; the copy
   * is made up for at the next call.
   * @throws the error of the file system or the driver
   */
  async sign(position: Position, time: string): Promise<SignedHead> {
    const { folder, readModel } = this.#options;
    const { keyId, privateKey } = (this.#key ??= keepSigningKey(folder));
    const { last_seq: seq, hash, count, stream_created } = position;
    const head = signHead({ seq, hash, count, stream_created, time, key_id: keyId }, privateKey);
    const line = headLine(head);
    await appendLines(folder, [line]);
    await insertHead(readModel, this.#schema, head);
    await this.#copy(line);
    return head;
  }

  /** The genuine head that reaches farthest; a folder elsewhere that cannot be read now is ignored. */
  async last(): Promise<SignedHead | null> {
    return farthest(await this.#places(() => []), trustedKeys(this.#options.folder));
  }

  /** @throws the error of the file system or the driver, also where only one of the places cannot be read */
  async heads(): Promise<HeadBook> {
    return bookOf(await this.#places(), trustedKeys(this.#options.folder));
  }

  /** Records the end of a verification, for all gateways and the next start. */
  recordVerification(verification: RecordedVerification): Promise<void> {
    return insertVerification(this.#options.readModel, this.#schema, verification);
  }

  /** Returns the verification that ended last; null if there was none. */
  lastVerification(): Promise<RecordedVerification | null> {
    return lastVerification(this.#options.readModel, this.#schema);
  }

  async #places(copyIsAway?: () => string[]): Promise<HeadPlace[]> {
    const { readModel, folder, copyFolder } = this.#options;
    const table = { name: `table ${this.#schema}.signed_head`, lines: await headRows(readModel, this.#schema) };
    const own = { name: headFile(folder), lines: await readLines(folder) };
    if (copyFolder === undefined) return [table, own];
    return [table, own, { name: headFile(copyFolder), lines: await readLines(copyFolder).catch(copyIsAway) }];
  }

  async #copy(line: string): Promise<void> {
    const { folder, copyFolder } = this.#options;
    if (copyFolder === undefined) return;
    this.#uncopied?.push(line);
    this.#uncopied ??= await missing(folder, copyFolder);
    if (this.#key) trustKey(copyFolder, this.#key.publicKey);
    await appendLines(copyFolder, this.#uncopied);
    this.#uncopied = [];
  }
}

async function missing(folder: string, copyFolder: string): Promise<string[]> {
  const there = new Set(await readLines(copyFolder));
  return (await readLines(folder)).filter((line) => isHead(line) && !there.has(line));
}
