import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { TimeLimitsRequest, timeLimitsSubject, type TimeLimitsResponse, type RunnerPlace } from '@reprise/contracts';
import { attemptFiles, readTimeLimits } from '@reprise/nextflow';
import { jobPaths } from '../attempt/job-paths.ts';
import { isWorkDirOf } from './is-work-dir-of.ts';

/** Answers which time limits the running steps have. Read-only. */
export function limitsQuestion(place: RunnerPlace, dataDir: string) {
  @Controller()
  class LimitsQuestion {
    @MessagePattern(timeLimitsSubject(place))
    async limits(@Payload() question: unknown): Promise<TimeLimitsResponse> {
      const { job_id, work_dir, script, tasks, attempts } = TimeLimitsRequest.parse(question);
      const traces = attempts.map(
        (each) => attemptFiles(jobPaths(dataDir, each.job_id).attemptDir(each.attempt)).trace,
      );
      const isOwn = isWorkDirOf(job_id, dataDir, work_dir);
      const limits = await readTimeLimits({ workDir: work_dir, tasks: isOwn ? tasks : [], traces, script });
      return { limits: Object.fromEntries(limits) };
    }
  }
  return LimitsQuestion;
}
