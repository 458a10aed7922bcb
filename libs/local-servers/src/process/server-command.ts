/** Command line of a server, and its working directory. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Receives stdout and stderr, which are appended. */
  readonly logFile: string;
  /** File to lock while it runs. */
  readonly lockFile?: string;
  readonly cwd?: string;
  /** Runs as this user instead of the caller's. */
  readonly account?: { readonly uid: number; readonly gid: number };
}
