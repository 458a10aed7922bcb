import type { ClientProxy } from '@nestjs/microservices';
import {
  TextAnswer,
  WorkDirAnswer,
  textQuestion,
  workDirQuestion,
  type TextAsked,
  type WorkDirAsked,
} from '@reprise/contracts';
import type { JobState } from '@reprise/job';
import { firstValueFrom, timeout } from 'rxjs';
import type { z } from 'zod';

/** For a runner that is busy; where none listens, NATS says so at once. */
const PATIENCE_MS = { workDir: 3_000, text: 5_000 };

/** Asks the runners, over NATS, what lies on the storage they can reach. A question is only as good as its answer now. */
export class Storages {
  constructor(private readonly services: ClientProxy) {}

  /** Whether a resume would find the job's work; unknown where it never ran or nobody with that storage answers. */
  async workDirOf(state: JobState): Promise<'present' | 'absent' | 'unknown'> {
    if (state.status === 'unknown' || !state.last_run || state.cleaned) return 'unknown';
    const { storage_id, work_dir } = state.last_run;
    const asked: WorkDirAsked = { job_id: state.job_id, work_dir };
    const answer = await this.ask(workDirQuestion(storage_id), asked, WorkDirAnswer, PATIENCE_MS.workDir);
    return answer?.work_dir ?? 'unknown';
  }

  /** Null where nobody with that storage answers. */
  readText(storageId: string, asked: TextAsked): Promise<TextAnswer | null> {
    return this.ask(textQuestion(storageId), asked, TextAnswer, PATIENCE_MS.text);
  }

  private async ask<S extends z.ZodType>(
    pattern: string,
    data: object,
    answer: S,
    withinMs: number,
  ): Promise<z.infer<S> | null> {
    try {
      return answer.parse(await firstValueFrom(this.services.send<unknown>(pattern, data).pipe(timeout(withinMs))));
    } catch {
      return null;
    }
  }
}
