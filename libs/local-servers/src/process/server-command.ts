/** Command line of a server, and where it runs. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Takes stdout and stderr, appended. */
  readonly logFile: string;
  /** File whose lock it holds for as long as it runs. */
  readonly lockFile?: string;
  readonly cwd?: string;
  /** Runs as this user instead of the caller's. */
  readonly account?: { readonly uid: number; readonly gid: number };
}
