import { chmod, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { isLeaving } from '@reprise/gateway/shared/inputs/record-outbox.ts';
import { Records } from '@reprise/gateway/shared/records.ts';
import type { SampleRecord, UploadRecord } from './upload-records.ts';

/** Received bytes of an upload, and the time of the last one. */
export interface Received {
  readonly bytes: number;
  readonly at: Date;
}

/** Problems for requests about a reserved upload, by the kind of reservation. */
const RESERVED = {
  making: 'It is just being made a part of a sample. Wait for that, then delete the sample.',
  deletion: 'It is being deleted.',
} as const;

/** Folder of all uploads. Names in it are ids; display names are in the records. */
export class UploadsFolder {
  readonly uploads: Records<UploadRecord>;
  readonly samples: Records<SampleRecord>;
  /** Folder of the bytes, for tus. */
  readonly files: string;
  /** An input root: a folder per sample. */
  readonly samplesRoot: string;
  /** Bytes of lanes being joined, which no record counts yet, and those still to be copied. */
  copying: { readonly bytes: number; left: number } = { bytes: 0, left: 0 };
  #changing: Promise<unknown> = Promise.resolve();
  #recording: Promise<unknown> = Promise.resolve();
  readonly #reserved = new Map<string, keyof typeof RESERVED>();

  constructor(readonly root: string) {
    this.files = join(root, 'files');
    this.samplesRoot = join(root, 'samples');
    this.uploads = new Records(join(root, 'records', 'uploads'));
    this.samples = new Records(join(root, 'records', 'samples'));
  }

  /** Creates the folders. The tasks' user can pass through to a known sample, but not list anything. */
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
  }

  /** Returns an upload; undefined if it does not exist, or is being deleted. */
  async findUpload(id: string): Promise<UploadRecord | undefined> {
    const record = await this.uploads.find(id);
    return record && !isLeaving(record) ? record : undefined;
  }

  fileOf = (uploadId: string): string => join(this.files, uploadId);

  async received({ upload_id, created_at }: UploadRecord): Promise<Received> {
    const found = await stat(this.fileOf(upload_id)).catch(() => null);
    return found ? { bytes: found.size, at: found.mtime } : { bytes: 0, at: new Date(created_at) };
  }

  /** Runs changes of samples in sequence, so that no upload becomes part of two. */
  oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => undefined);
    return changed;
  }

  /**
   * Changes the record of an upload. Returns undefined if the upload is gone or being deleted, or if the change returns
   * nothing to save. Removals are serialized with changes, so no save restores a removed upload.
   */
  record(
    uploadId: string,
    change: (record: UploadRecord) => UploadRecord | undefined | Promise<UploadRecord | undefined>,
  ): Promise<UploadRecord | undefined> {
    return this.#inTurn(async () => {
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
   * Reserves uploads for a change before it reads them, and returns the release. Does not wait, because creating a
   * sample may copy
   * many GB.
   * @throws ProblemException 409 if one is already reserved; then none is
   */
  reserve(uploadIds: readonly string[], by: keyof typeof RESERVED): () => void {
    // As found in the records.
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

  /** Removes an upload: the record last, so that an interrupted removal is repeated. */
  remove(uploadId: string): Promise<void> {
    return this.#inTurn(async () => {
      await rm(this.fileOf(uploadId), { force: true });
      await rm(`${this.fileOf(uploadId)}.json`, { force: true });
      await this.uploads.remove(uploadId);
    });
  }

  /** Runs changes and the removal of an upload's record in sequence. */
  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#recording.then(change);
    this.#recording = changed.catch(() => undefined);
    return changed;
  }
}
