import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandBody, type CommandAccepted } from '@reprise/contracts';
import { CallerParam, type Caller } from '../../../shared/http/caller.ts';
import { JobId } from '../../../shared/http/job-id.ts';
import { DescribeCommand } from '../../../shared/openapi/describe.ts';
import { ResumeJob } from './resume-job.command.ts';

@Controller('jobs')
export class ResumeJobController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/resume')
  @HttpCode(202)
  @DescribeCommand({
    summary: 'Go on with a failed job from its finished tasks',
    answer: 'resume',
    body: 'resume',
    problems: ['unknown_job', 'resume_wrong_status', 'work_dir_gone'],
  })
  resume(
    @Param('id', { schema: JobId }) jobId: string,
    @Body({ schema: CommandBody }) body: CommandBody,
    @CallerParam() caller: Caller,
  ): Promise<CommandAccepted> {
    return this.commands.execute(new ResumeJob(jobId, body, caller));
  }
}
