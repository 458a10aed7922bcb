import { Inject, Injectable } from '@nestjs/common';
import { commands, GATEWAY_SOURCE, targetOf, type CommandName } from '@reprise/contracts';
import { refusalStatus } from '@reprise/contracts/routes';
import type { CommandContext, Handled } from '@reprise/job-store';
import type { Caller } from '../http/caller.ts';
import { commandIds, type CommandIds } from '../http/command-ids.ts';
import { requireReason, undecidedProblem } from '../http/command-problems.ts';
import { ProblemException } from '../http/problem.ts';
import { CommandMetrics } from '../metrics/command-metrics.ts';
import { FollowedLog } from '../servers/followed-log.ts';
import { OwnWrites } from '../servers/own-writes.ts';
import { SETTINGS } from '../servers/tokens.ts';
import type { GatewaySettings } from '../settings.ts';

/** User command for a queue or a runner. */
export interface GivenCommand {
  readonly name: CommandName;
  /** Name of the queue, or id of the runner. */
  readonly target: string;
  readonly body: { readonly reason?: string | undefined };
  readonly caller: Caller;
  /** @throws ProblemException if the target is unknown */
  readonly assertKnown?: () => Promise<void>;
}

/** Answer to a command, without its target. */
export interface CommandAnswer {
  readonly message: string;
  readonly seq: number;
  readonly command_id: string;
}

/** Returns the fields that the events of all user commands have in common. */
export const contextOf = (ids: CommandIds, { actor, correlation_id, traceparent }: Caller): CommandContext => ({
  ...ids,
  actor,
  source: GATEWAY_SOURCE,
  correlation_id,
  traceparent,
});

/** Code path that user commands for jobs, queues and runners share. */
@Injectable()
export class CommandAnswers {
  constructor(
    private readonly log: FollowedLog,
    private readonly metrics: CommandMetrics,
    private readonly writes: OwnWrites,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'reasonRequired'>,
  ) {}

  /**
   * Handles a command for a queue or a runner, and converts its outcome to a response.
   * @param send passes the command to the store of its target
   * @throws ProblemException if the target is unknown, or if the command lacks a reason or is not allowed
   * @throws LogUnavailableError if the log does not answer
   * @throws StreamChangedError if the log was replaced; nothing was appended
   */
  handle(given: GivenCommand, send: (context: CommandContext) => Promise<Handled>): Promise<CommandAnswer> {
    const { name, target, body, caller, assertKnown } = given;
    return this.counted(name, async () => {
      await assertKnown?.();
      this.requireReason({ name, reason: body.reason });
      const ids = commandIds(caller, `POST /api/${commands[name].path.replace(/:\w+/, target)}`, body);
      const handled = await this.decided(() => send(contextOf(ids, caller)));
      return this.answer(name, handled, `${targetOf(name)}:${target}`, caller);
    });
  }

  /**
   * Runs the handler of a command and counts the outcome. A command that was not decided counts as failed.
   * @throws StreamChangedError
   */
  async counted<T>(name: CommandName, run: () => Promise<T>): Promise<T> {
    try {
      await this.log.assertSame();
      return await run();
    } catch (error) {
      if (!(error instanceof ProblemException) || error.getStatus() >= 500) this.metrics.count(name, 'failed');
      throw error;
    }
  }

  /**
   * @throws ProblemException if a required reason is missing
   */
  requireReason(command: { readonly name: CommandName; readonly reason?: string | null | undefined }): void {
    requireReason(this.settings.reasonRequired, targetOf(command.name), command);
  }

  /**
   * Decides a command.
   * @throws ProblemException 422 if the key was used with a different body; 503 if every try conflicted
   */
  async decided<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw undecidedProblem(error);
    }
  }

  /**
   * Converts the outcome of a command to its response.
   * @param written the target that later reads by the same sender wait for: a job id, `queue:<name>` or `runner:<id>`
   * @throws ProblemException if the command was refused
   */
  answer(name: CommandName, handled: Handled, written: string, { actor }: Caller): CommandAnswer {
    if (handled.last_seq !== null) this.writes.add(handled.last_seq, written, actor);
    this.metrics.count(name, handled.repeated ? 'repeated' : handled.outcome);
    if (handled.outcome === 'refused') throw new ProblemException(refusalStatus(handled.code), handled.detail);
    return { message: commands[name].message, seq: handled.seq, command_id: handled.command_id };
  }
}
