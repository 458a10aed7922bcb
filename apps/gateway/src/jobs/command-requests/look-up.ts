import { Inject, Injectable, Optional } from '@nestjs/common';
import type { CommandNameFor, Commands, FieldProblem, PreviewedCommandName, PreviewOf } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import type { Job, KnownJob, PersonCommand } from '@reprise/job';
import type { ReadModel } from '@reprise/read-model';
import type { z } from 'zod';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { EVENT_LOG, READ_MODEL } from '../../shared/servers/tokens.ts';
import { QueueLookUps } from './queue-look-ups.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { Storages } from '../storages.ts';
import { CommandPolicy } from '../policy/command-policy.ts';
import { SignatureProofs } from './signature-proofs.ts';
import { noVariants, VariantClasses } from './variant-classes.ts';

export type BodyOf<N extends CommandNameFor<'job'>> = z.infer<Commands[N]['body']['schema']>;
/** Receives warnings, which are added to the response. */
export type Warn = (warnings: readonly FieldProblem[]) => void;
type PersonCommandOf<N extends CommandNameFor<'job'>> = Extract<PersonCommand, { readonly name: N }>;
/** Command as it is built here. The requester is included if relevant. */
export type CommandOf<N extends CommandNameFor<'job'>> = 'by' extends keyof PersonCommandOf<N>
  ? PersonCommandOf<N> & { readonly by: string }
  : PersonCommandOf<N>;

/** Lookup of a command: data from outside the log that the decision needs. */
export interface LookUp<N extends CommandNameFor<'job'>> {
  /** Builds the command from its body and the job's state. Called again after a conflict. */
  readonly make: (
    body: BodyOf<N>,
    job: KnownJob,
    sources: LookUpSources,
    warn: Warn,
    caller: Caller,
    part?: { readonly runnersAsked?: boolean },
  ) => Promise<CommandOf<N>>;
}

/** Preview of a command: the effect that it would currently have on a job. */
export interface Preview<N extends PreviewedCommandName> {
  readonly read: (job: Job, query: PreviewQuery<N>, sources: LookUpSources) => Promise<PreviewOf<N>>;
}
export type PreviewQuery<N extends PreviewedCommandName> = z.infer<z.ZodObject<Commands[N]['preview']['query']>>;

/** Command that consists only of its body. */
export type AsGiven<N extends CommandNameFor<'job'>> = Omit<BodyOf<N>, 'reason'> & {
  readonly name: N;
  readonly reason: string | null;
};

/** Lookup of a command that consists only of its body. Nothing is looked up. */
export const asGiven = <N extends CommandNameFor<'job'>>(name: N) => ({
  make: async ({ reason, ...fields }: BodyOf<N>) => ({ ...fields, name, reason: reason || null }),
});

/** Sources outside the log for the lookups of commands. */
@Injectable()
export class LookUpSources {
  constructor(
    readonly pipelines: InstalledPipelines,
    readonly storages: Storages,
    readonly queues: QueueLookUps,
    readonly proofs: SignatureProofs,
    readonly policy: CommandPolicy,
    @Inject(READ_MODEL) readonly readModel: ReadModel,
    @Inject(EVENT_LOG) readonly log: EventLog,
    @Optional() @Inject(VariantClasses) readonly variants: VariantClasses = noVariants,
  ) {}
}
