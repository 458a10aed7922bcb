import { Injectable } from '@nestjs/common';
import type { PreviewedCommandName, PreviewOf } from '@reprise/contracts';
import type { Job } from '@reprise/job';
import { previewOf } from '../command-handling/look-ups.ts';
import { LookUpSources, type PreviewQuery } from '../command-requests/look-up.ts';

/** Previews of commands, for one job or for many. The file of each command defines how its preview is read. */
@Injectable()
export class CommandPreviews {
  constructor(private readonly sources: LookUpSources) {}

  /** @throws ProblemException 503 if the runner with the job's files does not answer */
  read<N extends PreviewedCommandName>(name: N, job: Job, query: PreviewQuery<N>): Promise<PreviewOf<N>> {
    return previewOf(name).read(job, query, this.sources);
  }
}
