import { Controller, Inject } from '@nestjs/common';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { HEARTBEAT, LOST_ATTEMPT, OPEN_JOBS } from '@reprise/contracts';
import type { OpenJobs } from '@reprise/job';
import { readOpenJobs, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { Runners } from '../shared/runners/runners.ts';
import { LostAttempts } from './lost-attempts.ts';

/** Messages of the runners over NATS. */
@Controller()
export class RunnerMessagesController {
  constructor(
    private readonly runners: Runners,
    private readonly lostAttempts: LostAttempts,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @EventPattern(HEARTBEAT)
  receiveHeartbeat(@Payload() message: unknown): void {
    this.runners.receive(message, Date.now());
  }

  @EventPattern(LOST_ATTEMPT)
  reportLostAttempt(@Payload() message: unknown): Promise<void> {
    return this.lostAttempts.report(message, Date.now());
  }

  /** Answers a runner that starts, which so need not read the whole log. */
  @MessagePattern(OPEN_JOBS)
  openJobs(): Promise<OpenJobs> {
    return readOpenJobs(this.readModel);
  }
}
