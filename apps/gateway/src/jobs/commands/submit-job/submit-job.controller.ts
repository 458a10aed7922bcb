import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { SubmitBody, type CommandAccepted } from '@reprise/contracts';
import { CallerParam, type Caller } from '../../../shared/http/caller.ts';
import { DescribeCommand } from '../../../shared/openapi/describe.ts';
import { SubmitJob } from './submit-job.command.ts';

@Controller('jobs')
export class SubmitJobController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(202)
  @DescribeCommand({
    summary: 'Submit a sample to a pipeline',
    body: 'submit',
    answer: 'submitted',
    problems: ['unknown_pipeline', 'wrong_params', 'params_too_large'],
  })
  submit(@Body({ schema: SubmitBody }) body: SubmitBody, @CallerParam() caller: Caller): Promise<CommandAccepted> {
    return this.commands.execute(new SubmitJob(body, caller));
  }
}
