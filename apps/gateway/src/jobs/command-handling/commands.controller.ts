import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandAccepted, CommandNameFor } from '@reprise/contracts';
import { serveCommands } from '../../shared/commands/serve-commands.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { JobCommandRequest } from '../command-requests/job-command-request.ts';
import type { BodyOf } from '../command-requests/look-up.ts';

/** Commands for jobs. */
@Controller()
export class CommandsController {
  constructor(private readonly commands: CommandBus) {}

  execute(name: CommandNameFor<'job'>, jobId: string | undefined, body: BodyOf<CommandNameFor<'job'>>, caller: Caller) {
    return this.commands.execute<JobCommandRequest, CommandAccepted>(new JobCommandRequest(name, jobId, body, caller));
  }
}

serveCommands('job', CommandsController);
