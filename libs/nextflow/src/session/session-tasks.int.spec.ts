import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pollUntil } from '../process/poll-until.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { Scratch, testEnv } from '../testing/scratch.ts';
import { recordedTasks, type SessionSpec } from './recorded-tasks.ts';
import { SessionTasks } from './session-tasks.ts';

const SESSION = '5fae71f3-ba8c-4ee7-9f29-e5c4988dbc23';
const RUN = 'r-1';

/** Cases in which the files are inconclusive. `real-session.int.spec.ts` covers the others with a real Nextflow. */
describe('tasks of a session that are not in its files', () => {
  let scratch: Scratch;
  const ending = new AbortController();
  const sessions = new SessionTasks(ending.signal);
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());
  afterAll(() => ending.abort());

  const recorded = [
    { status: 'COMPLETED', exit: 0 },
    { status: 'FAILED', exit: 3 },
  ];

  /** A session with an unreadable cache, and a fake Nextflow that counts its queries. */
  function unsureSession() {
    const [asked, nextflow] = [join(scratch.dir, 'asked'), join(scratch.dir, 'nextflow')];
    const rows = recorded.map(({ status, exit }, i) => `ab/cdef1${i}\\t${status}\\t${exit}\\n`).join('');
    writeFileSync(nextflow, `#!/bin/sh\necho "$@" >>'${asked}'\nprintf '${rows}'\n`);
    chmodSync(nextflow, 0o755);
    const cache = join(scratch.dir, '.nextflow', 'cache', SESSION);
    mkdirSync(join(cache, 'db'), { recursive: true });
    const index = join(cache, `index.${RUN}`);
    writeFileSync(index, '');
    writeFileSync(
      join(scratch.dir, '.nextflow', 'history'),
      `2026-11-26 10:00:00\t1s\t${RUN}\tOK\trev\t${SESSION}\tnextflow run\n`,
    );
    const attemptDir = join(scratch.dir, 'attempt-1');
    mkdirSync(attemptDir);
    const spec = {
      nextflow,
      launchDir: scratch.dir,
      session: SESSION,
      env: testEnv(),
      runName: RUN,
      attemptDir,
      earlierDir: join(scratch.dir, 'none'),
    };
    const questions = () => (existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n') : []);
    return { spec, index, questions, file: attemptFiles(attemptDir).recordedTasks };
  }

  it('are requested from Nextflow once per run', async () => {
    const { spec, questions } = unsureSession();
    expect([...(await sessions.read(spec)).values()]).toEqual(recorded);
    await sessions.read(spec);
    expect(questions()).toEqual([`-q log ${RUN} -f hash,status,exit`]);
  });

  it('are read ahead, and awaited during the read', async () => {
    const { spec, questions } = unsureSession();
    void sessions.findAhead(spec);
    await new Promise(setImmediate);
    expect([...(await sessions.read(spec)).values()]).toEqual(recorded);
    expect(questions()).toHaveLength(1);
  });

  it('are read again if the cache has changed since', async () => {
    const { spec, index, questions } = unsureSession();
    await sessions.findAhead(spec);
    writeFileSync(index, 'one more task');
    await sessions.read(spec);
    expect(questions()).toHaveLength(2);
  });

  it('are not requested once they are unwanted', async () => {
    const { spec, file, questions } = unsureSession();
    const found = sessions.findAhead(spec);
    await sessions.forget(spec.launchDir);
    await found;
    expect([existsSync(file), questions()]).toEqual([false, []]);
  });

  describe('are dropped during a query of Nextflow', () => {
    const at = (name: string) => join(scratch.dir, name);
    const isAsked = () => pollUntil(() => existsSync(at('asked')), { withinMs: 120_000 });
    const isThere = () => existsSync(`/proc/${readFileSync(at('asked'), 'utf8').trim()}`);
    /** Installs a fake Nextflow that runs until TERM and reports its process id. */
    const asks = (spec: SessionSpec, onTerm: string, body: string) =>
      writeFileSync(
        spec.nextflow,
        `#!/bin/sh\ncd '${scratch.dir}'\ntrap ${onTerm} TERM\necho $$ >pid; mv pid asked\n${body}\n`,
      );

    it('after Nextflow has ended', async () => {
      const { spec } = unsureSession();
      asks(spec, `'kill $!; sleep 0.5; exit'`, 'sleep 60 & wait');
      void sessions.findAhead(spec);
      expect(await isAsked()).toBe(true);
      await sessions.forget(spec.launchDir);
      expect(isThere()).toBe(false);
    });

    it('after Nextflow was killed because it did not end', async () => {
      const { spec } = unsureSession();
      asks(spec, `''`, 'while [ -e asked ]; do sleep 0.05; done');
      const unwanted = new AbortController();
      const answer = recordedTasks(spec, { signal: unwanted.signal, graceMs: 10 });
      expect(await isAsked()).toBe(true);
      unwanted.abort();
      await expect(answer).rejects.toThrow('aborted');
      expect(isThere()).toBe(false);
    });
  });
});
