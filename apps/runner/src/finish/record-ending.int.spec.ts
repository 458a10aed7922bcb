import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptFiles, type Ended } from '@reprise/nextflow';
import type { AttemptCommand } from '@reprise/job';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import { readingTools } from './reading-tools.fixture.ts';
import { recordEnding } from './record-ending.ts';

describe('the ending of a killed resume', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-ending-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it.each([
    ['tells of finished tasks where its trace has one', 'ab/cdef12\tCACHED\t0\n', /Finished tasks are kept/],
    ['tells of none where its trace has none', '', /Resume or rerun the job\.$/],
  ])('%s', async (_, trace, message) => {
    const started = aStartedAttempt(dataDir);
    mkdirSync(started.attemptDir, { recursive: true });
    writeFileSync(attemptFiles(started.attemptDir).trace, trace);
    const at = new Date().toISOString();
    const ended: Ended = { status: 'vanished', process: { pid: 4711, start_time: '1', boot_id: 'boot' } };
    const report = { survivors: [], signals: [], processes_ended: 0, ended_before_signal: true, executors: [] };
    const handled: AttemptCommand[] = [];
    const handle = (_jobId: string, command: AttemptCommand) => Promise.resolve(handled.push(command));
    const job = { ...started.job, mode: 'resume' } as typeof started.job;
    await recordEnding(
      { ...started, job, run: { ...started.run, started_at: at } },
      { ended, report },
      {
        ...readingTools(),
        ...{ commands: { handle } as unknown as RunnerCommands, explainAccess: () => Promise.resolve(null) },
      },
    );
    expect(handled).toMatchObject([{ name: 'fail', message: expect.stringMatching(message) }]);
  });
});
