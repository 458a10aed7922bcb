import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkout, thisMachine, type Machine } from '../machine.ts';
import { builtApp, ensureBuilt } from './build.ts';

const bundler = join(import.meta.dirname, 'bundle-app.ts');
const nx = JSON.parse(readFileSync(join(checkout, 'nx.json'), 'utf8')) as {
  targetDefaults: { build: { command: string } };
};
/** File in `dist`, which is not an input of a build. It has one line per executed build. */
const DONE = 'dist/builds-done';
nx.targetDefaults.build.command = `node ${bundler} . {projectName} && echo {projectName} >> ${DONE}`;

const files = {
  'nx.json': JSON.stringify(nx),
  'package.json': '{ "name": "planted", "workspaces": ["libs/*", "apps/*"] }',
  'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }',
  'libs/greeting/package.json': '{ "name": "@reprise/greeting", "type": "module", "exports": "./src/index.ts" }',
  'libs/greeting/project.json': '{ "name": "greeting" }',
  'libs/greeting/src/index.ts': `export class Greeting { readonly text: string = 'Hello'; }`,
  'apps/gateway/project.json': '{ "name": "gateway", "targets": { "build": {} } }',
  'apps/gateway/package.json': '{ "name": "@reprise/gateway", "type": "module" }',
  'apps/gateway/tsconfig.json':
    '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true } }',
  'apps/gateway/src/main.ts': `
    import 'reflect-metadata';
    import { Greeting } from '@reprise/greeting';
    const injectable: ClassDecorator = () => undefined;
    @injectable
    class Greeter { constructor(readonly greeting: Greeting) {} }
    const [dependency] = Reflect.getMetadata('design:paramtypes', Greeter);
    console.log(Greeter.name, dependency.name, new dependency().text);`,
};

describe('the build', () => {
  let machine: Machine;
  let second = Math.floor(Date.now() / 1000);
  const say = () => undefined;
  const build = () => ensureBuilt(machine, say, ['gateway']);

  beforeEach(() => {
    const root = mkdtempSync(join(tmpdir(), 'reprise-build-'));
    machine = { ...thisMachine(), root };
    for (const [name, text] of Object.entries(files)) write(name, text);
    mkdirSync(join(root, 'node_modules', '@reprise'), { recursive: true });
    symlinkSync(join(root, 'libs', 'greeting'), join(root, 'node_modules', '@reprise', 'greeting'));
    for (const name of ['reflect-metadata', 'nx', 'typescript'])
      symlinkSync(join(checkout, 'node_modules', name), join(root, 'node_modules', name));
  });
  afterEach(() => {
    rmSync(machine.root, { recursive: true });
  });

  it('makes one file that runs, with metadata for dependency injection, and repeats only after a source has changed', async () => {
    await build();
    expect(run()).toBe('Greeter Greeting Hello');
    write('apps/gateway/src/main.spec.ts', 'a test is not part of it');
    await build();
    expect(done()).toBe(1);
    write('libs/greeting/src/index.ts', `export class Greeting { readonly text: string = 'Good evening'; }`);
    await build();
    expect(run()).toBe('Greeter Greeting Good evening');
    expect(done()).toBe(2);
  });

  it('reports its error, and is retried the next time', async () => {
    write('apps/gateway/src/main.ts', `import './missing.ts';`);
    await expect(build()).rejects.toThrow(/missing\.ts/);
    await expect(build()).rejects.toThrow(/missing\.ts/);
  });

  function write(name: string, text: string): void {
    const file = join(machine.root, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    // Nx detects changed files by modification time in seconds.
    second += 1;
    utimesSync(file, second, second);
  }

  const done = () => readFileSync(join(machine.root, DONE), 'utf8').trim().split('\n').length;

  function run(): string {
    return spawnSync(process.execPath, [builtApp(machine.root, 'gateway')], { encoding: 'utf8' }).stdout.trim();
  }
});
