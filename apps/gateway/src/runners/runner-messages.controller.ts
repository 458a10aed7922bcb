import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload, type NatsContext } from '@nestjs/microservices';
import {
  HEARTBEATS,
  heartbeatSubject,
  isSentBy,
  LOST_ATTEMPTS,
  lostAttemptSubject,
  OPEN_JOBS,
  type Heartbeat,
  type LostAttemptReport,
} from '@reprise/contracts';
import type { OpenJobs } from '@reprise/job';
import { readOpenJobs, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { Runners } from '../shared/runners/runners.ts';
import { LostAttempts } from './lost-attempts.ts';

/** Receives messages of the runners over NATS. */
@Controller()
export class RunnerMessagesController {
  constructor(
    private readonly runners: Runners,
    private readonly lostAttempts: LostAttempts,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @EventPattern(HEARTBEATS)
  receiveHeartbeat(@Payload() message: unknown, @Ctx() context: unknown): void {
    const { runner_id } = (message ?? {}) as Partial<Heartbeat>;
    if (isSentBy(runner_id, (context as NatsContext).getSubject(), heartbeatSubject))
      this.runners.receive(message, Date.now());
  }

  @EventPattern(LOST_ATTEMPTS)
  async reportLostAttempt(@Payload() message: unknown, @Ctx() context: unknown): Promise<void> {
    const { reporter } = (message ?? {}) as Partial<LostAttemptReport>;
    if (isSentBy(reporter, (context as NatsContext).getSubject(), lostAttemptSubject))
      await this.lostAttempts.report(message, Date.now());
  }

  /** Answers a starting runner, so that it need not read the whole log. */
  @MessagePattern(OPEN_JOBS)
  openJobs(): Promise<OpenJobs> {
    return readOpenJobs(this.readModel);
  }
}
