import type { Answer } from './ledger.ts';

/** A resumable upload, as its client saw it. */
export interface SentUpload {
  readonly id: string;
  readonly name: string;
  readonly content: Buffer;
  /** Bytes from the start that a gateway acknowledged. */
  readonly acknowledged: number;
  /** Number of requests that sent bytes. */
  readonly tries: number;
  /** Acknowledged sample that was made from this upload. */
  readonly sample: string | undefined;
  /** Responses that are neither a success nor "try again later". */
  readonly unexpected: readonly Answer[];
}

/** Record of all uploads whose start was acknowledged. */
export class UploadLedger {
  readonly #uploads: SentUpload[] = [];

  get uploads(): readonly SentUpload[] {
    return this.#uploads;
  }

  begin(id: string, name: string, content: Buffer): SentUpload {
    const upload = { id, name, content, acknowledged: 0, tries: 0, sample: undefined, unexpected: [] };
    this.#uploads.push(upload);
    return upload;
  }

  /** Records that a gateway has these bytes. */
  acknowledge(id: string, bytes: number): void {
    this.#change(id, (upload) => ({ acknowledged: Math.max(upload.acknowledged, bytes) }));
  }

  /** Records a request that sent bytes. */
  try(id: string): void {
    this.#change(id, ({ tries }) => ({ tries: tries + 1 }));
  }

  made(id: string, sample: string): void {
    this.#change(id, () => ({ sample }));
  }

  addUnexpected(id: string, answer: Answer): void {
    this.#change(id, ({ unexpected }) => ({ unexpected: [...unexpected, answer] }));
  }

  #change(id: string, change: (upload: SentUpload) => Partial<SentUpload>): void {
    const index = this.#uploads.findIndex((upload) => upload.id === id);
    const upload = this.#uploads[index]!;
    this.#uploads[index] = { ...upload, ...change(upload) };
  }
}
