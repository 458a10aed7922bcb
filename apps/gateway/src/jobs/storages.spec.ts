import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { ClientProxy } from '@nestjs/microservices';
import { EmptyResponseException } from '@nestjs/microservices/errors/empty-response.exception.js';
import { runnerActor, runnerSource } from '@reprise/contracts';
import { MemoryEventLog, newId, type EventLog } from '@reprise/event-log';
import type { JobState } from '@reprise/job';
import { RunnerStore } from '@reprise/job-store';
import { proveStorage } from '@reprise/secret-files';
import { delay, of, throwError } from 'rxjs';
import { RunnerStates } from '../shared/runners/runner-states.ts';
import { Runners } from '../shared/runners/runners.ts';
import { Storages } from './storages.ts';

const place = { runner_id: 'runner-a', storage_id: 'storage-a' };
const asked = { job_id: 'job-1', attempt: 1, file: 'nextflow', offset: 0, limit: 10 };
const text = { text: 'N E X T', next_offset: 7, size: 7 };
const failed = {
  status: 'failed',
  job_id: 'job-1',
  last_run: { ...place, work_dir: '/jobs/1/work' },
  cleaned: false,
} as unknown as JobState;

/** The storage of a runner that answers after this time. */
const answeringAfter = (milliseconds: number, answer: object) =>
  new Storages(
    { send: () => of(answer).pipe(delay(milliseconds)) } as unknown as ClientProxy,
    new Runners(),
    new RunnerStates(new MemoryEventLog()),
  );

describe('a busy runner', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** The answer, without waiting for the time to pass. */
  const outcome = async <T>(answer: Promise<T>): Promise<T> => {
    await jest.runAllTimersAsync();
    return answer;
  };

  it('is waited for when a log is read, since pages read it repeatedly', async () => {
    expect(await outcome(answeringAfter(4_500, text).readText(place, asked))).toEqual(text);
    expect(await outcome(answeringAfter(60_000, text).readText(place, asked))).toBeNull();
  });

  it('is waited for before a resume is decided with an unknown work dir', async () => {
    const absent = { work_dir: 'absent' };
    expect(await outcome(answeringAfter(2_500, absent).workDirOf(failed))).toBe('absent');
    expect(await outcome(answeringAfter(60_000, absent).workDirOf(failed))).toBe('unknown');
  });
});

describe('a question about the files of a job', () => {
  const beat = (runner_id: string, storage_id: string, storage_proof?: string) => ({
    runner_id,
    storage_id,
    storage_proof,
    slots: 1,
    slots_taken: 0,
    nextflow_version: '24.10.0',
    holds_back: null,
    simulated: false,
    lease_ms: 60_000,
  });
  /** Requests a text while these runners are online and the runners in `away` are offline. */
  const subjectsAsked = async (
    heard: Parameters<typeof beat>[],
    away: string[],
    log: EventLog = new MemoryEventLog(),
  ) => {
    const runners = new Runners();
    for (const each of heard) runners.receive(beat(...each), Date.now());
    const subjects: string[] = [];
    const send = (subject: string) => {
      subjects.push(subject);
      const isAway = away.some((id) => subject.startsWith(`rpc.runner.${id}.`));
      return isAway ? throwError(() => new EmptyResponseException(subject)) : of(text);
    };
    const answer = await new Storages({ send } as unknown as ClientProxy, runners, new RunnerStates(log)).readText(
      place,
      asked,
    );
    return [answer, ...subjects];
  };

  it('goes to the runner that recorded them, also before its first heartbeat', async () => {
    expect(await subjectsAsked([], [])).toEqual([text, 'rpc.runner.runner-a.storage-a.text']);
    expect(await subjectsAsked([['runner-b', 'storage-a']], [])).toEqual([text, 'rpc.runner.runner-a.storage-a.text']);
  });

  it('goes to another runner with the same storage only while the first is away, and never to one with another storage', async () => {
    const heard: Parameters<typeof beat>[] = [
      ['runner-c', 'storage-c'],
      ['runner-b', 'storage-a'],
    ];
    const [first, second] = ['rpc.runner.runner-a.storage-a.text', 'rpc.runner.runner-b.storage-a.text'];
    expect(await subjectsAsked(heard, ['runner-a'])).toEqual([text, first, second]);
    expect(await subjectsAsked(heard, ['runner-a', 'runner-b'])).toEqual([null, first, second]);
  });

  describe('with an announced storage', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-storages-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const [ofA, ofB] = [join(folder, 'a'), join(folder, 'b')];
    const from = (runner_id: string) => ({ runner_id, storage_id: 'storage-a' });
    const first = 'rpc.runner.runner-a.storage-a.text';

    const announce = (log: EventLog, runnerId: string, public_key: string) => {
      const id = newId();
      const context = { id, actor: runnerActor(runnerId), source: runnerSource(runnerId), correlation_id: id };
      const command = { name: 'announce_storage', storage_id: 'storage-a', public_key } as const;
      return new RunnerStore(log).handle(runnerId, command, { ...context, causation_id: id });
    };
    let log: EventLog;
    beforeEach(async () => {
      log = new MemoryEventLog();
      await announce(log, 'runner-a', proveStorage(ofA, from('runner-a')).public_key);
      await announce(log, 'runner-b', proveStorage(ofB, from('runner-b')).public_key);
    });

    it.each([
      ['no proof', undefined],
      ['a proof by its own key, announced later', proveStorage(ofB, from('runner-b')).proof],
      ['the proof of the runner that is away', proveStorage(ofA, from('runner-a')).proof],
      ['no signature', 'AAAA'],
    ])('goes to no other runner with %s', async (_, proof) => {
      expect(await subjectsAsked([['runner-b', 'storage-a', proof]], ['runner-a'], log)).toEqual([null, first]);
    });

    it('goes also to a runner with its key, since two runners may share a storage', async () => {
      const { proof } = proveStorage(ofA, from('runner-b'));
      const second = 'rpc.runner.runner-b.storage-a.text';
      const heard: Parameters<typeof beat>[] = [['runner-b', 'storage-a', proof]];
      expect(await subjectsAsked(heard, ['runner-a'], log)).toEqual([text, first, second]);
    });

    it('goes only to the runner that recorded the files while the announcer is unknown', async () => {
      jest.spyOn(log, 'head').mockRejectedValue(new Error('the log does not answer'));
      const { proof } = proveStorage(ofA, from('runner-b'));
      expect(await subjectsAsked([['runner-b', 'storage-a', proof]], ['runner-a'], log)).toEqual([null, first]);
    });
  });
});
