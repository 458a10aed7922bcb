import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noIsolation } from '@reprise/nextflow';
import { waitUntil } from '@reprise/testing';
import { homeVariables, isHomeHeld, makeHome } from '../attempt/job-home.ts';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import type { StartSettings } from '../base/start-settings.ts';
import { tidyUp } from './tidy-up.ts';

describe('tidying up after an attempt', () => {
  let folder: string;
  beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-tidy-')))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Lays out a failed attempt with a task that an engine ran, and a fake of the engine. */
  const attemptWith = (engine: 'docker' | 'podman', script: (task: string) => string) => {
    const started = aStartedAttempt(folder);
    const home = homeVariables(started)['HOME']!;
    const task = join(started.run.work_dir, 'ab', '0'.repeat(30));
    for (const made of [home, task, started.paths.launchDir]) mkdirSync(made, { recursive: true });
    writeFileSync(join(task, '.command.run'), `launch() {\n    ${engine} run -i own /bin/bash\n}\n`);
    writeFileSync(join(folder, engine), `#!/bin/sh\ncd ${folder}\n${script(task)}\n`, { mode: 0o755 });
    return { started, home };
  };
  const environment = () => ({ PATH: `${folder}:/usr/bin:/bin` });
  const tidying = (problems: string[]) => ({
    settings: { environment: environment(), isolation: noIsolation() } as unknown as StartSettings,
    variables: {},
    mayFindAhead: false,
    hasFailed: true,
    endedAt: new Date(),
    warn: (problem: string) => void problems.push(problem),
    stopping: new AbortController().signal,
  });

  it('keeps the home while an engine query needs it, and removes it afterwards', async () => {
    const { started, home } = attemptWith(
      'podman',
      () => 'touch asked; until [ -e answer ]; do sleep 0.05; done; exit 0',
    );
    const problems: string[] = [];
    const tidied = tidyUp(started, tidying(problems));
    await waitUntil(() => existsSync(join(folder, 'asked')), { what: 'Podman is asked' });
    expect([isHomeHeld(started), existsSync(home)]).toEqual([true, true]);
    // A resume starts in the meantime.
    const next = { paths: started.paths, attempt: started.attempt + 1 };
    await makeHome(next, { nextflow: 'nextflow', environment: environment(), isolation: noIsolation() });
    expect([existsSync(home), existsSync(homeVariables(next)['HOME']!)]).toEqual([true, true]);
    writeFileSync(join(folder, 'answer'), '');
    await tidied;
    expect([isHomeHeld(started), existsSync(home), problems]).toEqual([false, false, []]);
  });

  it('removes ended containers once their engine answers again', async () => {
    const { started, home } = attemptWith('docker', (task) =>
      [
        'echo "$1" >>asked',
        '[ -e up ] || { echo "Cannot connect to the Docker daemon" >&2; exit 1; }',
        `case "$1" in ps) echo c1 ;; inspect) echo 'c1 false 2026-11-30T11:59:59Z ${task}' ;; esac`,
      ].join('\n'),
    );
    const asked = () => readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
    const problems: string[] = [];
    const tidied = tidyUp(started, { ...tidying(problems), retryMs: 10 });
    await waitUntil(() => existsSync(join(folder, 'asked')) && asked().length > 2, { what: 'Docker is asked again' });
    writeFileSync(join(folder, 'up'), '');
    await tidied;
    expect(asked().slice(-3)).toEqual(['ps', 'inspect', 'rm']);
    expect(problems).toEqual([expect.stringContaining('Cannot connect to the Docker daemon')]);
    expect([isHomeHeld(started), existsSync(home)]).toEqual([false, false]);
  });

  it('does not wait for an engine if the runner stops', async () => {
    const { started, home } = attemptWith('docker', () => 'exit 2');
    const problems: string[] = [];
    await tidyUp(started, { ...tidying(problems), stopping: AbortSignal.abort() });
    expect([problems.length, existsSync(home)]).toEqual([1, false]);
  });
});
