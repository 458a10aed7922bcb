import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandNamesFor, type CommandAccepted, type CommandNameFor } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { commandRoutes } from '@reprise/contracts/routes';
import { serveBy } from '../../shared/http/serve-by.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { JobCommandRequest } from '../command-requests/job-command-request.ts';
import type { BodyOf } from '../command-requests/look-up.ts';

/** One route for each command to a job, with its path, body and documentation. */
@Controller()
export class CommandsController {
  constructor(private readonly commands: CommandBus) {}

  execute(name: CommandNameFor<'job'>, jobId: string | undefined, body: BodyOf<CommandNameFor<'job'>>, caller: Caller) {
    return this.commands.execute<JobCommandRequest, CommandAccepted>(new JobCommandRequest(name, jobId, body, caller));
  }
}

for (const name of commandNamesFor('job')) {
  type Input = Parsed<(typeof commandRoutes)[typeof name]>;
  serveBy(
    CommandsController,
    name,
    commandRoutes[name],
    function (this: CommandsController, input: Input, caller: Caller) {
      const { params, body } = input;
      return this.execute(name, 'id' in params ? params.id : undefined, body, caller);
    },
  );
}
