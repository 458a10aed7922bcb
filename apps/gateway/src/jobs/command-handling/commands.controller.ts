import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandNamesFor, commands, isJobCommand, type CommandAccepted, type CommandNameFor } from '@reprise/contracts';
import { CallerParam, type Caller } from '../../shared/http/caller.ts';
import { JobId } from '../../shared/http/job-id.ts';
import { DescribeJobCommand } from './describe-command.ts';
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

for (const name of commandNamesFor('job')) addRoute(name);

/** Adds a method to the controller, with what its decorators would add. */
function addRoute(name: CommandNameFor<'job'>): void {
  const { path, body } = commands[name];
  const { prototype } = CommandsController;
  const methods = {
    [name](this: CommandsController, jobId: string | undefined, given: BodyOf<CommandNameFor<'job'>>, caller: Caller) {
      return this.execute(name, jobId, given, caller);
    },
  };
  const descriptor: PropertyDescriptor = { value: methods[name] };
  Object.defineProperty(prototype, name, descriptor);
  Reflect.defineMetadata('design:paramtypes', [String, Object, Object], prototype, name);
  if (isJobCommand(name)) Param('id', { schema: JobId })(prototype, name, 0);
  Body({ schema: body.schema })(prototype, name, 1);
  CallerParam()(prototype, name, 2);
  for (const decorate of [Post(path), HttpCode(202), DescribeJobCommand(name)]) decorate(prototype, name, descriptor);
}
