import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandAccepted, JobView, Page, TaskView } from '@reprise/contracts';
import { inspectAttempt } from '@reprise/nextflow';
import { waitUntil } from '@reprise/testing';
import { effectsOf } from './bare-run.ts';
import { filesIn, taskLine, type Outcome } from './outcome.ts';
import { placed, type Places, type CompatibilityCase } from './compatibility-case.ts';

export interface RepriseSettings {
  readonly url: string;
  readonly token: string;
  readonly dataDir: string;
}

/** Runs a case as a job. @throws Error if Reprise refuses it, or the job does not end in time */
export async function runThroughReprise(
  given: CompatibilityCase,
  places: Places,
  reprise: RepriseSettings,
  signal: AbortSignal,
): Promise<Outcome> {
  const submitted = await submit(given, places, reprise);
  const { job_id } = submitted;
  try {
    let job = await ended(reprise, submitted, given.seconds, signal);
    for (const command of given.then) {
      for (const name of given.mend) writeFileSync(join(places.side, name), '');
      const accepted = await call<CommandAccepted>(reprise, `/api/jobs/${job_id}/${command}`, {});
      job = await ended(reprise, accepted, given.seconds, signal);
    }
    return await outcomeOf(given, job, places, reprise);
  } catch (error) {
    await call(reprise, `/api/jobs/${job_id}/cancel`, {}).catch(() => undefined); // it may have ended
    throw error;
  }
}

/** Returns the response with which Reprise refuses a case. @throws Error if it accepts it */
export async function refusalByReprise(
  given: CompatibilityCase,
  places: Places,
  reprise: RepriseSettings,
): Promise<string> {
  const answer = await submit(given, places, reprise).catch((error: unknown) => (error as Error).message);
  if (typeof answer === 'string') return answer;
  await call(reprise, `/api/jobs/${answer.job_id}/cancel`, {}).catch(() => undefined); // it may have ended
  throw new Error(`Reprise took the job: ${answer.message}`);
}

function submit(given: CompatibilityCase, places: Places, reprise: RepriseSettings): Promise<CommandAccepted> {
  const launch = placed(given.launch, places);
  return call(reprise, '/api/jobs', {
    pipeline: given.name,
    sample_name: given.name,
    params: placed(given.params, places),
    ...(Object.keys(launch).length > 0 && { launch }),
  });
}

async function ended(
  reprise: RepriseSettings,
  { job_id, seq }: CommandAccepted,
  seconds: number,
  signal: AbortSignal,
): Promise<JobView> {
  const look = async () => {
    signal.throwIfAborted();
    const job = await call<JobView>(reprise, `/api/jobs/${job_id}?min_seq=${String(seq)}`);
    return ['completed', 'failed'].includes(job.status) && job;
  };
  return waitUntil(look, { milliseconds: seconds * 1000, every: 250, what: 'the job has ended' });
}

async function outcomeOf(
  given: CompatibilityCase,
  job: JobView,
  places: Places,
  reprise: RepriseSettings,
): Promise<Outcome> {
  const root = join(reprise.dataDir, 'jobs', job.job_id);
  const exits = Array.from({ length: job.attempt }, (_, index) => {
    const found = inspectAttempt(join(root, 'attempts', String(index + 1)));
    return found.status === 'exited' ? found.exit_code : null;
  });
  const tasks = await tasksOf(reprise, job.job_id);
  const said = job.error_message ?? '';
  const isAsExpected = given.succeeds ? job.status === 'completed' : said.includes(given.message ?? '');
  return {
    exits,
    tasks: tasks
      .map(({ attempt, process, tag, status, exit_code }) => taskLine(attempt, process, tag, status, exit_code))
      .toSorted(),
    published: job.output_dir ? filesIn(job.output_dir, given.varying) : [],
    effects: effectsOf(places.side, join(root, 'launch'), given.varying),
    unexpected: isAsExpected ? [] : [`the job is ${job.status}: ${said || 'without a message'}`],
  };
}

async function tasksOf(reprise: RepriseSettings, jobId: string): Promise<TaskView[]> {
  const all: TaskView[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<TaskView> = await call(reprise, `/api/jobs/${jobId}/tasks?limit=1000${query}`);
    all.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return all;
}

/** @throws Error with the response, unless it is a success */
async function call<T>({ url, token }: RepriseSettings, path: string, body?: object): Promise<T> {
  const response = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}
