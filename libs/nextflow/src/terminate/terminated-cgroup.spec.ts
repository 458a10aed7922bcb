import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bootId } from '../process/process-identity.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { Scratch } from '../testing/scratch.ts';
import { TreeTerminator } from './tree-terminator.ts';

let scratch: Scratch;
let cgroup: string;
let terminator: TreeTerminator;
beforeEach(() => {
  scratch = new Scratch();
  const spec = scratch.spec(['true']);
  const files = attemptFiles(spec.attemptDir);
  // A folder in place of a cgroup of the kernel. Its files accept writes.
  cgroup = join(scratch.dir, 'cgroup-of-a-test');
  mkdirSync(cgroup);
  writeFileSync(join(cgroup, 'cgroup.procs'), '');
  mkdirSync(dirname(files.process), { recursive: true });
  // No process of this machine has such a pid.
  writeFileSync(files.process, `${2 ** 30} 4711 ${bootId()}\n`);
  writeFileSync(files.cgroup, `${cgroup}\n`);
  terminator = new TreeTerminator({ ...spec, graceMs: 0 });
});
afterEach(() => scratch.end());

const written = (file: string) => readFileSync(join(cgroup, file), 'utf8');
const sent = () => terminator.report(false).signals.map(({ signal, target }) => `${signal} ${target}`);

describe('the cgroup of a tree during its end', () => {
  it('is thawed if it is frozen, so that TERM arrives', () => {
    writeFileSync(join(cgroup, 'cgroup.freeze'), '1\n');
    terminator.resumeStopped();
    expect(written('cgroup.freeze')).toBe('0');
    terminator.resumeStopped();
    expect(sent()).toEqual([`thaw cgroup ${cgroup}`]);
  });

  it('is left alone if it is not frozen', () => {
    writeFileSync(join(cgroup, 'cgroup.freeze'), '0\n');
    terminator.resumeStopped();
    expect(sent()).toEqual([]);
  });

  it('is killed as a whole', () => {
    writeFileSync(join(cgroup, 'cgroup.kill'), '');
    terminator.killCgroup();
    expect(written('cgroup.kill')).toBe('1');
    expect(sent()).toEqual([`SIGKILL cgroup ${cgroup}`]);
  });

  it('is removed once no process uses it, and not before', () => {
    rmSync(join(cgroup, 'cgroup.procs'));
    // Like a cgroup with processes, it cannot be removed.
    mkdirSync(join(cgroup, 'below'));
    writeFileSync(join(cgroup, 'below', 'cgroup.procs'), '');
    terminator.report(false);
    expect(existsSync(cgroup)).toBe(true);
    rmSync(join(cgroup, 'below'), { recursive: true });
    terminator.report(false);
    expect(existsSync(cgroup)).toBe(false);
  });
});
