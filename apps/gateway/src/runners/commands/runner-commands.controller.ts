import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { commandNamesFor, commands, RunnerId, type RunnerCommandAccepted } from '@reprise/contracts';
import { CallerParam, type Caller } from '../../shared/http/caller.ts';
import { DescribeCommand } from '../../shared/openapi/describe-command.ts';
import { runnerAcceptedExample } from '../examples.ts';
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

for (const name of commandNamesFor('runner')) addRoute(name);

/** Adds a method to the controller, with what its decorators would add. */
function addRoute(name: RunnerCommandName): void {
  const { path, body, message } = commands[name];
  const { prototype } = RunnerCommandsController;
  const methods = {
    [name](this: RunnerCommandsController, runner: string, given: RunnerBodyOf<RunnerCommandName>, caller: Caller) {
      return this.execute(name, runner, given, caller);
    },
  };
  const descriptor: PropertyDescriptor = { value: methods[name] };
  Object.defineProperty(prototype, name, descriptor);
  Reflect.defineMetadata('design:paramtypes', [String, Object, Object], prototype, name);
  Param('runner', { schema: RunnerId })(prototype, name, 0);
  Body({ schema: body.schema })(prototype, name, 1);
  CallerParam()(prototype, name, 2);
  const description = DescribeCommand(commands[name], {
    operationId: `${operationOf(name)}_${name}`,
    accepted: runnerAcceptedExample(message),
    problems: ['unknown_runner'],
  });
  for (const decorate of [Post(path), HttpCode(202), description]) decorate(prototype, name, descriptor);
}

/** `DrainRunner` for `drain_runner`. */
function operationOf(name: string): string {
  return name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
