import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { commands, GATEWAY_SOURCE, type QueueCommandAccepted } from '@reprise/contracts';
import { QueueStore, type Handled } from '@reprise/job-store';
import type { ReadModel } from '@reprise/read-model';
import { commandIds } from '../../shared/http/command-ids.ts';
import { requireReason, undecidedProblem } from '../../shared/http/command-problems.ts';
import { ProblemException } from '../../shared/http/problem.ts';
import { refusalStatus } from '@reprise/contracts/routes';
import { CommandMetrics } from '../../shared/metrics/command-metrics.ts';
import { FollowedLog } from '../../shared/servers/followed-log.ts';
import { OwnWrites } from '../../shared/servers/own-writes.ts';
import { READ_MODEL, SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { makers } from './makers.ts';
import { QueueCommandRequest, type QueueCommandName } from './queue-command-request.ts';

/** Handles every command of a person to a queue, and turns its outcome into an answer. */
@CommandHandler(QueueCommandRequest)
export class QueueCommandHandler implements ICommandHandler<QueueCommandRequest> {
  constructor(
    private readonly store: QueueStore,
    private readonly log: FollowedLog,
    private readonly metrics: CommandMetrics,
    private readonly writes: OwnWrites,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'reasonRequired'>,
  ) {}

  /**
   * @throws ProblemException the queue is unknown, or the command lacks a reason
   * @throws LogUnavailableError the log does not answer
   * @throws StreamChangedError the log is another one than before, and nothing was appended
   */
  async execute(command: QueueCommandRequest): Promise<QueueCommandAccepted> {
    const { name, queue, caller } = command;
    try {
      await this.log.assertSame();
      const handled = await this.handle(command);
      this.metrics.count(name, handled.repeated ? 'repeated' : handled.outcome);
      if (handled.outcome === 'refused') throw new ProblemException(refusalStatus(handled.code), handled.detail);
      this.writes.add(handled.last_seq, `queue:${queue}`, caller.actor);
      return { message: commands[name].message, queue, seq: handled.seq, command_id: handled.command_id };
    } catch (error) {
      if (!(error instanceof ProblemException) || error.getStatus() >= 500) this.metrics.count(name, 'failed');
      throw error;
    }
  }

  private async handle<N extends QueueCommandName>({
    name,
    queue,
    body,
    caller,
  }: QueueCommandRequest<N>): Promise<Handled> {
    requireReason(this.settings.reasonRequired, 'queue', { name, reason: body.reason });
    const { actor, correlation_id, traceparent } = caller;
    const ids = commandIds(caller, `POST /api/${commands[name].path.replace(':name', queue)}`, body);
    const command = await makers[name](body, queue, this.readModel);
    try {
      return await this.store.handle(queue, command, {
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
