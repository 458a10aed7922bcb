import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chooseDocker, thisMachine } from '@reprise/setup';
import { waitUntil } from '@reprise/testing';
import { SharedDocker, TASKS } from './shared-docker.ts';
import { killed } from './walks/killed.ts';
import { paused } from './walks/paused.ts';
import { silent } from './walks/silent.ts';

const canRun = chooseDocker(thisMachine()).from !== 'nowhere';
const described = canRun ? describe : describe.skip;
const title = 'tasks in containers of a real Docker';

/** Starting a separate Docker and Reprise instance for each would take longer than the tests. */
described(canRun ? title : `${title} (requires root on Debian, and Docker where systemd runs)`, () => {
  const shared = new SharedDocker();
  beforeAll(() => shared.start());
  afterEach(() => shared.lab.tidy());
  afterAll(() => shared.stop());

  it('run as docs/containers.md describes: with its command, image and config, as the user of tasks', async () => {
    const job = await shared.lab.submit('documented');
    const { output_dir } = await job.becomes('completed');
    const who = join(output_dir!, 'who');
    expect([readFileSync(who, 'utf8').trim(), statSync(who).uid]).toEqual([String(shared.user.uid), shared.user.uid]);
    const docker = async () => (await shared.lab.api.runners())[0]!.executors?.find(({ name }) => name === 'docker');
    expect(await waitUntil(docker, { what: 'the runner has looked' })).toMatchObject({
      problem: null,
      proof: 'processes',
    });
  });

  it('are ended by a cancel although they ignore TERM', async () => {
    const job = await shared.ticking();
    await job.command('cancel');
    expect(await shared.over(job)).toEqual({ cause: 'cancelled', left: [] });
    expect(shared.containers.running()).toEqual([]);
  });

  it('are ended after one of them failed by itself, before the job is failed', async () => {
    const job = await shared.ticking(TASKS + 1);
    const [running] = shared.started(job);
    job.open(`fail-${running!}`);
    expect(await shared.over(job)).toEqual({ cause: 'error', left: [] });
    expect(shared.containers.running()).toEqual([]);
    expect((await job.read()).error_message).toContain(`TICK (${running!}) ended with exit code 1`);
  });

  silent(shared);
  killed(shared);
  paused(shared);
});
