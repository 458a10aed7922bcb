import type { Readable } from 'node:stream';
import type { ResultEntry } from '@reprise/result-files';

/** An open result: its size in bytes, and functions that read parts of it. */
export interface ResultFile {
  readonly size: number;
  /** UTC, ISO 8601. */
  readonly modifiedAt: string;
  /** Reads the bytes from `start` to `end`, both included. Closes the file at the end. */
  read(start: number, end: number): Readable;
  /** Returns the bytes from `start` to `end`, both included. Leaves the file open. */
  part(start: number, end: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** The files in the output dir of one attempt, on any storage. Paths are relative to the dir. */
export interface ResultSource {
  /** Lists at most `most` files by path. */
  list(most: number): Promise<{ readonly entries: readonly ResultEntry[]; readonly truncated: boolean }>;
  /** Returns null if there is no such file among the results. */
  open(path: string): Promise<ResultFile | null>;
}

/** Folders of an attempt, as recorded at its start. */
export interface AttemptFolders {
  readonly job_id: string;
  readonly runner_id: string;
  readonly storage_id: string;
  readonly output_dir: string;
  readonly work_dir: string;
}
