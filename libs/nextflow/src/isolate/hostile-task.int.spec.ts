import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chooseIsolation, namespacePrefix } from './choose-isolation.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;
/** An ordinary user: the user of the tests, or `nobody`. */
const user = isRoot ? { uid: NOBODY, gid: NOBODY } : { uid: process.getuid!(), gid: process.getgid!() };

/**
 * Files of a user who starts Reprise from a checkout in the home folder. The home folder also contains the data dir.
 */
const FILES = [
  ...['.bashrc', '.ssh/authorized_keys', '.config/autostart/entry', '.nextflow/plugins/nf-schema/plugin.jar'],
  ...['checkout/package.json', 'checkout/node_modules/tool/index.js', 'checkout/.tools/bin/nats-server'],
  ...['checkout/pipelines/wes/main.nf', 'checkout/data/secret', 'checkout/data/git/clone/main.nf'],
  ...['checkout/data/jobs/two/result', 'checkout/data/jobs/one/attempts/1/params.json'],
];
const OWN = ['launch', 'work', 'output', 'home/1'].map((folder) => `checkout/data/jobs/one/${folder}`);

/** Tries to change each file in every way, and to create another one next to it. Prints what succeeded. */
const CHANGES = `
for file; do
  (echo evil >>"$file") 2>/dev/null && echo "appended $file"
  (: >"$file.new") 2>/dev/null && echo "made $file.new"
  [ ! -e "$file" ] || ! rm -f "$file" 2>/dev/null || echo "removed $file"
  chmod 777 "$file" 2>/dev/null && echo "changed the mode of $file"
  mv -T "\${file%/*}" "\${file%/*}.moved" 2>/dev/null && echo "moved the folder of $file"
done`;

/** The same script with each way in which a user could escape from the mounts. */
const script = (home: string, data: string) => `
try='${CHANGES.replaceAll("'", `'\\''`)}'
sh -c "$try" try "$@"
for where in ${home} ${home}/checkout ${data}; do
  mount -o remount,rw,bind "$where" 2>/dev/null && echo "mounted $where"
  umount "$where" 2>/dev/null && echo "unmounted $where"
  unshare --user --map-root-user --mount sh -c '
    mount -o remount,rw,bind "$0" 2>/dev/null && echo "mounted $0 in a namespace"
    umount "$0" 2>/dev/null && echo "unmounted $0 in a namespace"; true' "$where"
done
unshare --user --map-root-user --mount sh -c "$try" try "$@"
for pid in $PPID ${process.pid} 1; do
  for file; do (echo evil >>"/proc/$pid/root$file") 2>/dev/null && echo "wrote by /proc/$pid"; done
  nsenter --mount --user --target "$pid" true 2>/dev/null && echo "entered the namespace of $pid"
done
true`;

describe('a hostile task in isolation', () => {
  let home: string;
  const at = (path: string) => join(home, path);
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'reprise-hostile-'));
    for (const path of FILES) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), path);
    }
    OWN.forEach((path) => mkdirSync(at(path), { recursive: true }));
    chmodSync(home, 0o755);
    for (const path of ['', ...readdirSync(home, { recursive: true, encoding: 'utf8' })])
      chownSync(at(path), user.uid, user.gid);
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const contents = () =>
    Object.fromEntries(
      readdirSync(home, { recursive: true, encoding: 'utf8' })
        .filter((path) => lstatSync(at(path)).isFile())
        .map((path) => [path, `${lstatSync(at(path)).mode} ${readFileSync(at(path), 'utf8')}`]),
    );

  it('of an ordinary user changes neither home, checkout, plugins nor other jobs, and has its own folders', () => {
    const before = contents();
    const [launch = '', ...writable] = OWN.map(at);
    const data = at('checkout/data');
    const covers = { hidden: [data], readOnly: [home, at('checkout')] };
    const paths = ['checkout/pipelines/wes', 'checkout/data/git/clone', 'checkout/data/jobs/one/attempts/1'].map(at);
    const prefix = namespacePrefix(covers, user)({ cwd: launch, paths, writable });
    const run = (code: string, ...args: string[]) =>
      spawnSync('env', [...prefix, 'sh', '-c', code, 'task', ...args], { encoding: 'utf8', ...user });
    const shown = FILES.filter((path) => !/secret|jobs.two/.test(path)).map(at);
    expect(run('cat "$@"', ...shown)).toMatchObject({ status: 0, stderr: '' });
    const { status, stdout } = run(script(home, data), ...FILES.map(at));
    // The empty folder that covers the data dir does not allow new files either.
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(contents()).toEqual(before);
    expect(run('for each; do : >"$each/own" || exit; done', launch, ...writable)).toMatchObject({ status: 0 });
    for (const folder of OWN) expect(existsSync(at(`${folder}/own`))).toBe(true);
  });

  it('started by root changes neither the home of its user nor other foreign files', () => {
    if (!isRoot) return; // only root can run tasks as another user
    // On Debian, the user `mail` may write to its home through its group.
    const [file, mine] = ['/var/mail/reprise-hostile', at('mine')];
    mkdirSync(mine);
    chmodSync(mine, 0o777);
    const isolation = chooseIsolation({ setting: 'auto', user: 'mail', hidden: [], reached: [] });
    expect(isolation).toMatchObject({ kind: 'user', warnings: [] });
    const code = `true >${file}; true >${at('.bashrc')}; true >${mine}/own`;
    const { stderr } = spawnSync('env', [...isolation.prefix({ cwd: mine }), 'sh', '-c', code], { encoding: 'utf8' });
    const wasMade = existsSync(file);
    rmSync(file, { force: true });
    expect({ wasMade, own: existsSync(`${mine}/own`) }).toEqual({ wasMade: false, own: true });
    expect(stderr).toMatch(/Read-only file system[^]*Permission denied/);
  });
});
