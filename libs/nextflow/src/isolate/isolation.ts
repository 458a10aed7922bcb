import type { TaskUser } from './task-user.ts';

/** How tasks are isolated from Reprise: by a separate user, by a mount namespace, or not at all. */
export type IsolationKind = 'user' | 'namespace' | 'none';

/** Hidden paths that a program needs. */
export interface Needs {
  /** Working directory of the program. */
  readonly cwd: string;
  /** Absolute. Missing paths are ignored, and visible ones have no effect. */
  readonly paths?: readonly string[];
  /** Files and folders that it writes besides `cwd`. */
  readonly writable?: readonly string[];
}

/** The user that tasks run as, and its view of folders that it cannot enter. */
export interface OtherUser extends TaskUser {
  /** Parent folders of Reprise that the user cannot enter. It sees only the parts that it needs. */
  readonly closed: readonly string[];
  /** Programs and folders in the closed folders that are always visible. */
  readonly shown: readonly string[];
}

/** Isolation of Nextflow and its tasks from Reprise's files and processes. */
export interface Isolation {
  readonly kind: IsolationKind;
  /** Null: tasks run as the user of this process. */
  readonly user: OtherUser | null;
  /** Sentences for the operator: why there is no isolation, or which paths tasks cannot reach. */
  readonly warnings: readonly string[];
  /** Environment variables that override the runner's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Returns the prefix of a command. The prefix only uses `exec`, so that the process stays the same. */
  prefix(needs: Needs): string[];
  /** Allows only the tasks' user to pass through a folder to its content. */
  letThrough(folder: string): Promise<void>;
  /** Gives files, and folders with all their content, to the tasks' user. */
  handOver(paths: readonly string[]): Promise<void>;
}

/** Tasks run like the runner itself, with the same access. */
export const noIsolation = (...warnings: string[]): Isolation => ({
  kind: 'none',
  user: null,
  warnings,
  environment: {},
  prefix: () => [],
  letThrough: () => Promise.resolve(),
  handOver: () => Promise.resolve(),
});
