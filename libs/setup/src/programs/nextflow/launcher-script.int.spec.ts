import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launcherScript } from './launcher-script.ts';

describe('the launcher script of Nextflow', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise launcher-'));
  const javaHome = join(folder, 'java');
  const launch = (home: string, ...args: string[]) => {
    const env = { PATH: '/usr/bin:/bin', HOME: folder, JAVA_HOME: home };
    const { status, stdout } = spawnSync(join(folder, 'nextflow'), args, { encoding: 'utf8', env });
    return { status, stdout };
  };
  beforeAll(() => {
    mkdirSync(join(folder, 'jars'));
    for (const name of ['groovy-4.0.23.jar', 'nextflow-25.05.0-edge.jar', 'nf-commons-25.05.0-edge.jar'])
      writeFileSync(join(folder, 'jars', name), '');
    mkdirSync(join(javaHome, 'bin'), { recursive: true });
    writeFileSync(join(javaHome, 'bin/java'), '#!/bin/sh\nfor last; do :; done\necho "Java was asked: $last"\n');
    writeFileSync(join(folder, 'nextflow'), launcherScript);
    for (const path of ['nextflow', 'java/bin/java']) chmodSync(join(folder, path), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints the version without starting Java', () => {
    expect(launch(javaHome, '-v')).toEqual({ status: 0, stdout: 'nextflow version 25.05.0-edge\n' });
  });

  it('leaves everything else to Nextflow', () => {
    expect(launch(javaHome, 'info').stdout).toBe('Java was asked: info\n');
    expect(launch(javaHome, '-v', 'run').stdout).toBe('Java was asked: run\n');
  });

  it('opens the same packages to Nextflow as its official launcher', () => {
    expect(launcherScript.match(/--add-opens=/g)).toHaveLength(17);
    expect(launcherScript).toContain('--add-opens=java.base/java.nio.file.spi=ALL-UNNAMED');
  });

  it.each([
    ['17.0.15', false],
    ['24', true],
    ['25.0.3', true],
  ])('allows native code and direct memory access from Java 24 on: %s', (version, isAllowed) => {
    const home = join(folder, `java-${version}`);
    mkdirSync(join(home, 'bin'), { recursive: true });
    writeFileSync(join(home, 'release'), `IMPLEMENTOR="x"\nJAVA_VERSION="${version}"\n`);
    writeFileSync(join(home, 'bin/java'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
    const { stdout } = launch(home, 'info');
    expect(stdout.includes('--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow')).toBe(isAllowed);
  });

  it('fails without Java', () => {
    expect(launch('/nonexistent', '-v')).toEqual({ status: 127, stdout: '' });
  });
});
