import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseChromium } from './chromium.ts';
import { chooseDocker } from './docker.ts';
import { chooseJava } from './java.ts';
import type { Machine } from '../machine.ts';
import { chooseNatsCommand } from './nats-command.ts';
import { checksumOf, chooseNatsServer } from './nats-server.ts';
import { chooseNextflow, newest } from './nextflow/ensure-nextflow.ts';
import { choosePipelineTools } from './pipeline-tools.ts';
import { choosePodman } from './podman.ts';
import { choosePython } from './python-packages.ts';
import { chooseSge } from './sge.ts';
import { chooseSlurm } from './slurm.ts';

/** A machine whose PATH contains only the test's stubs. */
let folder: string;
let bin: string;
const debianRoot = { platform: 'linux', arch: 'x64', uid: 0, distribution: ['debian'], hasSystemd: false } as const;
const debianUser = { ...debianRoot, uid: 1000 };
const fedora = { ...debianUser, distribution: ['fedora'] };
const mac = { platform: 'darwin', arch: 'arm64', uid: 501, distribution: [], hasSystemd: false } as const;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-choices-'));
  bin = join(folder, 'path');
  mkdirSync(bin);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function machine(kind: Omit<Machine, 'root' | 'env'>, env: NodeJS.ProcessEnv = {}): Machine {
  return { ...kind, root: folder, env: { PATH: bin, ...env } };
}

function stub(name: string, says = '', place = bin): string {
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, name), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });
  return join(place, name);
}

/** Creates the files of an earlier setup run. */
function installedBefore(name: string, version: string, ...path: string[]): string {
  mkdirSync(join(folder, '.tools', 'stamps'), { recursive: true });
  writeFileSync(join(folder, '.tools', 'stamps', name), version);
  return stub(name, '', join(folder, '.tools', ...path));
}

describe('nats-server comes', () => {
  it('from PATH if it is 2.12 or newer', () => {
    const file = stub('nats-server', 'nats-server: v2.12.0');
    stub('go');
    expect(chooseNatsServer(machine(debianRoot))).toEqual({ from: 'path', file });
  });
  it('from the official release if the one on PATH is older, with Go if that is unreachable', () => {
    stub('nats-server', 'nats-server: v2.9.25');
    const [archive, go] = ['nats-server-v2.15.2-linux-amd64', stub('go')];
    expect(chooseNatsServer(machine(debianRoot))).toEqual({ from: 'release', archive, go });
  });
  it('from an earlier installation of the same version', () => {
    stub('go');
    const file = installedBefore('nats-server', 'v2.15.2', 'bin');
    expect(chooseNatsServer(machine(debianRoot))).toEqual({ from: 'installed-before', file });
  });
  it('from the release again if the earlier installation is of another version', () => {
    installedBefore('nats-server', 'v2.14.0', 'bin');
    expect(chooseNatsServer(machine(debianRoot))).toMatchObject({ from: 'release' });
  });
  it('from the official release of the system', () => {
    expect(chooseNatsServer(machine(mac))).toEqual({
      from: 'release',
      archive: 'nats-server-v2.15.2-darwin-arm64',
      go: undefined,
    });
  });
  it('from Go if no release is suitable, or else from nowhere, with advice', () => {
    const go = stub('go');
    expect(chooseNatsServer(machine({ ...debianUser, arch: 'mips' }))).toEqual({ from: 'go', go });
    rmSync(go);
    expect(chooseNatsServer(machine({ ...debianUser, arch: 'mips' }))).toMatchObject({
      from: 'nowhere',
      advice: expect.stringContaining('linux mips') as string,
    });
  });
  it('with the checksum of its release', () => {
    expect(checksumOf('b.tar.gz', 'aa11  a.tar.gz\nbb22  b.tar.gz\n')).toBe('bb22');
    expect(checksumOf('c.tar.gz', 'aa11  a.tar.gz\n')).toBeUndefined();
  });
});

describe('Java comes', () => {
  it('from PATH if it is 17 or newer', () => {
    const file = stub('java', 'openjdk version "21.0.1" 2023-10-17');
    expect(chooseJava(machine(debianUser))).toEqual({ from: 'path', file });
  });
  it('from JAVA_HOME before PATH, like Nextflow', () => {
    stub('java', 'openjdk version "21.0.1"');
    const home = join(folder, 'home');
    const file = stub('java', 'openjdk version "17.0.15"', join(home, 'bin'));
    expect(chooseJava(machine(debianUser, { JAVA_HOME: home }))).toEqual({ from: 'path', file });
  });
  it('from apt for root on Debian, if it is missing or old', () => {
    stub('apt-get');
    expect(chooseJava(machine(debianRoot))).toMatchObject({ from: 'apt' });
    stub('java', 'java version "1.8.0_392"');
    expect(chooseJava(machine(debianRoot))).toMatchObject({ from: 'apt' });
  });
  it.each([
    ['a user on Debian', debianUser, 'sudo apt-get install openjdk-17'],
    ['macOS', mac, 'brew install openjdk'],
    ['Fedora', fedora, 'packages of your system'],
  ] as const)('by hand on %s, with instructions', (_, kind, advice) => {
    stub('apt-get');
    expect(chooseJava(machine(kind))).toEqual({ from: 'nowhere', advice: expect.stringContaining(advice) as string });
  });
  it('by hand if JAVA_HOME names an old one, which no package would change', () => {
    stub('apt-get');
    const home = join(folder, 'home');
    stub('java', 'openjdk version "11.0.2"', join(home, 'bin'));
    expect(chooseJava(machine(debianRoot, { JAVA_HOME: home }))).toMatchObject({ from: 'nowhere' });
  });
});

