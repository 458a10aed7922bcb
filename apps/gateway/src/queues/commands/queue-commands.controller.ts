import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandNamesFor, commands, QueueName, type QueueCommandAccepted } from '@reprise/contracts';
import type { RefusalCode } from '@reprise/job';
import { CallerParam, type Caller } from '../../shared/http/caller.ts';
import { refusalStatus } from '../../shared/http/refusal-status.ts';
import { DescribeCommand } from '../../shared/openapi/describe-command.ts';
import { queueAcceptedExample } from '../examples.ts';
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

for (const name of commandNamesFor('queue')) addRoute(name);

/** Adds a method to the controller, with what its decorators would add. */
function addRoute(name: QueueCommandName): void {
  const { path, body, message } = commands[name];
  const { prototype } = QueueCommandsController;
  const methods = {
    [name](
      this: QueueCommandsController,
      queue: string | undefined,
      given: QueueBodyOf<QueueCommandName>,
      caller: Caller,
    ) {
      return this.execute(name, queue ?? (given as QueueBodyOf<'create_queue'>).name, given, caller);
    },
  };
  const descriptor: PropertyDescriptor = { value: methods[name] };
  Object.defineProperty(prototype, name, descriptor);
  Reflect.defineMetadata('design:paramtypes', [String, Object, Object], prototype, name);
  // A queue that is made has its name in the body.
  if (path.includes(':name')) Param('name', { schema: QueueName })(prototype, name, 0);
  Body({ schema: body.schema })(prototype, name, 1);
  CallerParam()(prototype, name, 2);
  const description = DescribeCommand(commands[name], {
    operationId: `${operationOf(name)}_${name}`,
    accepted: queueAcceptedExample(message),
    problems: path.includes(':name') ? ['unknown_queue'] : [],
    refusals: refusalsOf(commands[name].refusals),
  });
  for (const decorate of [Post(path), HttpCode(202), description]) decorate(prototype, name, descriptor);
}

/** `PauseQueue` for `pause_queue`. */
function operationOf(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function refusalsOf(refusals: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(refusals).map(([code, detail]) => [code, { status: refusalStatus(code as RefusalCode), detail }]),
  );
}
