// Plain JavaScript that any Node can read: it runs before anything is installed.
import { run } from '../libs/setup/src/under-current-node.mjs';

await run('tools/simulation/main.ts');