describe('Nextflow comes', () => {
  it('from REPRISE_NEXTFLOW before all others', () => {
    stub('nextflow');
    const file = stub('mine', '', join(folder, 'elsewhere'));
    expect(chooseNextflow(machine(debianUser, { REPRISE_NEXTFLOW: file }))).toEqual({ from: 'setting', file });
  });
  it('from nowhere if REPRISE_NEXTFLOW names no executable', () => {
    expect(chooseNextflow(machine(debianUser, { REPRISE_NEXTFLOW: '/no/such' }))).toEqual({
      from: 'nowhere',
      advice: 'REPRISE_NEXTFLOW is /no/such, which is not an executable file: correct it, or unset it.',
    });
  });
  it('from PATH', () => {
    stub('mvn');
    const file = stub('nextflow');
    expect(chooseNextflow(machine(debianUser))).toEqual({ from: 'path', file });
  });
  it('from a download, with Maven if available, but only once', () => {
    expect(chooseNextflow(machine(debianUser))).toEqual({ from: 'download', maven: undefined });
    const maven = stub('mvn');
    expect(chooseNextflow(machine(debianUser))).toEqual({ from: 'download', maven });
    const file = installedBefore('nextflow', '24.10.0', 'nextflow');
    expect(chooseNextflow(machine(debianUser))).toEqual({ from: 'installed-before', file });
  });
  it('from an earlier download of the newest version', () => {
    const file = installedBefore('nextflow', newest, 'nextflow');
    expect(chooseNextflow(machine(debianUser))).toEqual({ from: 'installed-before', file });
  });
});

describe('the pipeline tools come', () => {
  const all = ['bwa', 'samtools', 'bcftools', 'fastp', 'fastqc', 'tabix', 'ps'];

  it('from PATH if all are installed', () => {
    for (const name of all) stub(name);
    expect(choosePipelineTools(machine(debianRoot))).toEqual({ from: 'path' });
  });
  it('from apt for root on Debian or a derivative, only those that are missing', () => {
    for (const name of ['apt-get', ...all.slice(2, -1)]) stub(name);
    const packages = ['bwa', 'samtools', 'procps'];
    expect(choosePipelineTools(machine(debianRoot))).toEqual({ from: 'apt', packages });
    expect(choosePipelineTools(machine({ ...debianRoot, distribution: ['linuxmint', 'ubuntu'] }))).toEqual({
      from: 'apt',
      packages,
    });
  });
  it('by hand elsewhere, with the exact command', () => {
    for (const name of all.slice(0, 5)) stub(name);
    expect(choosePipelineTools(machine(debianUser))).toEqual({
      from: 'nowhere',
      advice:
        'The exome pipeline needs tabix, ps on PATH: type `sudo apt-get install --no-install-recommends tabix procps`.',
    });
    expect(choosePipelineTools(machine(fedora))).toMatchObject({
      advice: expect.stringContaining('conda install -c conda-forge -c bioconda htslib procps-ng') as string,
    });
  });
});

describe('the browser of the tests comes', () => {
  it('from PATH under any of its names', () => {
    const file = stub('google-chrome');
    expect(chooseChromium(machine(fedora))).toEqual({ from: 'path', file });
  });
  it('as a headless shell, which costs less, before another one', () => {
    stub('chromium');
    const file = stub('chromium-headless-shell');
    expect(chooseChromium(machine(debianRoot))).toEqual({ from: 'path', file });
  });
  it('from apt for root on Debian, but not on Ubuntu, whose package only installs a snap', () => {
    stub('apt-get');
    expect(chooseChromium(machine(debianRoot))).toEqual({ from: 'apt', packages: ['chromium-headless-shell'] });
    const instead = stub('chromium');
    expect(chooseChromium(machine(debianRoot))).toMatchObject({ from: 'apt', instead });
  });
  it('from nowhere on Ubuntu without one on PATH', () => {
    stub('apt-get');
    expect(chooseChromium(machine({ ...debianRoot, distribution: ['ubuntu', 'debian'] }))).toMatchObject({
      from: 'nowhere',
    });
  });
});

