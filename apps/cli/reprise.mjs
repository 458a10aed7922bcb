// Plain JavaScript that any Node can read: it runs before anything is installed.
import { run } from './under-current-node.mjs';

await run('tools/start/main.ts');
