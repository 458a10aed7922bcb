/** Checks the messages of recent commits with commitlint; its rules are in commitlint.config.mjs. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { commitRange } from './commit-range.ts';

const root = join(import.meta.dirname, '../../..');
const commitlint = join(root, 'node_modules/@commitlint/cli/cli.js');
const { status } = spawnSync(process.execPath, [commitlint, ...commitRange(root)], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
