import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './apt.ts';
import { canUseApt, findOnPath, isAtLeast, versionOf, type Machine } from '../machine.ts';
import { onlyOnce } from '../only-once.ts';
import { runStep, SetupError, type Say } from '../run-step.ts';

const oldest = [3, 9] as const;
const packages = ['python3', 'python3-venv'];

export type PythonChoice =
  | { readonly from: 'path'; readonly file: string }
  | { readonly from: 'apt'; readonly packages: readonly string[] }
  | { readonly from: 'nowhere'; readonly advice: string };

/** A Python that can create virtual environments: on PATH, or else Debian's. Only tests need it. */
export function choosePython(machine: Machine): PythonChoice {
  const file = findOnPath(machine, 'python3');
  if (file !== undefined && canMakeEnvironments(machine, file)) return { from: 'path', file };
  if (canUseApt(machine)) return { from: 'apt', packages };
  const command = machine.distribution.includes('debian')
    ? `: type \`sudo apt-get install ${packages.join(' ')}\`.`
    : '.';
  return {
    from: 'nowhere',
    advice: `The tests run programs in Python and need python3 ${oldest.join('.')} or newer with its venv module on PATH${command}`,
  };
}

interface PythonPackages {
  /** Name of the folder in `.tools`. */
  readonly folder: string;
  /** Name of the step in the setup log. */
  readonly step: string;
  /** Name for people. */
  readonly title: string;
  /** Module whose import proves the installation. */
  readonly module: string;
  /** Requirements files, relative to the checkout. Those in `alone` are installed without dependencies. */
  readonly requirements: readonly string[];
  readonly alone?: readonly string[];
}

/** Ensures a Python with the client for the example, and returns its path. @throws SetupError */
export const ensurePythonClient = (machine: Machine, say: Say): Promise<string> =>
  ensurePythonPackages(machine, say, {
    folder: 'python',
    step: 'python-client',
    title: 'The NATS client for Python',
    module: 'nats',
    requirements: ['examples/consumer-py/requirements.txt'],
  });

/** Ensures a Python with the RO-Crate validator, and returns its path. @throws SetupError */
export const ensureCrateValidator = (machine: Machine, say: Say): Promise<string> =>
  ensurePythonPackages(machine, say, {
    folder: 'crate',
    step: 'crate-validator',
    title: 'The validator of RO-Crates',
    module: 'rocrate_validator',
    requirements: ['tools/crate/requirements.txt'],
    alone: ['tools/crate/context.txt'],
  });

async function ensurePythonPackages(
  machine: Machine,
  say: Say,
  { folder: name, step, title, module, requirements, alone = [] }: PythonPackages,
): Promise<string> {
  const folder = join(machine.root, '.tools', name);
  const python = join(folder, 'bin', 'python');
  const fileOf = (file: string) => join(machine.root, file);
  const wanted = [...requirements, ...alone].map((file) => readFileSync(fileOf(file), 'utf8')).join('');
  // Importing it takes half a second.
  const finds = `import importlib.util, sys; sys.exit(importlib.util.find_spec('${module}') is None)`;
  const isThere = () => existsSync(python) && spawnSync(python, ['-c', finds]).status === 0;
  await onlyOnce(machine, step, wanted, isThere, async () => {
    const base = await ensurePython(machine, say);
    say(`${title}: installing it with pip (some seconds)`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(machine.root, '.tools'), { recursive: true });
    await runStep(machine, { name: 'python-environment', command: base, args: ['-m', 'venv', folder] });
    const install = ['-m', 'pip', 'install', '--disable-pip-version-check'];
    for (const file of requirements)
      await runStep(machine, { name: step, command: python, args: [...install, '-r', fileOf(file)] });
    for (const file of alone)
      await runStep(machine, { name: step, command: python, args: [...install, '--no-deps', '-r', fileOf(file)] });
  });
  return python;
}

async function ensurePython(machine: Machine, say: Say): Promise<string> {
  const choice = choosePython(machine);
  if (choice.from === 'path') return choice.file;
  if (choice.from === 'nowhere') throw new SetupError(choice.advice);
  say('Python: installing it with apt');
  await aptInstall(machine, 'python', choice.packages);
  const installed = choosePython(machine);
  if (installed.from === 'path') return installed.file;
  throw new SetupError(`apt installed ${packages.join(', ')}, and python3 still makes no virtual environment.`);
}

function canMakeEnvironments(machine: Machine, file: string): boolean {
  const version = versionOf(machine, file, ['--version']);
  if (version === undefined || !isAtLeast(version, oldest)) return false;
  return spawnSync(file, ['-c', 'import venv, ensurepip'], { env: machine.env }).status === 0;
}
