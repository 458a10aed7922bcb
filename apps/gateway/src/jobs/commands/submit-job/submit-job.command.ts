import { Command } from '@nestjs/cqrs';
import type { CommandAccepted, SubmitBody } from '@reprise/contracts';
import type { Caller } from '../../../shared/http/caller.ts';

export class SubmitJob extends Command<CommandAccepted> {
  constructor(
    readonly body: SubmitBody,
    readonly caller: Caller,
  ) {
    super();
  }
}
