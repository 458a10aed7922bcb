import { Controller, Inject } from '@nestjs/common';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { HEARTBEAT, OPEN_JOBS } from '@reprise/contracts';
import type { OpenJobs } from '@reprise/job';
import { readOpenJobs, type ReadModel } from '@reprise/read-model';
import { READ_MODEL } from '../shared/servers/tokens.ts';
import { Runners } from './runners.ts';

/** Messages of the runners over NATS. */
@Controller()
export class RunnerMessagesController {
  constructor(
    private readonly runners: Runners,
    @Inject(READ_MODEL) private readonly readModel: ReadModel,
  ) {}

  @EventPattern(HEARTBEAT)
  receiveHeartbeat(@Payload() message: unknown): void {
    this.runners.receive(message, Date.now());
  }

  /** Answers a runner that starts, which so need not read the whole log. */
  @MessagePattern(OPEN_JOBS)
  openJobs(): Promise<OpenJobs> {
    return readOpenJobs(this.readModel);
  }
}
