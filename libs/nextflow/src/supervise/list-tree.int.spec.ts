import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listTree } from './list-tree.ts';
import { pollUntil } from '../process/poll-until.ts';

/** The engine gives a container's process its session, environment and parent. */
describe('a process that belongs to an attempt only by its work dir', () => {
  let folder: string;
  let workRoot: string;
  let children: ChildProcess[];
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-ties-')));
    workRoot = join(folder, 'work');
    for (const task of ['work/1/ab/cdef12', 'work-of-another/1/ab/cdef12'])
      mkdirSync(join(folder, task), { recursive: true });
    children = [];
  });
  afterEach(() => {
    for (const child of children) process.kill(-child.pid!, 'SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const start = (command: readonly [string, ...string[]], env: Record<string, string> = {}) => {
    const [program, ...args] = command;
    const child = spawn(program, args, { env, cwd: '/', detached: true, stdio: 'ignore' });
    children.push(child);
    return child.pid!;
  };
  const inTask = (task: string) => ({ NXF_TASK_WORKDIR: join(folder, task) });
  const listed = (root = workRoot) =>
    listTree({ attemptDir: join(folder, 'attempt'), marker: { REPRISE_JOB_ID: folder }, workRoot: root })
      .map(({ pid }) => pid)
      .toSorted((a, b) => a - b);
  const becomes = async (pids: number[], root?: string) => {
    await pollUntil(() => listed(root).join() === pids.join(), { withinMs: 60_000 });
    expect(listed(root)).toEqual(pids);
  };

  it('is found by the work dir that Nextflow passes to containers, for any attempt of the job', async () => {
    const task = start(['sleep', '600'], inTask('work/1/ab/cdef12'));
    start(['sleep', '600'], inTask('work-of-another/1/ab/cdef12'));
    start(['sleep', '600'], { PATH_OF_RESULTS: join(workRoot, '1/ab/cdef12') });
    await becomes([task]);
  });

  it('is left to its engine if it belongs to a user whom this one may not signal', async () => {
    const script = join(workRoot, '1/ab/cdef12/.command.sh');
    writeFileSync(script, 'while :; do sleep 0.1; done\n');
    start(['/bin/bash', '-ue', script], { PATH: process.env['PATH']!, ...inTask('work/1/ab/cdef12') });
    await pollUntil(() => listed().length > 0, { withinMs: 60_000 });
    chmodSync(folder, 0o755);
    const program = `
      const { listTree } = await import(${JSON.stringify(new URL('./list-tree.ts', import.meta.url).href)});
      const found = listTree({ attemptDir: '/none', marker: {}, workRoot: ${JSON.stringify(workRoot)} });
      console.log(found.length > 0);`;
    const asUser = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const [command, ...args] = [...asUser, process.execPath, '--no-warnings', '--input-type=module', '-e', program];
    const seen = execFileSync(command, args, { encoding: 'utf8', cwd: '/' }).trim();
    expect(seen).toBe(String(asUser.length === 0));
  });

  it('is found by the script of a container from an older release, or with a scratch dir', async () => {
    const script = join(workRoot, '1/ab/cdef12/.command.sh');
    for (const file of [script, join(folder, 'look.sh')]) writeFileSync(file, 'while :; do sleep 0.1; done\n');
    const wrapper = start(['/bin/bash', '-ue', script], { PATH: process.env['PATH']! });
    start(['tail', '-f', script]);
    start(['/bin/bash', join(folder, 'look.sh'), script.replace('.sh', '.log')], { PATH: process.env['PATH']! });
    await pollUntil(() => listed().includes(wrapper), { withinMs: 60_000 });
    const [, , look] = children.map(({ pid }) => pid!);
    expect(listed()).toContain(wrapper);
    expect(listed()).not.toContain(children[1]!.pid);
    expect(listed()).not.toContain(look);
  });

  it('is found if the folder of the work dirs is a link', async () => {
    symlinkSync(workRoot, join(folder, 'link'));
    const task = start(['sleep', '600'], inTask('work/1/ab/cdef12'));
    await becomes([task], join(folder, 'link'));
    await becomes([], 's3://bucket/work');
  });
});
