import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandBody, type CommandAccepted } from '@reprise/contracts';
import { CallerParam, type Caller } from '../../../shared/http/caller.ts';
import { JobId } from '../../../shared/http/job-id.ts';
import { DescribeCommand } from '../../../shared/openapi/describe.ts';
import { CancelJob } from './cancel-job.command.ts';

@Controller('jobs')
export class CancelJobController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/cancel')
  @HttpCode(202)
  @DescribeCommand({
    summary: 'Cancel a job; ends every process of it',
    answer: 'cancel',
    body: 'cancel',
    problems: ['unknown_job', 'cancel_wrong_status'],
  })
  cancel(
    @Param('id', { schema: JobId }) jobId: string,
    @Body({ schema: CommandBody }) body: CommandBody,
    @CallerParam() caller: Caller,
  ): Promise<CommandAccepted> {
    return this.commands.execute(new CancelJob(jobId, body, caller));
  }
}
