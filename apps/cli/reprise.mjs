#!/usr/bin/env node
// Plain JavaScript that any Node can read, because it runs before anything is installed.
import { forWholeLogs, run } from '../../libs/setup/src/under-current-node.mjs';

await run('apps/cli/src/main.ts', forWholeLogs, process.cwd());
