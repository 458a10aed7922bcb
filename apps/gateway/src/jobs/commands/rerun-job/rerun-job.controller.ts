import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RerunBody, type CommandAccepted } from '@reprise/contracts';
import { CallerParam, type Caller } from '../../../shared/http/caller.ts';
import { JobId } from '../../../shared/http/job-id.ts';
import { DescribeCommand } from '../../../shared/openapi/describe.ts';
import { RerunJob } from './rerun-job.command.ts';

@Controller('jobs')
export class RerunJobController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/rerun')
  @HttpCode(202)
  @DescribeCommand({
    summary: 'Run a job again from scratch',
    answer: 'rerun',
    body: 'rerun',
    problems: ['unknown_job', 'rerun_wrong_status', 'wrong_params', 'params_too_large'],
  })
  rerun(
    @Param('id', { schema: JobId }) jobId: string,
    @Body({ schema: RerunBody }) body: RerunBody,
    @CallerParam() caller: Caller,
  ): Promise<CommandAccepted> {
    return this.commands.execute(new RerunJob(jobId, body, caller));
  }
}
