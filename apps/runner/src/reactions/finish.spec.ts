import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@reprise/testing';
import { attemptFiles } from '@reprise/nextflow';
import type { HeldAttempt } from '../attempt/attempt.ts';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import { InstalledNextflows } from '../base/installed-nextflows.ts';
import { localHost } from '../host/local-host.ts';
import { finish } from './finish.ts';
import type { ReactionTools } from './reaction.ts';

describe('the finish of a failed attempt', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-finish-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const finishOf = (held: HeldAttempt, tools: object) => {
    const forget = () => undefined;
    const ended = { status: 'exited', exit_code: 1, signal: null, ended_at: new Date().toISOString() };
    const report = { survivors: [], signals: [], processes_ended: 0, ended_before_signal: true, executors: [] };
    const tasks = { forget } as unknown as AttemptTasks;
    return finish(held, {
      host: localHost(dataDir, tasks),
      tasks,
      survivors: { forget },
      pipeline: () => Promise.resolve(undefined),
      watches: { ensure: () => Promise.resolve({ ended, report }), forget },
      commands: { handle: () => Promise.resolve({ outcome: 'accepted' }) },
      ...tools,
    } as unknown as ReactionTools);
  };
  const settings = () => ({
    inputRoots: [],
    environment: {},
    variables: {},
    nextflows: new InstalledNextflows([{ version: '24.10.0', launcher: '/opt/nextflow' }]),
    samplesRoot: join(dataDir, 'samples'),
    repositories: { checkedOutAt: (pipeline: object) => Promise.resolve(pipeline) },
  });

  it('tests the paths of its message with the same folders visible as at its start', async () => {
    const started = aStartedAttempt(dataDir);
    const sample = join(dataDir, 'samples/A-1');
    const launch = { files: { 'my.fa': '/refs/my.fa' } };
    const job = { ...started.job, last_run: started.run, launch, params: { reads: `${sample}/a.fastq` } };
    const held = { ...started, job } as unknown as typeof started;
    mkdirSync(started.attemptDir, { recursive: true });
    writeFileSync(attemptFiles(started.attemptDir).stdout, 'ERROR ~ No such file or directory: /refs/my.fa\n');
    const shown: string[] = [];
    const prefix = ({ paths }: { paths: string[] }) => {
      shown.push(...paths);
      return [];
    };
    await finishOf(held, {
      pipeline: () => Promise.resolve({ manifest: {}, sources: '/pipelines/wes' }),
      settings: { ...settings(), isolation: { user: { shown: [], closed: [] }, prefix } },
      onWarning: () => undefined,
    });
    expect(shown).toEqual(
      expect.arrayContaining([started.run.work_dir, sample, '/refs/my.fa', '/opt/nextflow', '/pipelines/wes']),
    );
  });

  it('warns if the history of its Nextflow cannot be read', async () => {
    const started = aStartedAttempt(dataDir);
    const held = { ...started, job: { ...started.job, last_run: started.run } } as typeof started;
    mkdirSync(held.paths.launchDir, { recursive: true });
    writeFileSync(join(held.paths.launchDir, '.nextflow'), 'in the place of its folder');
    const warnings: string[] = [];
    await finishOf(held, { settings: settings(), onWarning: (problem: string) => warnings.push(problem) });
    await waitUntil(() => warnings.length > 0 || undefined, { what: 'it warns' });
    expect(warnings).toEqual([
      expect.stringMatching(/^The tasks .* could not be read ahead of a resume: Error: ENOTDIR/),
    ]);
  });
});
