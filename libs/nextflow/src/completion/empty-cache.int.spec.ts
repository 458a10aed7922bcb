import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch, testEnv } from '../testing/scratch.ts';
import { completionWarnings } from './completion-warnings.ts';
import { cacheDatabase, isEmptyCache } from './session-cache.ts';

describe('a real Nextflow without the packages that its launcher opens', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  /** A Java home whose program opens nothing. */
  function javaHome(): string {
    const home = join(scratch.dir, 'java');
    mkdirSync(join(home, 'bin'), { recursive: true });
    const drop = 'for arg; do shift; case "$arg" in --add-opens*) ;; *) set -- "$@" "$arg" ;; esac; done';
    writeFileSync(join(home, 'bin/java'), `#!/bin/sh\n${drop}\nexec java "$@"\n`, { mode: 0o755 });
    return home;
  }

  it('succeeds with an empty cache, with a warning', async () => {
    const env = { ...testEnv(), JAVA_HOME: javaHome() };
    const run = await NextflowRun.start(scratch, 'slow', { params: { slow: 1 }, changes: { env } });
    expect(await run.ended()).toMatchObject({ status: 'exited', exit_code: 0 });
    const { attemptDir, launchDir } = run.spec;
    expect(await completionWarnings({ attemptDir, launchDir, runName: run.name })).toEqual([
      { about: 'cache', message: "Nextflow's cache has none of its 2 tasks: a resume or restart runs them again." },
    ]);
    expect(await isEmptyCache(cacheDatabase(launchDir, (await run.session())!))).toBe(true);
  });
});

describe('a real Nextflow whose cache is deleted', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('succeeds, with a warning', async () => {
    const run = await NextflowRun.start(scratch, 'uncached');
    expect(await run.ended()).toMatchObject({ status: 'exited', exit_code: 0 });
    const { attemptDir, launchDir } = run.spec;
    expect(await completionWarnings({ attemptDir, launchDir, runName: run.name })).toEqual([
      { about: 'cache', message: "Nextflow's cache has none of its one task: a resume or restart runs them again." },
    ]);
  });
});
