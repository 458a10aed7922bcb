import type { CommandName } from '@reprise/contracts';

/** Commands that the clients send. */
export const verbs = [
  'submit',
  'cancel',
  'rerun',
  'resume',
  'restart',
  'pause',
  'unpause',
  'priority',
  'pause_queue',
  'resume_queue',
] as const satisfies readonly CommandName[];
export type Verb = (typeof verbs)[number];

/** Response to one try of a command; `status` is null without a response. */
export interface Answer {
  readonly status: number | null;
  /** Fields of the body, if it is JSON. */
  readonly seq?: number | undefined;
  readonly command_id?: string | undefined;
  readonly job_id?: string | undefined;
  readonly detail?: string | undefined;
}

export type Outcome = 'acknowledged' | 'refused' | 'unanswered';

/** One command, as its client saw it. */
export interface SentCommand {
  /** Unique; also its `Idempotency-Key` and its reason, by which the checker finds it in the log. */
  readonly token: string;
  readonly verb: Verb;
  /** Job or queue; null for a submission. */
  readonly target: string | null;
  /** Parameter `mended` of a submission whose job fails until that file exists. */
  readonly mended?: string | undefined;
  /** Upload whose sample is the input of a submission. */
  readonly upload?: string | undefined;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly answers: readonly Answer[];
}

/** Statuses of a final response. Any other means: send the same command again. */
const REFUSALS: readonly number[] = [400, 404, 409, 422];

export function outcomeOf({ answers }: Pick<SentCommand, 'answers'>): Outcome {
  if (answers.some(({ status }) => status === 202)) return 'acknowledged';
  return answers.some(({ status }) => status !== null && REFUSALS.includes(status)) ? 'refused' : 'unanswered';
}

/** The response that acknowledged a command; undefined if none did. */
export const acknowledgement = ({ answers }: SentCommand): Answer | undefined =>
  answers.find(({ status }) => status === 202);

/** Whether a status is neither an outcome nor "try again later". */
export const isUnexpected = ({ status }: Answer): boolean =>
  status !== null && ![202, 503, ...REFUSALS].includes(status);

/** Record of all commands and their responses. */
export class Ledger {
  readonly #prefix: string;
  readonly #commands: (SentCommand & { readonly answers: Answer[] })[] = [];

  /** @param prefix of the tokens, unique among the runs on one log */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  get commands(): readonly SentCommand[] {
    return this.#commands;
  }

  /** Records a command before its first try. */
  begin(verb: Verb, target: string | null, more: Pick<SentCommand, 'mended' | 'upload'> = {}): SentCommand {
    const token = `${this.#prefix}-${String(this.#commands.length + 1)}`;
    const command = { token, verb, target, ...more, sentAt: Date.now(), answers: [] };
    this.#commands.push(command);
    return command;
  }

  /** Records the response to a try. Returns whether the command has its outcome. */
  answer({ token }: SentCommand, answer: Answer): boolean {
    const command = this.#commands.find((each) => each.token === token)!;
    command.answers.push(answer);
    return outcomeOf(command) !== 'unanswered';
  }
}

/** Ids of the jobs whose submission was acknowledged, oldest first. */
export const jobsIn = (commands: readonly SentCommand[]): string[] =>
  commands.filter(({ verb }) => verb === 'submit').flatMap((each) => acknowledgement(each)?.job_id ?? []);
