import { Inject, Injectable } from '@nestjs/common';
import type { CommandName } from '@reprise/contracts';
import type { Job } from '@reprise/job';
import type { Ruling } from '@reprise/job-store';
import type { Caller } from '../../shared/http/caller.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { CommandRule, PolicySettings } from './command-rule.ts';

/** Rules of a lab beyond roles: who may cancel whose jobs, and which commands require approval. */
@Injectable()
export class CommandPolicy {
  constructor(@Inject(SETTINGS) private readonly settings: PolicySettings) {}

  /** Returns the ruling on a command for a job, before the command is decided. */
  rule(name: CommandName, { objection, needsApproval }: CommandRule, job: Job, caller: Caller): Ruling {
    const refusal = objection?.(job, caller, this.settings);
    if (refusal) return refusal;
    return this.approves(name) && (needsApproval?.(job, caller) ?? true) ? 'hold' : null;
  }

  /** Whether some commands of this name require approval. */
  approves(name: CommandName): boolean {
    return this.settings.approvals.commands.some((each) => each === name);
  }
}
