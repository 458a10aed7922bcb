import type { TaskUser } from './task-user.ts';

/** Kept apart from Reprise by a user of their own; by a mount namespace; or not at all. */
export type IsolationKind = 'user' | 'namespace' | 'none';

/** Paths that a program needs of those that are hidden from it. */
export interface Needs {
  /** The folder that it runs in. */
  readonly cwd: string;
  /** Absolute; a path that is not there is left out, one that is not hidden makes no difference. */
  readonly paths?: readonly string[];
  /** Files and folders that it writes besides `cwd`. */
  readonly writable?: readonly string[];
}

/** The user that tasks run as, and what it sees of folders that it cannot enter. */
export interface OtherUser extends TaskUser {
  /** Folders above Reprise that it cannot enter: of them it sees only what it needs. */
  readonly closed: readonly string[];
  /** Programs and folders that it always sees of them. */
  readonly shown: readonly string[];
}

/** How Nextflow and its tasks are kept from the files and processes of Reprise. */
export interface Isolation {
  readonly kind: IsolationKind;
  /** Null: tasks run as the user of this process. */
  readonly user: OtherUser | null;
  /** Sentences for the operator: why there is none, or what tasks cannot reach. */
  readonly warnings: readonly string[];
  /** Environment variables that replace the runner's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Returns what to put before a command: by `exec` alone, so that its process stays the same. */
  prefix(needs: Needs): string[];
  /** Lets the user that tasks run as, and nobody else, pass through a folder to what is in it. */
  letThrough(folder: string): Promise<void>;
  /** Gives files, and folders with all that is in them, to the user that tasks run as. */
  handOver(paths: readonly string[]): Promise<void>;
}

/** Tasks run as the runner does, and reach what it reaches. */
export const noIsolation = (...warnings: string[]): Isolation => ({
  kind: 'none',
  user: null,
  warnings,
  environment: {},
  prefix: () => [],
  letThrough: () => Promise.resolve(),
  handOver: () => Promise.resolve(),
});
