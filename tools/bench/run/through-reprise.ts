import { chmodSync, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobView } from '@reprise/contracts';
import type { Reprise } from '@reprise/launcher';
import { call } from '../servers/api.ts';
import { forgetBegun, marked, RUNNING_MS, untilBegun, untilEmpty } from './process-tree.ts';

/** Milliseconds, each measured from a request. */
export interface RepriseTimes {
  readonly submit: number;
  readonly resume: number;
  readonly cancel: number;
  /** Until the stream of changes has delivered the effect of the cancel. */
  readonly shown: number;
  readonly readOwnWrite: number;
  /** The same read when there is nothing to wait for. */
  readonly readLater: number;
}

/** Submits, cancels, resumes and cancels one job. */
export async function throughReprise(reprise: Reprise, folder: string): Promise<RepriseTimes> {
  mkdirSync(folder);
  chmodSync(folder, 0o777); // tasks run as another user
  const asked = performance.now();
  const { job_id } = await call<{ job_id: string }>(reprise, '/api/jobs', {
    pipeline: 'hold',
    sample_name: 'bench',
    params: { folder },
  });
  const submit = (await untilBegun(folder, 1)) - asked;
  await untilBegun(folder, 2);
  const cancelled = await cancel(reprise, job_id);

  forgetBegun(folder);
  const resumed = performance.now();
  await call(reprise, `/api/jobs/${job_id}/resume`, { reason: 'bench' });
  const resume = (await untilBegun(folder, 1)) - resumed;
  await untilBegun(folder, 2);
  await cancel(reprise, job_id);
  return { submit, resume, ...cancelled };
}

async function cancel(reprise: Reprise, jobId: string): Promise<Omit<RepriseTimes, 'submit' | 'resume'>> {
  await sleep(RUNNING_MS);
  const tree = marked(jobId);
  const path = `/api/jobs/${jobId}`;
  await using stream = await openStream(reprise, jobId);
  const failed = stream.until(({ status }) => status === 'failed');
  const asked = performance.now();
  await call(reprise, `${path}/cancel`, { reason: 'bench' });
  const accepted = performance.now();
  const [{ status, pending_action }, readOwnWrite] = [await call<JobView>(reprise, path), performance.now() - accepted];
  if (status !== 'failed' && pending_action !== 'cancelling') throw new Error(`The cancel is not in its own read`);
  const ended = await untilEmpty(jobId, tree);
  const shown = (await failed) - asked;
  await sleep(100);
  const later = performance.now();
  await call(reprise, path);
  return { cancel: ended - asked, shown, readOwnWrite, readLater: performance.now() - later };
}

/** Changes of a job from now on, as received by the page. */
async function openStream({ url, token }: Reprise, jobId: string) {
  const ending = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const { body } = await fetch(`${url}/api/jobs/stream?job_id=${jobId}`, { headers, signal: ending.signal });
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  return {
    /** Returns the time, as of `performance.now()`. */
    async until(shows: (job: JobView) => boolean): Promise<number> {
      let text = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) throw new Error('The stream of changes ended');
        text += value;
        const messages = text.split('\n\n');
        text = messages.pop() ?? '';
        if (messages.some((message) => isShown(message, shows))) return performance.now();
      }
    },
    async [Symbol.asyncDispose]() {
      await reader.cancel();
      ending.abort();
    },
  };
}

/** Source: HTML Standard, server-sent events. */
function isShown(message: string, shows: (job: JobView) => boolean): boolean {
  const lines = message.split('\n');
  const data = lines.find((line) => line.startsWith('data: '))?.slice('data: '.length);
  return lines.includes('event: job') && data !== undefined && shows(JSON.parse(data) as JobView);
}
