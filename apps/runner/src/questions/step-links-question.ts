import { stat } from 'node:fs/promises';
import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import {
  isUrl,
  StepLinksRequest,
  stepLinksSubject,
  type RunnerPlace,
  type StepLinksResponse,
} from '@reprise/contracts';
import { linkSteps, readTaskGraph, sessionProcesses } from '@reprise/nextflow';
import { jobPaths } from '../attempt/job-paths.ts';
import { sessionDirs } from '../start/restart-moves.ts';
import { isWorkDirOf } from './is-work-dir-of.ts';

/** Answers which steps feed each other, from the same graph of tasks as a restart from a step. Read-only. */
export function stepLinksQuestion(place: RunnerPlace, dataDir: string) {
  @Controller()
  class StepLinksQuestion {
    @MessagePattern(stepLinksSubject(place))
    async links(@Payload() question: unknown): Promise<StepLinksResponse> {
      const { job_id, attempt, work_dir } = StepLinksRequest.parse(question);
      const isThere =
        !isUrl(work_dir) && isWorkDirOf(job_id, dataDir, work_dir) && (await stat(work_dir).catch(() => null));
      if (!isThere) return { work_dir: 'absent', steps: [] };
      const processes = await sessionProcesses(sessionDirs(jobPaths(dataDir, job_id), work_dir, attempt + 1));
      return { work_dir: 'present', steps: linkSteps(await readTaskGraph({ workDir: work_dir, processes })) };
    }
  }
  return StepLinksQuestion;
}
