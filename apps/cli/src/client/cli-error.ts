import type { Problem } from '@reprise/contracts';

/** Exit codes in the order of `docs/cli.md`. */
export const EXIT = {
  ok: 0,
  /** The job failed, or files are not as expected. */
  failed: 1,
  /** Wrong arguments, or input that the server rejects. */
  usage: 2,
  /** A command that the job refuses in its current state. */
  refused: 3,
  notFound: 4,
  /** Not signed in, or without the required right. */
  denied: 5,
  /** The server does not answer, or is temporarily unavailable. */
  unavailable: 6,
  /** The job was cancelled while it was being watched. */
  cancelled: 7,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export const exitMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [EXIT.ok, 'done; of a job that is watched: it completed'],
  [EXIT.failed, 'the job failed, or downloaded files are missing or not what was recorded'],
  [EXIT.usage, 'wrong arguments, or input that the server rejects'],
  [EXIT.refused, 'the job refuses the command in its present state'],
  [EXIT.notFound, 'there is no such job, file or server, or the files were deleted'],
  [EXIT.denied, 'not signed in, or not allowed'],
  [EXIT.unavailable, 'the server does not answer, or cannot now'],
  [EXIT.cancelled, 'the job was cancelled while it was watched'],
  [EXIT.interrupted, 'interrupted with Ctrl-C'],
];

/** Error that ends the command. Contains a sentence for users, and advice. */
export class CliError extends Error {
  readonly exitCode: number;
  /** Advice for the user; undefined if the sentence contains it. */
  readonly hint: string | undefined;

  constructor(message: string, exitCode: number, hint?: string) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** Converts the server's problem. Its message already says what to do. */
export function errorOf({ status, detail }: Pick<Problem, 'status' | 'detail'>, url: string): CliError {
  if (status === 401)
    return new CliError(
      `You are not signed in to ${url}, or your token is no longer valid.`,
      EXIT.denied,
      `Run: reprise login ${url}`,
    );
  return new CliError(detail, exitCodeOf(status));
}

function exitCodeOf(status: number): number {
  if (status === 403) return EXIT.denied;
  if (status === 404) return EXIT.notFound;
  if (status === 400 || status === 409) return EXIT.refused;
  if (status === 429 || status >= 500) return EXIT.unavailable;
  return EXIT.usage;
}
