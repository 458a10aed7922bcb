import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { commands, GATEWAY_SOURCE, type RunnerCommandAccepted } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import type { PersonRunnerCommand } from '@reprise/job';
import { RunnerStore, type Handled } from '@reprise/job-store';
import { commandIds } from '../../shared/http/command-ids.ts';
import { requireReason, undecidedProblem } from '../../shared/http/command-problems.ts';
import { ProblemException, unknownRunner } from '../../shared/http/problem.ts';
import { refusalStatus } from '@reprise/contracts/routes';
import { CommandMetrics } from '../../shared/metrics/command-metrics.ts';
import { Runners } from '../../shared/runners/runners.ts';
import { FollowedLog } from '../../shared/servers/followed-log.ts';
import { OwnWrites } from '../../shared/servers/own-writes.ts';
import { EVENT_LOG, SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { RunnerStates } from '../../shared/runners/runner-states.ts';
import { RunnerCommandRequest } from './runner-command-request.ts';

/** Handles every command of a person to a runner, and turns its outcome into an answer. */
@CommandHandler(RunnerCommandRequest)
export class RunnerCommandHandler implements ICommandHandler<RunnerCommandRequest> {
  private readonly store: RunnerStore;

  constructor(
    @Inject(EVENT_LOG) eventLog: EventLog,
    private readonly runners: Runners,
    private readonly states: RunnerStates,
    private readonly log: FollowedLog,
    private readonly metrics: CommandMetrics,
    private readonly writes: OwnWrites,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'reasonRequired'>,
  ) {
    this.store = new RunnerStore(eventLog);
  }

  /**
   * @throws ProblemException the runner is unknown, or the command lacks a reason
   * @throws LogUnavailableError the log does not answer
   * @throws StreamChangedError the log is another one than before, and nothing was appended
   */
  async execute(command: RunnerCommandRequest): Promise<RunnerCommandAccepted> {
    const { name, runnerId, caller } = command;
    try {
      await this.log.assertSame();
      await this.assertKnown(runnerId);
      const handled = await this.handle(command);
      this.metrics.count(name, handled.repeated ? 'repeated' : handled.outcome);
      if (handled.outcome === 'refused') throw new ProblemException(refusalStatus(handled.code), handled.detail);
      this.states.expect(handled.last_seq);
      this.writes.add(handled.last_seq, `runner:${runnerId}`, caller.actor);
      return { message: commands[name].message, runner_id: runnerId, seq: handled.seq, command_id: handled.command_id };
    } catch (error) {
      if (!(error instanceof ProblemException) || error.getStatus() >= 500) this.metrics.count(name, 'failed');
      throw error;
    }
  }

  /** One that is away can be drained too, so that it does nothing when it comes back. */
  private async assertKnown(runnerId: string): Promise<void> {
    if (this.runners.list(Date.now()).some(({ runner_id }) => runner_id === runnerId)) return;
    if (!(await this.states.read()).has(runnerId)) throw unknownRunner(runnerId);
  }

  private async handle({ name, runnerId, body, caller }: RunnerCommandRequest): Promise<Handled> {
    requireReason(this.settings.reasonRequired, 'runner', { name, reason: body.reason });
    const { actor, correlation_id, traceparent } = caller;
    const ids = commandIds(caller, `POST /api/${commands[name].path.replace(':runner', runnerId)}`, body);
    // Every body holds what its command is decided on, besides the name.
    const command = { ...body, name, reason: body.reason || null } as PersonRunnerCommand;
    try {
      return await this.store.handle(runnerId, command, {
        ...ids,
        actor,
        source: GATEWAY_SOURCE,
        correlation_id,
        traceparent,
      });
    } catch (error) {
      throw undecidedProblem(error);
    }
  }
}
