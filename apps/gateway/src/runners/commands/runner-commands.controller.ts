import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandNamesFor, type RunnerCommandAccepted } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { commandRoutes } from '@reprise/contracts/routes';
import { serveBy } from '../../shared/http/serve-by.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { RunnerCommandRequest, type RunnerBodyOf, type RunnerCommandName } from './runner-command-request.ts';

/** One route for each command to a runner, with its path, body and documentation. */
@Controller()
export class RunnerCommandsController {
  constructor(private readonly commands: CommandBus) {}

  execute(name: RunnerCommandName, runnerId: string, body: RunnerBodyOf<RunnerCommandName>, caller: Caller) {
    return this.commands.execute<RunnerCommandRequest, RunnerCommandAccepted>(
      new RunnerCommandRequest(name, runnerId, body, caller),
    );
  }
}

for (const name of commandNamesFor('runner')) {
  type Input = Parsed<(typeof commandRoutes)[typeof name]>;
  serveBy(
    RunnerCommandsController,
    name,
    commandRoutes[name],
    function (this: RunnerCommandsController, input: Input, caller: Caller) {
      return this.execute(name, input.params.runner, input.body, caller);
    },
  );
}
