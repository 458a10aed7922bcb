import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { attemptFiles, inspectAttempt, sessionOf, waitForEnd, type Isolation } from '@reprise/nextflow';
import { waitUntil } from '@reprise/testing';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { jobPaths, runName } from '../attempt/job-paths.ts';
import { heldAttempt } from '../attempt/attempt.ts';
import { HeldJob } from '../attempt/held-job.fixture.ts';
import { writeSheet } from './launch-files.ts';
import { InstalledNextflows } from '../base/installed-nextflows.ts';
import { localGate } from './local-gate.ts';
import { startAttempt } from './start-attempt.ts';

describe('the start of a claimed attempt', () => {
  let job: HeldJob;
  beforeEach(async () => {
    job = await HeldJob.claimed();
  });
  afterEach(() => job.remove());

  const start = (launcher = job.settings.nextflows.launcherOf()) => {
    const nextflows = new InstalledNextflows([{ ...job.settings.nextflows.default, launcher }]);
    return startAttempt(job.held, localGate(job.held, job.pipeline, { ...job.settings, nextflows }), job.commands, {
      ...job.settings,
      nextflows,
    });
  };
  const lastEvent = async () => (await job.life()).at(-1)!;

  /** Starts an attempt, waits for its end, and records an ending. */
  const runToItsEnd = async (nextflow?: string) => {
    await start(nextflow);
    await waitForEnd(job.held.attemptDir);
    await job.commands.handle(job.id, failAttempt(job.state.attempt, 'killed', 'for the test'));
  };
  const rerun = async (attempt: number, keep_work_dir: boolean, keep_results?: boolean) => {
    const data = { attempt, reason: null, params: {}, keep_work_dir, ...(keep_results && { keep_results }) };
    await job.tellAndWait({ type: 'rerun_requested', data });
    await job.claim();
  };
  const resume = async (attempt: number) => {
    await job.tellAndWait({ type: 'resume_requested', data: { attempt, reason: null } });
    await job.claim();
  };
  /** Creates a file in place of a required folder. */
  const spoil = () => {
    mkdirSync(job.held.paths.root, { recursive: true });
    writeFileSync(join(job.held.paths.root, 'attempts'), '');
  };

  it('reports path and reason if it cannot be prepared', async () => {
    spoil();
    await start();
    const { root } = jobPaths(job.settings.dataDir, job.id);
    expect(await lastEvent()).toMatchObject({
      type: 'attempt_failed',
      data: {
        cause: 'start_failed',
        message: `The start could not be prepared in ${root}: ENOTDIR: not a directory, open '${root}/attempts/1/process'. Nothing was started.`,
      },
    });
  });

  it('reports a missing pipeline with the places that were searched', async () => {
    await startAttempt(job.held, localGate(job.held, undefined, job.settings), job.commands, job.settings);
    const message = `This runner has no pipeline named brief: no reprise.json in ${job.settings.dataDir} has that name. Put its folder back, or add it to REPRISE_PIPELINES, then try again.`;
    expect(await lastEvent()).toMatchObject({ type: 'attempt_failed', data: { cause: 'start_failed', message } });
  });

  it('uses the launch options of the job: config, files, variables and a separate work dir', async () => {
    const input = join(job.settings.dataDir, 'sheet.csv');
    const work_dir = join(job.settings.dataDir, 'scratch');
    const launch = { profiles: ['test'], config: 'x = 1', env: { LAB: 'y' }, files: { 'sheet.csv': input }, work_dir };
    await job.remove();
    job = await HeldJob.claimed({}, launch);
    await start();
    const { data } = await lastEvent();
    const { argv } = data as { argv: string[] };
    expect(argv.join(' ')).toContain(' -profile test -c ');
    expect(data).toMatchObject({ work_dir: `${work_dir}/${job.id}/1` });
    expect(readFileSync(attemptFiles(job.held.attemptDir).extraConfig, 'utf8')).toBe('x = 1');
    expect(readlinkSync(join(job.held.paths.launchDir, 'sheet.csv'))).toBe(input);
    await waitForEnd(job.held.attemptDir);
    rmSync(work_dir, { recursive: true, force: true });
  });

  it('writes the samplesheet into the launch folder, and through no link that a run left there', async () => {
    await job.remove();
    const sheet = { param: 'input', name: 'samplesheet.csv', text: 'sample\nA\n' };
    job = await HeldJob.claimed({ input: 'samplesheet.csv' }, undefined, sheet);
    const { launchDir } = job.held.paths;
    const elsewhere = join(job.settings.dataDir, 'elsewhere');
    await start();
    const path = join(launchDir, 'samplesheet.csv');
    expect(readFileSync(path, 'utf8')).toBe('sample\nA\n');
    const params = JSON.parse(readFileSync(attemptFiles(job.held.attemptDir).params, 'utf8')) as object;
    expect(params).toMatchObject({ input: path });
    await waitForEnd(job.held.attemptDir);
    rmSync(path);
    symlinkSync(elsewhere, path);
    await writeSheet(launchDir, sheet);
    expect([existsSync(elsewhere), readFileSync(path, 'utf8')]).toEqual([false, 'sample\nA\n']);
  });

  it('shows tasks the uploaded samples in the samplesheet', async () => {
    await job.remove();
    const { samplesRoot } = job.settings;
    const text = `sample,fastq_1,fastq_2\nA,${samplesRoot}/A-1/A_R1.fastq.gz,${samplesRoot}/A-1/A_R2.fastq.gz\n`;
    const sheet = { param: 'input', name: 'samplesheet.csv', text };
    job = await HeldJob.claimed({ input: 'samplesheet.csv' }, undefined, sheet);
    const shown: string[] = [];
    const prefix: Isolation['prefix'] = ({ paths = [] }) => {
      shown.push(...paths);
      return [];
    };
    const isolation = { ...job.settings.isolation, prefix };
    await startAttempt(
      job.held,
      localGate(job.held, job.pipeline, { ...job.settings, isolation }),
      job.commands,
      job.settings,
    );
    expect(shown.filter((path) => path.startsWith(samplesRoot))).toEqual([`${samplesRoot}/A-1`]);
    await waitForEnd(job.held.attemptDir);
  });

  it('is refused with a config of the job if the operator disabled that', async () => {
    await job.remove();
    job = await HeldJob.claimed({}, { config: 'x = 1' });
    await startAttempt(
      job.held,
      localGate(job.held, job.pipeline, { ...job.settings, takesConfig: false }),
      job.commands,
      job.settings,
    );
    expect((await lastEvent()).data).toMatchObject({
      cause: 'start_failed',
      message: expect.stringContaining('REPRISE_EXTRA_CONFIG is off') as string,
    });
  });

  it('continues if an earlier try was recorded without an acknowledgement', async () => {
    const { held } = job;
    const tries: string[] = [];
    const commands: Parameters<typeof startAttempt>[2] = {
      handle: async (...command) => {
        const handled = await job.commands.handle(...command);
        if (tries.push(handled.outcome) === 1) throw new Error('no acknowledgement');
        return handled;
      },
    };
    await expect(
      startAttempt(held, localGate(held, job.pipeline, job.settings), commands, job.settings),
    ).rejects.toThrow('no acknowledgement');
    await startAttempt(held, localGate(held, job.pipeline, job.settings), commands, job.settings);
    expect(tries).toEqual(['accepted', 'refused']);
    expect(await waitForEnd(held.attemptDir)).toMatchObject({ status: 'exited' });
    expect(await job.types()).toEqual(['submitted', 'attempt_claimed', 'attempt_started']);
  });

  it('leaves the withdrawal to the reactor if it fails after a cancel', async () => {
    spoil();
    await job.tell({ type: 'cancel_requested', data: { attempt: 1, reason: null } });
    await start();
    expect(await job.types()).toEqual(['submitted', 'attempt_claimed', 'cancel_requested']);
  });

  it('reports path and reason and starts nothing if a rerun cannot delete old results', async () => {
    await runToItsEnd();
    const kept = join(jobPaths(job.settings.dataDir, job.id).outputDir(1), 'kept');
    mkdirSync(kept, { recursive: true });
    writeFileSync(join(kept, 'result.bam'), '');
    await rerun(2, false);
    protect(kept, true);
    try {
      const { attemptDir } = job.held;
      await start();
      expect(inspectAttempt(attemptDir)).toEqual({ status: 'none' });
    } finally {
      protect(kept, false);
    }
    expect(await lastEvent()).toMatchObject({
      type: 'attempt_failed',
      data: {
        attempt: 2,
        cause: 'start_failed',
        message: expect.stringMatching(
          /^Previous results could not be deleted: .*\/kept\/result\.bam: E(PERM|ACCES): /,
        ),
      },
    });
    expect(existsSync(join(kept, 'result.bam'))).toBe(true);
  });

  it('starts nothing and deletes no results if an uploaded sample of a rerun was deleted', async () => {
    await runToItsEnd();
    const result = join(jobPaths(job.settings.dataDir, job.id).outputDir(1), 'result.bam');
    mkdirSync(dirname(result), { recursive: true });
    writeFileSync(result, '');
    const sample = join(job.settings.samplesRoot, 'PAT-1');
    const again = { reason: null, params: { reads: sample }, keep_work_dir: false };
    await job.tellAndWait({ type: 'rerun_requested', data: { attempt: 2, ...again } });
    await job.claim();
    const { attemptDir } = job.held;
    await start();
    expect(inspectAttempt(attemptDir)).toEqual({ status: 'none' });
    const message = `${sample} is not there any more. Nothing was started, and no earlier results were deleted. Put it back, then rerun.`;
    expect(await lastEvent()).toMatchObject({ type: 'attempt_failed', data: { cause: 'start_failed', message } });
    expect(existsSync(result)).toBe(true);

    await job.tellAndWait({ type: 'rerun_requested', data: { attempt: 3, ...again, keep_results: true } });
    await job.claim();
    await start();
    expect([(await lastEvent()).type, existsSync(result)]).toEqual(['attempt_started', true]);
    await waitForEnd(job.held.attemptDir);
  });

  it('deletes the work dir for a rerun that keeps the results, unless they link to files in it', async () => {
    await runToItsEnd();
    const { outputDir, workDir } = jobPaths(job.settings.dataDir, job.id);
    const [made, result] = [join(workDir(1), 'made.bam'), join(outputDir(1), 'result.bam')];
    for (const path of [made, result]) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, '');
    }
    symlinkSync(made, join(outputDir(1), 'linked.bam'));
    await rerun(2, false, true);
    await start();
    expect([existsSync(result), existsSync(made)]).toEqual([true, true]);
    await waitForEnd(job.held.attemptDir);
    await job.commands.handle(job.id, failAttempt(2, 'killed', 'for the test'));

    rmSync(join(outputDir(1), 'linked.bam'));
    await rerun(3, false, true);
    await start();
    expect([existsSync(result), existsSync(made)]).toEqual([true, false]);
    expect((await lastEvent()).data).toMatchObject({ output_dir: outputDir(3) });
  });

  it('deletes the previous results for a rerun, or leaves them on another storage with their location', async () => {
    await runToItsEnd();
    const result = join(jobPaths(job.settings.dataDir, job.id).outputDir(1), 'result.bam');
    writeFileSync(result, '');
    await rerun(2, false);
    const elsewhere = join(job.settings.dataDir, 'elsewhere');
    const held = heldAttempt(elsewhere, job.state);
    const identity = { ...job.settings.identity, storage_id: 'storage-b' };
    await startAttempt(
      held,
      localGate(held, job.pipeline, { ...job.settings, identity, dataDir: elsewhere }),
      job.commands,
      { ...job.settings, identity },
    );
    expect(await lastEvent()).toMatchObject({
      type: 'attempt_started',
      data: { attempt: 2, storage_id: 'storage-b', results_left_on: 'storage-a' },
    });
    await waitForEnd(held.attemptDir);
    expect(existsSync(result)).toBe(true);
    await job.commands.handle(job.id, failAttempt(2, 'killed', 'for the test'));

    // Back on the storage with the results of attempt 1. The results of attempt 2 remain on the other one.
    await rerun(3, false);
    await start();
    expect((await lastEvent()).data).toMatchObject({ storage_id: 'storage-a', results_left_on: 'storage-b' });
    expect(existsSync(result)).toBe(false);
    await waitForEnd(job.held.attemptDir);
    await job.commands.handle(job.id, failAttempt(3, 'killed', 'for the test'));

    await rerun(4, false);
    await start();
    expect((await lastEvent()).data).not.toHaveProperty('results_left_on');
  });

  it('continues a resume in the session of its work dir, and never in one before a rerun', async () => {
    const resumed = async () => ((await lastEvent()).data as { argv: string[] }).argv.slice(-2);
    const { launchDir } = job.held.paths;
    await runToItsEnd();
    await resume(2);
    await start();
    expect(await resumed()).toEqual(['-resume', await sessionOf(launchDir, runName(job.id, 1))]);
    await waitForEnd(job.held.attemptDir);
    await job.commands.handle(job.id, failAttempt(2, 'killed', 'for the test'));

    await rerun(3, true);
    await runToItsEnd('/bin/true'); // like a Nextflow that ends before it has a session
    await resume(4);
    await start();
    expect(await resumed()).not.toContain('-resume');
  });

  it('continues with the child of a supervisor that was just spawned when the runner was killed', async () => {
    const { attemptDir, paths } = job.held;
    [attemptDir, paths.launchDir].forEach((folder) => mkdirSync(folder, { recursive: true }));
    const [supervise, gate] = ['supervise.sh', 'gate.sh'].map((name) =>
      createRequire(import.meta.url).resolve(`@reprise/nextflow/${name}`),
    );
    const lateToGate = 'until [ -e "$3/start.json" ]; do sleep 0.1; done; exec "$@"';
    const slowly = ['sh', '-c', lateToGate, 'sh', 'sh', gate!, attemptDir, paths.launchDir, ''];
    const left = [supervise!, attemptDir, paths.lockFile, ...slowly, 'echo', 'ran'];
    spawn('sh', left, { detached: true, stdio: 'ignore' }).unref();
    const locked = () => existsSync(attemptFiles(attemptDir).supervisor);
    await waitUntil(locked, { what: 'it has the lock' });
    await start();
    await waitForEnd(attemptDir);
    expect(readFileSync(attemptFiles(attemptDir).stdout, 'utf8')).toBe('ran\n');
    expect(await job.types()).toEqual(['submitted', 'attempt_claimed', 'attempt_started']);
  });
});

/** Permissions do not stop root; only the immutable flag does. */
function protect(dir: string, on: boolean): void {
  if (process.getuid?.() === 0) execFileSync('chattr', [on ? '+i' : '-i', dir]);
  else chmodSync(dir, on ? 0o555 : 0o755);
}
