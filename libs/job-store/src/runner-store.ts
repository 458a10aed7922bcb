import { isRunnerEvent, runnerFilter } from '@reprise/contracts';
import { ConflictError, makeEvent, type EventLog, type Fact } from '@reprise/event-log';
import {
  decideRunner,
  evolveRunner,
  unchangedRunner,
  untouchedRunner,
  type KnownRunner,
  type RunnerTargetCommand,
} from '@reprise/job';
import type { CommandContext } from './command-context.ts';
import { earlierAccepted } from './earlier-answer.ts';
import { RunnerContendedError } from './errors.ts';
import type { Handled } from './handled.ts';
import { untilDecided } from './until-decided.ts';

/** Folds the events of a runner from the log. There are few. */
async function loadRunner(log: EventLog, runnerId: string): Promise<KnownRunner> {
  let known = untouchedRunner;
  for await (const { event, seq } of log.read(runnerFilter(runnerId)))
    known = { state: event && isRunnerEvent(event) ? evolveRunner(known.state, event) : known.state, seq };
  return known;
}

/** Handles commands to runners, from users and the runner itself, as `JobStore` does for jobs. */
export class RunnerStore {
  readonly #log: EventLog;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /**
   * @throws IdempotencyKeyReusedError if the key belongs to another command
   * @throws RunnerContendedError if every try ended in a conflict
   * @throws LogUnavailableError if the log does not answer
   */
  handle(runnerId: string, command: RunnerTargetCommand, context: CommandContext): Promise<Handled> {
    return untilDecided(
      () => this.#tryOnce(runnerId, command, context),
      () => new RunnerContendedError(`Runner ${runnerId} changed each time a command was decided`),
    );
  }

  /** Returns null after a conflict. */
  async #tryOnce(runnerId: string, command: RunnerTargetCommand, context: CommandContext): Promise<Handled | null> {
    const { state, seq } = await loadRunner(this.#log, runnerId);
    // After the state was read, as in `JobStore`.
    const events = this.#log.read(runnerFilter(runnerId));
    const earlier = context.repeatable ? await earlierAccepted(events, context) : null;
    if (earlier) return earlier;
    const [change] = decideRunner(state, command);
    const fact = change ?? unchangedRunner(command)[0];
    if (!fact) return { outcome: 'already_so', seq, command_id: context.id, last_seq: seq, repeated: false };
    const { repeatable, ...rest } = context;
    const event = makeEvent({ ...fact, subject: runnerId } as Fact, { ...rest, time: new Date().toISOString() });
    try {
      const appended = await this.#log.append(event, { filter: runnerFilter(runnerId), seq });
      if (appended.duplicate && repeatable) return null;
      const answer = { seq: appended.seq, command_id: event.id, last_seq: appended.seq };
      return { outcome: change ? 'accepted' : 'already_so', ...answer, repeated: false };
    } catch (error) {
      if (error instanceof ConflictError) return null;
      throw error;
    }
  }
}
