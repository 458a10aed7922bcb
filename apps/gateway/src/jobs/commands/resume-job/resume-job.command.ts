import { Command } from '@nestjs/cqrs';
import type { CommandAccepted, CommandBody } from '@reprise/contracts';
import type { Caller } from '../../../shared/http/caller.ts';

export class ResumeJob extends Command<CommandAccepted> {
  constructor(
    readonly jobId: string,
    readonly body: CommandBody,
    readonly caller: Caller,
  ) {
    super();
  }
}
