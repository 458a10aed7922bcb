import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { isLifecycle, jobKindFilter, type ResumeAfter } from '@reprise/contracts';
import { eventsOf, makeEvent, MemoryEventLog, newId } from '@reprise/event-log';
import { SimulatedRunner } from '@reprise/event-log/testing';
import { fold, nothingKnown, type Job } from '@reprise/job';
import { JobStore, LoggedJobStates } from '@reprise/job-store';
import type { WorkDir } from '@reprise/read-model';
import { AutomaticResumes } from './automatic-resumes.ts';

const MINUTE_MS = 60_000;

describe('resumes by the policy of a job', () => {
  let log: MemoryEventLog;
  let job: string;
  let workDir: WorkDir;
  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'log').mockReturnValue();
    log = new MemoryEventLog();
    job = newId();
    workDir = 'present';
    await killed({ causes: ['killed'], times: 2 });
  });
  afterEach(() => jest.restoreAllMocks());

  const context = (actor: string) => ({
    id: newId(),
    time: new Date().toISOString(),
    actor,
    source: '/reprise/gateway',
    correlation_id: 'c',
    causation_id: newId(),
  });
  async function killed(resume_after: ResumeAfter) {
    const data = {
      sample_name: 'S',
      pipeline: 'wes',
      pipeline_revision: 'r',
      params: {},
      inputs: [],
      queue: 'default',
      priority: 0,
      reason: null,
      resume_after,
    };
    await log.append(makeEvent({ type: 'submitted', subject: job, data }, context('admin')));
    await new SimulatedRunner(log).start(job);
    await new SimulatedRunner(log).fail(job, 1, 'killed');
  }
  const lifecycle = async () => (await eventsOf(log.read(jobKindFilter(job, 'life')))).filter(isLifecycle);
  const resumed = async () => (await lifecycle()).filter(({ type }) => type === 'resume_requested');
  const state = async () => fold(await lifecycle()) as Job;
  const storeOf = () => new JobStore(log, new LoggedJobStates(log, () => Promise.resolve(nothingKnown)));
  const asked: string[] = [];
  const gateway = (known: Job | (() => Promise<Job>) = state, approved: string[] = []) =>
    new AutomaticResumes(
      { approvals: { commands: approved, timeMs: 1 } } as never,
      { list: async () => [typeof known === 'function' ? await known() : known] } as never,
      storeOf(),
      {
        workDirOf: async () => {
          asked.push(workDir);
          return workDir;
        },
      } as never,
      { assertSame: async () => undefined } as never,
      { signs: true } as never,
    );

  it('carry a reason and the correlation id of the attempt', async () => {
    await gateway().look(0);
    const [submitted] = await lifecycle();
    expect(await resumed()).toMatchObject([
      {
        actor: 'gateway',
        correlation_id: 'c',
        causation_id: submitted!.id,
        data: { attempt: 2, reason: 'Nextflow was killed (1 of 2 resumes by resume_after)' },
      },
    ]);
  });

  it('happen once, although two gateways and a restarted one act while the tables lag behind', async () => {
    const behind = await state();
    await Promise.all([gateway(behind).look(0), gateway(behind).look(0)]);
    await gateway(behind).look(0);
    expect(await resumed()).toHaveLength(1);
    expect(await state()).toMatchObject({ status: 'pending', attempt: 2 });
  });

  it('are skipped when a person was faster', async () => {
    const behind = await state();
    const rerun = { attempt: 2, reason: null, params: {}, keep_work_dir: false };
    await log.append(makeEvent({ type: 'rerun_requested', subject: job, data: rerun }, context('admin')));
    await gateway(behind).look(0);
    expect(await resumed()).toEqual([]);
  });

  it('wait for the work dir and check it once a minute', async () => {
    const resumes = gateway();
    workDir = 'absent';
    asked.length = 0;
    for (const now of [0, 1, MINUTE_MS - 1]) await resumes.look(now);
    expect([asked, await resumed()]).toEqual([['absent'], []]);
    workDir = 'present';
    await resumes.look(MINUTE_MS);
    expect(await resumed()).toHaveLength(1);
  });

  it('are retried after the log was away', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const resumes = gateway();
    jest.spyOn(log, 'appendAtomic').mockRejectedValueOnce(new Error('the log is away'));
    await resumes.look(0);
    expect(warned).toHaveBeenCalledWith(`Job ${job} was not resumed, trying again: Error: the log is away`);
    await resumes.look(MINUTE_MS);
    expect(await resumed()).toHaveLength(1);
  });

  it('are skipped where a second person approves resumes', async () => {
    jest.useFakeTimers();
    try {
      for (const approved of [['resume'], ['rerun']]) {
        const resumes = gateway(state, approved);
        resumes.onApplicationBootstrap();
        await jest.advanceTimersByTimeAsync(10_000);
        resumes.beforeApplicationShutdown();
        expect(await resumed()).toHaveLength(approved.includes('resume') ? 0 : 1);
      }
    } finally {
      jest.useRealTimers();
    }
  });
});
