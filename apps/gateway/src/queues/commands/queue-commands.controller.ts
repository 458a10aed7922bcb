import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandNamesFor, type QueueCommandAccepted } from '@reprise/contracts';
import type { Parsed } from '@reprise/contracts/http';
import { commandRoutes } from '@reprise/contracts/routes';
import { serveBy } from '../../shared/http/serve-by.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { QueueCommandRequest, type QueueBodyOf, type QueueCommandName } from './queue-command-request.ts';

/** One route for each command to a queue, with its path, body and documentation. */
@Controller()
export class QueueCommandsController {
  constructor(private readonly commands: CommandBus) {}

  execute(name: QueueCommandName, queue: string, body: QueueBodyOf<QueueCommandName>, caller: Caller) {
    return this.commands.execute<QueueCommandRequest, QueueCommandAccepted>(
      new QueueCommandRequest(name, queue, body, caller),
    );
  }
}

for (const name of commandNamesFor('queue')) {
  type Input = Parsed<(typeof commandRoutes)[typeof name]>;
  serveBy(
    QueueCommandsController,
    name,
    commandRoutes[name],
    function (this: QueueCommandsController, input: Input, caller: Caller) {
      const { params, body } = input;
      // A queue that is made has its name in the body.
      const queue = 'name' in params ? params.name : (body as QueueBodyOf<'create_queue'>).name;
      return this.execute(name, queue, body, caller);
    },
  );
}
