import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtApp, ensureApp } from './build.ts';
import { checkout, thisMachine, type Machine } from '../machine.ts';

const files = {
  'package-lock.json': '{}',
  'libs/greeting/package.json': '{ "name": "@reprise/greeting", "type": "module", "exports": "./src/index.ts" }',
  'libs/greeting/src/index.ts': `export class Greeting { readonly text: string = 'Hello'; }`,
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

describe('the build of a service', () => {
  let machine: Machine;
  let said: string[];
  const say = (line: string) => said.push(line);

  beforeEach(() => {
    const root = mkdtempSync(join(tmpdir(), 'reprise-build-'));
    machine = { ...thisMachine(), root };
    said = [];
    for (const [name, text] of Object.entries(files)) write(name, text);
    mkdirSync(join(root, 'node_modules', '@reprise'), { recursive: true });
    symlinkSync(join(root, 'libs', 'greeting'), join(root, 'node_modules', '@reprise', 'greeting'));
    symlinkSync(join(checkout, 'node_modules', 'reflect-metadata'), join(root, 'node_modules', 'reflect-metadata'));
  });
  afterEach(() => {
    rmSync(machine.root, { recursive: true });
  });

  it('makes one file that runs, with the metadata that dependency injection needs', async () => {
    await ensureApp(machine, 'gateway', say);
    expect(run()).toBe('Greeter Greeting Hello');
  });

  it('is not repeated until something that it is made of has changed', async () => {
    await ensureApp(machine, 'gateway', say);
    const built = statSync(builtApp(machine.root, 'gateway')).mtimeMs;
    write('apps/gateway/src/main.spec.ts', 'a test is not part of it');
    await ensureApp(machine, 'gateway', say);
    expect(statSync(builtApp(machine.root, 'gateway')).mtimeMs).toBe(built);
    write('libs/greeting/src/index.ts', `export class Greeting { readonly text: string = 'Good evening'; }`);
    await ensureApp(machine, 'gateway', say);
    expect(run()).toBe('Greeter Greeting Good evening');
    expect(said).toHaveLength(2);
  });

  it('says what stopped it, and is tried again the next time', async () => {
    write('apps/gateway/src/main.ts', `import './missing.ts';`);
    await expect(ensureApp(machine, 'gateway', say)).rejects.toThrow(/missing\.ts/);
    await expect(ensureApp(machine, 'gateway', say)).rejects.toThrow('bundle-app.ts');
  });

  function write(name: string, text: string): void {
    const file = join(machine.root, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  function run(): string {
    return spawnSync(process.execPath, [builtApp(machine.root, 'gateway')], { encoding: 'utf8' }).stdout.trim();
  }
});
