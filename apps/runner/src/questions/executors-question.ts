import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ExecutorsRequest, executorsSubject, type ExecutorListings, type RunnerPlace } from '@reprise/contracts';
import { localAttempt } from '../attempt/attempt.ts';
import { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { LatestListings } from '../attempt/latest-listings.ts';

/** Answers which tasks of an attempt are running on other machines, in the terms of their executors. Read-only. */
export function executorsQuestion(place: RunnerPlace, dataDir: string) {
  @Controller()
  class ExecutorsQuestion {
    readonly #latest = new LatestListings();

    constructor(@Inject(AttemptTasks) private readonly tasks: AttemptTasks) {}

    @MessagePattern(executorsSubject(place))
    async executors(@Payload() question: unknown): Promise<ExecutorListings> {
      const { job_id, attempt, work_dir } = ExecutorsRequest.parse(question);
      const local = localAttempt(dataDir, job_id, attempt, work_dir ?? undefined);
      const looks = await this.tasks.look(local);
      return { executors: looks.map((look) => this.#latest.add(local.key, look)) };
    }
  }
  return ExecutorsQuestion;
}
