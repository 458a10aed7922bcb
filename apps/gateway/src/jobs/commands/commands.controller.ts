import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandNames, commands, isJobCommand, type CommandAccepted, type CommandName } from '@reprise/contracts';
import { CallerParam, type Caller } from '../../shared/http/caller.ts';
import { JobId } from '../../shared/http/job-id.ts';
import { DescribeCommand } from './describe-command.ts';
import { JobCommand } from './job-command.ts';
import type { BodyOf } from './look-up.ts';

/** One route for each command of the catalogue, with its path, body and documentation. */
@Controller()
export class CommandsController {
  constructor(private readonly commands: CommandBus) {}

  execute(name: CommandName, jobId: string | undefined, body: BodyOf<CommandName>, caller: Caller) {
    return this.commands.execute<JobCommand, CommandAccepted>(new JobCommand(name, jobId, body, caller));
  }
}

for (const name of commandNames) addRoute(name);

/** Adds a method to the controller, with what its decorators would add. */
function addRoute(name: CommandName): void {
  const { path, body } = commands[name];
  const { prototype } = CommandsController;
  const methods = {
    [name](this: CommandsController, jobId: string | undefined, given: BodyOf<CommandName>, caller: Caller) {
      return this.execute(name, jobId, given, caller);
    },
  };
  const descriptor: PropertyDescriptor = { value: methods[name] };
  Object.defineProperty(prototype, name, descriptor);
  Reflect.defineMetadata('design:paramtypes', [String, Object, Object], prototype, name);
  if (isJobCommand(name)) Param('id', { schema: JobId })(prototype, name, 0);
  Body({ schema: body.schema })(prototype, name, 1);
  CallerParam()(prototype, name, 2);
  for (const decorate of [Post(path), HttpCode(202), DescribeCommand(name)]) decorate(prototype, name, descriptor);
}