describe('the nats command of the tests comes', () => {
  it('from PATH, or an earlier build, or Go', () => {
    const go = stub('go');
    expect(chooseNatsCommand(machine(debianUser))).toEqual({ from: 'go', go });
    const built = installedBefore('nats', 'v0.5.0', 'bin');
    expect(chooseNatsCommand(machine(debianUser))).toEqual({ from: 'built-before', file: built });
    const file = stub('nats');
    expect(chooseNatsCommand(machine(debianUser))).toEqual({ from: 'path', file });
  });
  it('by hand without Go, with instructions', () => {
    expect(chooseNatsCommand(machine(debianRoot))).toMatchObject({
      from: 'nowhere',
      advice: expect.stringContaining('install Go') as string,
    });
  });
});

describe('the Python of the tests comes', () => {
  it('from PATH if it is 3.9 or newer and creates virtual environments', () => {
    const file = stub('python3', 'Python 3.11.7');
    expect(choosePython(machine(fedora))).toEqual({ from: 'path', file });
  });
  it('from apt for root on Debian if it is missing or old', () => {
    stub('apt-get');
    const packages = ['python3', 'python3-venv'];
    expect(choosePython(machine(debianRoot))).toEqual({ from: 'apt', packages });
    stub('python3', 'Python 3.7.3');
    expect(choosePython(machine(debianRoot))).toEqual({ from: 'apt', packages });
  });
  it('by hand elsewhere, with the exact command on Debian', () => {
    expect(choosePython(machine(debianUser))).toMatchObject({
      from: 'nowhere',
      advice: expect.stringContaining('sudo apt-get install python3 python3-venv') as string,
    });
    expect(choosePython(machine(mac))).toMatchObject({ from: 'nowhere' });
  });
});

describe('the Docker of the tests comes', () => {
  it('from apt for root on Debian, once', () => {
    stub('apt-get');
    expect(chooseDocker(machine(debianRoot))).toEqual({ from: 'apt' });
    const dockerd = stub('dockerd');
    expect(chooseDocker(machine(debianRoot))).toEqual({ from: 'apt' });
    const compose = installedBefore('docker-compose', 'trixie', 'bin');
    expect(chooseDocker(machine(debianRoot))).toEqual({ from: 'here', dockerd, compose });
  });
  it("from nowhere if systemd would start the package's service, except an installed one", () => {
    stub('apt-get');
    const withSystemd = machine({ ...debianRoot, hasSystemd: true });
    expect(chooseDocker(withSystemd)).toEqual({
      from: 'nowhere',
      advice: expect.stringContaining('type `apt-get install docker.io`') as string,
    });
    stub('dockerd');
    expect(chooseDocker(withSystemd)).toEqual({ from: 'apt' });
  });
  it.each([
    ['a user on Debian', debianUser],
    ['Ubuntu', { ...debianRoot, distribution: ['ubuntu', 'debian'] }],
    ['macOS', mac],
  ] as const)('from nowhere on %s, where its tests are reported as skipped', (_, kind) => {
    stub('apt-get');
    stub('dockerd');
    expect(chooseDocker(machine(kind))).toMatchObject({ from: 'nowhere' });
  });
});

describe.each([
  ['Podman', choosePodman, ['podman', 'runc', 'uidmap'], ['podman', 'runc', 'newuidmap']],
  ['Slurm', chooseSlurm, ['slurm-wlm', 'munge'], ['slurmctld', 'slurmd', 'munged', 'squeue']],
  [
    'SGE',
    chooseSge,
    ['gridengine-master', 'gridengine-exec', 'gridengine-client'],
    ['sge_qmaster', 'sge_execd', 'qstat', 'qconf'],
  ],
] as const)('the %s of the tests comes', (_, choose, packages, programs) => {
  it('from apt for root on Debian, unless all of it is installed', () => {
    stub('apt-get');
    programs.slice(1).forEach((program) => stub(program));
    expect(choose(machine(debianRoot))).toEqual({ from: 'apt', packages });
    stub(programs[0]);
    expect(choose(machine(debianRoot))).toEqual({ from: 'here' });
  });
  it('from nowhere if systemd would start its services, except an installed one', () => {
    stub('apt-get');
    const withSystemd = machine({ ...debianRoot, hasSystemd: true });
    expect(choose(withSystemd)).toMatchObject({
      from: 'nowhere',
      advice: expect.stringContaining(`type \`apt-get install ${packages.join(' ')}\``) as string,
    });
    programs.forEach((program) => stub(program));
    expect(choose(withSystemd)).toEqual({ from: 'here' });
  });
  it.each([
    ['a user on Debian', debianUser],
    ['macOS', mac],
  ] as const)('from nowhere for %s, where its tests are reported as skipped', (_, kind) => {
    stub('apt-get');
    programs.forEach((program) => stub(program));
    expect(choose(machine(kind))).toMatchObject({ from: 'nowhere' });
  });
});
