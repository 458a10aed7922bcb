import { Inject, Injectable } from '@nestjs/common';
import { commands, isSamePerson, jobKindFilter, type CommandName } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import { refuse, type Job, type Refusal } from '@reprise/job';
import type { Caller } from '../../shared/http/caller.ts';
import { EVENT_LOG, SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';

/** Settings about who may give which command. */
export type PolicySettings = Pick<GatewaySettings, 'cancelOfOthers' | 'approvals'>;

/** Rules of a lab beyond roles: who may cancel whose jobs, and what a second person approves. */
@Injectable()
export class CommandPolicy {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(SETTINGS) private readonly settings: PolicySettings,
  ) {}

  /** Returns why somebody may not give a command to a job; null if they may. */
  async objectionTo(name: CommandName, jobId: string, caller: Caller): Promise<Refusal | null> {
    if (name !== 'cancel' || this.settings.cancelOfOthers === 'anyone' || caller.role === 'admin') return null;
    const isOwn = await this.isOwn(jobId, caller);
    return isOwn ? null : refuse('not_owner', commands.cancel.refusals.not_owner);
  }

  /** Whether a second person has to approve some commands of this name. */
  approves(name: CommandName): boolean {
    return this.settings.approvals.commands.some((each) => each === name);
  }

  /** Whether a second person has to approve a command to a job. */
  async needsApproval(name: CommandName, job: Job, caller: Caller): Promise<boolean> {
    if (!this.approves(name)) return false;
    if (name === 'rerun') return job.status === 'completed';
    return name !== 'cancel' || !(await this.isOwn(job.job_id, caller));
  }

  /** Whether the sender submitted the job, as far as the log has it. */
  private async isOwn(jobId: string, { actor }: Caller): Promise<boolean> {
    const owner = await ownerOf(this.log, jobId);
    return owner === null || isSamePerson(owner, actor);
  }
}

/** Returns the actor of a job's submission; null if there is no such job. */
async function ownerOf(log: EventLog, jobId: string): Promise<string | null> {
  for await (const { event } of log.read(jobKindFilter(jobId, 'life')))
    if (event?.type === 'submitted') return event.actor;
  return null;
}
