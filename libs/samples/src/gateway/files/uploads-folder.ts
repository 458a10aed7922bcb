import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import type { Lock } from '@reprise/gateway/shared/inputs/folder-lock.ts';
import { isLeaving } from '@reprise/gateway/shared/inputs/record-outbox.ts';
import { Records } from '@reprise/gateway/shared/records.ts';
import type { CopyRecord, SampleRecord, UploadRecord } from './upload-records.ts';

/** Number of received bytes of an upload, and the time of the last one. */
export interface Received {
  readonly bytes: number;
  readonly at: Date;
}

/** Messages for requests about a reserved upload, by the kind of reservation. */
const RESERVED = {
  making: 'It is being added to a sample. Wait until that is done, then delete the sample.',
  deletion: 'It is being deleted.',
} as const;

/**
 * Folder of all uploads, of one or several gateways. Names in it are ids; the records contain display names. Data that
 * depends on several records is read and written under `exclusively`, which works across all gateways.
 */
export class UploadsFolder {
  readonly uploads: Records<UploadRecord>;
  readonly samples: Records<SampleRecord>;
  /** Joins of lanes in progress. */
  readonly copies: Records<CopyRecord>;
  /** Folder with the bytes, which tus writes. */
  readonly files: string;
  /** An input root, which contains a folder per sample. */
  readonly samplesRoot: string;
  readonly #reserved = new Map<string, keyof typeof RESERVED>();

  constructor(
    readonly root: string,
    readonly exclusively: Lock,
  ) {
    this.files = join(root, 'files');
    this.samplesRoot = join(root, 'samples');
    this.uploads = new Records(join(root, 'records', 'uploads'));
    this.samples = new Records(join(root, 'records', 'samples'));
    this.copies = new Records(join(root, 'records', 'copies'));
  }

  /** Creates the folders. The tasks' user can pass through to a known sample but cannot list anything. */
  async open(): Promise<void> {
    for (const [folder, mode] of [
      [this.root, 0o711],
      [this.samplesRoot, 0o711],
      [this.files, 0o700],
    ] as const) {
      await mkdir(folder, { recursive: true });
      await chmod(folder, mode);
    }
    await this.uploads.open();
    await this.samples.open();
    await this.copies.open();
  }

  /** Returns an upload; undefined if it does not exist or is being deleted. */
  async findUpload(id: string): Promise<UploadRecord | undefined> {
    const record = await this.uploads.find(id);
    return record && !isLeaving(record) ? record : undefined;
  }

  fileOf = (uploadId: string): string => join(this.files, uploadId);

  async received({ upload_id, created_at }: UploadRecord): Promise<Received> {
    const found = await stat(this.fileOf(upload_id)).catch(() => null);
    return found ? { bytes: found.size, at: found.mtime } : { bytes: 0, at: new Date(created_at) };
  }

  /** Returns the number of bytes of lanes that must still be copied. */
  async leftToCopy({ folder, bytes }: CopyRecord): Promise<number> {
    const path = join(this.samplesRoot, folder);
    if (await stat(path).catch(() => null)) return 0;
    const names = await readdir(`${path}.new`).catch(() => []);
    const files = await Promise.all(names.map((name) => stat(join(`${path}.new`, name)).catch(() => null)));
    return Math.max(0, bytes - files.reduce((sum, file) => sum + (file?.size ?? 0), 0));
  }

  /**
   * Changes the record of an upload. Returns undefined if the upload does not exist or is being deleted, or if the
   * change returns nothing to save. Removals and changes exclude each other, so saving never restores a removed upload.
   */
  record(
    uploadId: string,
    change: (record: UploadRecord) => UploadRecord | undefined | Promise<UploadRecord | undefined>,
  ): Promise<UploadRecord | undefined> {
    return this.exclusively(async () => {
      const record = await this.findUpload(uploadId);
      const changed = record && (await change(record));
      if (changed) await this.uploads.save(changed.upload_id, changed);
      return changed;
    });
  }

  /** Whether a change has reserved an upload. */
  isReserved(uploadId: string, by?: keyof typeof RESERVED): boolean {
    const reserved = this.#reserved.get(uploadId.toLowerCase());
    return by ? reserved === by : reserved !== undefined;
  }

  /**
   * Reserves uploads in this gateway for a change, before the change reads them. Returns a function that releases them.
   * Does not wait, because creating a sample may copy many GB. Other gateways learn of the change from the records.
   * @throws ProblemException 409 if one of them is already reserved, in which case none is
   */
  reserve(uploadIds: readonly string[], by: keyof typeof RESERVED): () => void {
    // With the ids as found in the records.
    const ids = uploadIds.map((id) => id.toLowerCase());
    for (const id of ids) {
      const other = this.#reserved.get(id);
      if (other) throw new ProblemException(409, RESERVED[other]);
    }
    for (const id of ids) this.#reserved.set(id, by);
    return () => {
      for (const id of ids) this.#reserved.delete(id);
    };
  }

  /** Removes an upload. The record comes last, so that an interrupted removal is repeated. */
  remove(uploadId: string): Promise<void> {
    return this.exclusively(async () => {
      await rm(this.fileOf(uploadId), { force: true });
      await rm(`${this.fileOf(uploadId)}.json`, { force: true });
      await this.uploads.remove(uploadId);
    });
  }
}
