import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const VERSION = '4.32.5';
const FOLDER = join(import.meta.dirname, '../../.tools/schemathesis', VERSION);

/** Returns the path of the program, installed with pip into `.tools` if missing. Requires Python 3.10 or newer. */
export function ensureSchemathesis(): string {
  const program = join(FOLDER, 'bin/schemathesis');
  if (existsSync(program)) return program;
  execFileSync('python3', ['-m', 'venv', FOLDER], { stdio: 'inherit' });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `schemathesis==${VERSION}`];
  execFileSync(join(FOLDER, 'bin/python'), pip, { stdio: 'inherit' });
  return program;
}
