import { Command } from '@nestjs/cqrs';
import type { CommandNameFor, Commands, RunnerCommandAccepted } from '@reprise/contracts';
import type { z } from 'zod';
import type { Caller } from '../../shared/http/caller.ts';

export type RunnerCommandName = CommandNameFor<'runner'>;
export type RunnerBodyOf<N extends RunnerCommandName> = z.infer<Commands[N]['body']['schema']>;

/** A person's command to a runner, as it came over HTTP. */
export class RunnerCommandRequest<
  N extends RunnerCommandName = RunnerCommandName,
> extends Command<RunnerCommandAccepted> {
  constructor(
    readonly name: N,
    readonly runnerId: string,
    readonly body: RunnerBodyOf<N>,
    readonly caller: Caller,
  ) {
    super();
  }
}
