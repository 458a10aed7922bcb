import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { userActor, userOfActor, type AttemptView, type JobView } from '@reprise/contracts';
import type { Pipeline } from '@reprise/pipelines';
import { PeopleDirectory, readActorNames } from '@reprise/gateway/shared/access/people-directory.ts';
import { InstalledPipelines } from '@reprise/gateway/shared/pipelines/installed-pipelines.ts';
import { JobFiles, JobQueries, type AttemptFiles } from '@reprise/gateway/jobs';
import { allTasks } from '../all-tasks.ts';
import { makeCrate } from './make-crate.ts';

export interface JobCrate {
  readonly crate: ReturnType<typeof makeCrate>;
  readonly results: AttemptFiles;
  /** Files in addition to the results. Maps a path in the crate to its text. */
  readonly added: Readonly<Record<string, string>>;
}

/** Builds the RO-Crate of an attempt. @throws ProblemException 404 if the job or attempt does not exist */
@Injectable()
export class JobCrates {
  constructor(
    private readonly queries: JobQueries,
    private readonly files: JobFiles,
    private readonly pipelines: InstalledPipelines,
    private readonly people: PeopleDirectory,
  ) {}

  async of(jobId: string, given?: number): Promise<JobCrate> {
    const job = await this.queries.show(jobId, {});
    const results = await this.files.filesOf(jobId, given);
    const { items } = await this.queries.attempts(jobId, {});
    const attempt = items.find((each) => each.attempt === results.attempt)!;
    const script = await this.scriptOf(job, attempt);
    const added = script ? { [script.path]: script.text } : {};
    const agent = await this.agentOf(attempt);
    const tasks = await allTasks(this.queries, jobId, attempt.attempt);
    return { crate: makeCrate({ job, attempt, files: results.files, tasks, script, agent }), results, added };
  }

  /** Returns the name of the requester, or of the owner of the token that was used. */
  private async agentOf({ requested_by }: AttemptView): Promise<string> {
    const nameOf = await readActorNames(this.people);
    const ids = userOfActor(requested_by);
    return nameOf(ids ? userActor({ userId: ids.userId }) : requested_by);
  }

  /** Returns the script as it ran, at its path in the crate; null if it has changed or is missing. */
  private async scriptOf(job: JobView, { pipeline_revision }: AttemptView) {
    const revision = pipeline_revision ?? job.pipeline_revision;
    try {
      const named = (await this.pipelines.all()).find(({ manifest }) => manifest.name === job.pipeline);
      const pipeline: Pipeline | undefined = named && (await this.pipelines.at(named, revision));
      if (pipeline?.revision !== revision) return null;
      const text = await readFile(pipeline.script, 'utf8');
      return { path: `workflow/${basename(pipeline.script)}`, repository: pipeline.repository, text };
    } catch {
      return null; // its repository is unreachable, or its folder cannot be read
    }
  }
}
